import { createHash } from 'node:crypto';
import type { LockedPackage } from './locked-package.ts';

/** A CycloneDX document, as far as we write one. */
export type Sbom = Readonly<Record<string, unknown>> & {
  readonly components: readonly { readonly name: string; readonly purl: string; readonly 'bom-ref': string }[];
};

const NOT_IN_THE_PRODUCT = ['@forewarn/fakes'];

/**
 * Forewarn's own bill of materials: CycloneDX 1.6 JSON, from the lock file and nothing else, so that two makings of one version are equal
 * byte for byte. Tools that make and test Forewarn are no part of it. Purls after the purl specification's npm type; hashes from the
 * lock file's integrity (SHA-512, hexadecimal).
 */
export function makeSbom(packages: readonly LockedPackage[], product: { readonly name: string; readonly version: string }): Sbom {
  const parts = partsOf(packages).toSorted((a, b) => (purlOf(a) < purlOf(b) ? -1 : 1));
  const distinct = [...new Map(parts.map((each) => [purlOf(each), each])).values()];
  const root = `pkg:npm/${product.name}@${product.version}`;
  const refs = Map.groupBy(distinct, ({ name }) => name);
  const ours = distinct.filter(({ isOurs }) => isOurs);
  const document = {
    bomFormat: 'CycloneDX' as const,
    specVersion: '1.6',
    version: 1,
    metadata: {
      component: { type: 'application', 'bom-ref': root, name: product.name, version: product.version, purl: root },
    },
    components: distinct.map(componentOf),
    dependencies: [
      { ref: root, dependsOn: ours.map(purlOf) },
      ...distinct.map((each) => ({
        ref: purlOf(each),
        dependsOn: [...new Set(each.dependencies.flatMap((name) => (refs.get(name) ?? []).map(purlOf)))].toSorted(),
      })),
    ],
  };
  return { ...document, serialNumber: serialOf(JSON.stringify(document)) };
}

/** What runs at a CERT or a member: our own packages without the imitations for tests, and all that these ask for, and so on. */
function partsOf(packages: readonly LockedPackage[]): readonly LockedPackage[] {
  const byName = Map.groupBy(packages, ({ name }) => name);
  const waiting = packages.filter(({ isOurs, name }) => isOurs && !NOT_IN_THE_PRODUCT.includes(name)).map(({ name }) => name);
  const reached = new Set(waiting);
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop())
    for (const next of (byName.get(name) ?? []).flatMap(({ dependencies }) => dependencies)) {
      if (reached.has(next) || NOT_IN_THE_PRODUCT.includes(next)) continue;
      reached.add(next);
      waiting.push(next);
    }
  return packages.filter(({ name, isTool }) => reached.has(name) && !isTool);
}

function componentOf(each: LockedPackage) {
  const [scope, name] = each.name.startsWith('@') ? each.name.split('/') : [undefined, each.name];
  return {
    type: each.isOurs ? 'application' : 'library',
    'bom-ref': purlOf(each),
    ...(scope === undefined ? {} : { group: scope }),
    name: name ?? each.name,
    version: each.version,
    purl: purlOf(each),
    scope: each.isOptional ? 'optional' : 'required',
    ...(each.licence === undefined ? {} : { licenses: [licenceOf(each.licence)] }),
    ...(each.integrity === undefined ? {} : { hashes: [{ alg: 'SHA-512', content: hexOf(each.integrity) }] }),
  };
}

/** CycloneDX keeps single licences apart from expressions; names that SPDX has retired are written as SPDX has them now. */
function licenceOf(licence: string) {
  if (/[\s()]/.test(licence)) return { expression: licence };
  return { license: { id: licence.replace(/^(A?GPL|LGPL)-([\d.]+)\+$/, '$1-$2-or-later') } };
}

export function purlOf({ name, version }: Pick<LockedPackage, 'name' | 'version'>): string {
  return `pkg:npm/${name.replace('@', '%40')}@${version}`;
}

function hexOf(integrity: string): string {
  return Buffer.from(integrity.replace(/^sha512-/, ''), 'base64').toString('hex');
}

/** A UUID from what the document says (RFC 9562 §5.8), so that it changes when the contents do. */
function serialOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return `urn:uuid:${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
