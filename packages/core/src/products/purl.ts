import { PackageURL } from 'packageurl-js';

/** What of a package URL (purl specification, ECMA-427) matching uses. */
export type Purl = {
  readonly type: string;
  readonly namespace?: string;
  readonly name: string;
  readonly version?: string;
  readonly qualifiers: Readonly<Record<string, string>>;
};

const PURL_MAX = 2_000;

/** Reads a package URL; undefined where it is none. Never throws on what somebody typed. */
export function readPurl(text: string): Purl | undefined {
  const trimmed = text.trim();
  if (!/^pkg:/i.test(trimmed) || trimmed.length > PURL_MAX) return undefined;
  try {
    const purl = PackageURL.fromString(escapeColons(trimmed));
    if (purl.type === undefined || purl.name === undefined) return undefined;
    return {
      type: purl.type,
      name: purl.name,
      qualifiers: Object.fromEntries(Object.entries(purl.qualifiers ?? {}).map(([key, value]) => [key, String(value)])),
      ...(purl.namespace ? { namespace: purl.namespace } : {}),
      ...(purl.version ? { version: purl.version } : {}),
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
