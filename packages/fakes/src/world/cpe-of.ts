/**
 * A CPE 2.3 name as registers copy it from NVD (NISTIR 7695 §6.2): part, vendor and product as given, the version split as NVD splits it
 * (`2019 CU14` is version 2019 with update cumulative_update_14).
 */
export function cpeOf(partVendorProduct: string | undefined, version: string | undefined): string | undefined {
  if (partVendorProduct === undefined) return undefined;
  const [number = '*', update = '*'] = version === undefined ? [] : splitVersion(version);
  return `cpe:2.3:${partVendorProduct}:${number}:${update}:*:*:*:*:*:*`;
}

const UPDATES: readonly (readonly [pattern: RegExp, update: (found: string) => string])[] = [
  [/^(\S+) CU(\d+)$/, (found) => `cumulative_update_${found}`],
  [/^(\S+) U(\d+)$/, (found) => `update${found}`],
  [/^(\d+\.\d+)(R[\d.]+)$/, (found) => found.toLowerCase()],
];

function splitVersion(version: string): readonly string[] {
  for (const [pattern, update] of UPDATES) {
    const found = pattern.exec(version);
    if (found?.[1] !== undefined && found[2] !== undefined) return [found[1], update(found[2])];
  }
  return [version.toLowerCase().replaceAll(' ', '_')];
}
