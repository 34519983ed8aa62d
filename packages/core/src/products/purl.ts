import { PackageURL } from 'packageurl-js';

/** What of a package URL (purl specification, ECMA-427) matching uses. */
export type Purl = {
  readonly type: string;
  readonly namespace?: string;
  readonly name: string;
  readonly version?: string;
  readonly qualifiers: Readonly<Record<string, string>>;
  readonly subpath?: string;
};

const PURL_MAX = 2_000;

/** Reads a package URL; undefined where it is none. Never throws on what somebody typed. */
export function readPurl(text: string): Purl | undefined {
  const trimmed = text.trim();
  if (!/^pkg:/i.test(trimmed) || trimmed.length > PURL_MAX) return undefined;
  try {
    const purl = PackageURL.fromString(escapeColons(trimmed));
    // "pkg:vcpkg/@1.0.8" has a version and no name.
    if (purl.type === undefined || purl.name === undefined || purl.name.startsWith('@')) return undefined;
    return {
      type: purl.type,
      name: purl.name,
      qualifiers: { ...purl.qualifiers },
      ...(purl.namespace ? { namespace: purl.namespace } : {}),
      ...(purl.version ? { version: purl.version } : {}),
      ...(purl.subpath ? { subpath: purl.subpath } : {}),
    };
  } catch {
    return undefined;
  }
}

/** "pkg:cpan/DBD::SQLite" is published unescaped. */
function escapeColons(text: string): string {
  return text.slice(0, 4) + text.slice(4).replaceAll('::', '%3A%3A');
}

/** Type, namespace and name without version and qualifiers: what makes two packages the same. `pkg:cpan/DBD::SQLite` is DBD-SQLite. */
export function purlKey(purl: Purl): string {
  const name = purl.type === 'cpan' ? purl.name.replaceAll('::', '-') : purl.name;
  return `${purl.type}/${purl.namespace === undefined || purl.type === 'cpan' ? '' : `${purl.namespace}/`}${name}`.toLowerCase();
}

/**
 * The canonical text (purl specification, "How to build a purl string"): by the rules of its type, qualifiers in order, everything encoded but
 * what needs no encoding, the colon among it. Undefined where the type or the name is none.
 */
export function purlText(purl: Purl): string | undefined {
  try {
    const { type, namespace, name, version, qualifiers, subpath } = new PackageURL(
      purl.type,
      purl.namespace,
      purl.name,
      purl.version,
      { ...purl.qualifiers },
      purl.subpath,
    );
    if (type === undefined || name === undefined) return undefined;
    const said = Object.entries(qualifiers ?? {})
      .filter(([, value]) => value !== '')
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, value]) => `${key}=${encoded(value)}`);
    return [
      `pkg:${type}/${namespace ? `${encodedPath(namespace)}/` : ''}${encoded(name)}`,
      version ? `@${encoded(version)}` : '',
      said.length > 0 ? `?${said.join('&')}` : '',
      subpath ? `#${encodedPath(subpath)}` : '',
    ].join('');
  } catch {
    return undefined;
  }
}

function encodedPath(path: string): string {
  return path.split('/').map(encoded).join('/');
}

/** Letters, digits and `.-_~:` stay. */
function encoded(text: string): string {
  return encodeURIComponent(text)
    .replaceAll('%3A', ':')
    .replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}
