import type { Item } from '../inventories/item.ts';
import type { Component } from '../inventories/relation.ts';
import type { Aliases } from '../products/aliases.ts';
import { plainText } from '../products/cpe.ts';
import { identifyProduct, type ProductIdentity } from '../products/product-identity.ts';
import { keysOfIdentity, withoutMakers } from '../products/product-key.ts';
import { readItemVersions, type ItemVersions } from '../products/read-version.ts';
import type { Containments } from './containments.ts';
import { writtenName, type WrittenName } from './closest-names.ts';
import { linuxOf, type Linux } from './linux-of.ts';
import { namedProductOfItem } from './named-product-of-item.ts';
import { partOfComponent } from './part-of-component.ts';
import { partsOf, type Part } from './parts-of.ts';

/** A line of an inventory made ready to be asked about many advisories. */
export type PreparedItem = {
  readonly item: Item;
  readonly identity: ProductIdentity;
  /** Its name to the letter but for case and signs (`closest-names.ts`). */
  readonly written: WrittenName;
  readonly keys: readonly string[];
  /** What is known to be in it (`parts-of.ts`); absent where nothing is. */
  readonly parts?: readonly Part[];
  readonly versions: ItemVersions;
  /** As written, for the reader. */
  readonly says: string;
  readonly platform?: Linux;
};

/** What a line names, without its version: the same for every line of that supplier, product and identifier. */
export type PreparedName = Pick<PreparedItem, 'identity' | 'written' | 'keys'> & {
  /** The version column of a package may lack the release that its purl has. */
  readonly packaged?: string;
  /** What the identifier or the name tells, where the version column is empty. */
  readonly toldByName?: string;
  /** The system that identifier and name tell before the version column is asked, and the one that is told behind it. */
  readonly platform?: Linux;
  readonly platformOfLast?: Linux;
};

/** `containments`: what is known to be in what. `components`: what a bill of materials says to be in this very line. */
export function prepareItem(
  item: Item,
  aliases: Aliases,
  containments: readonly Containments[] = [],
  components: readonly Component[] = [],
): PreparedItem {
  const name = prepareName(item, aliases);
  const { identity, written, keys } = name;
  const says = [item.supplier, item.product, item.version ?? name.toldByName].filter((text) => text !== undefined).join(' ');
  const versions = readItemVersions(versionTextOf(name, item.version));
  const parts = [
    ...components.map((component) => partOfComponent(component, says, aliases)),
    ...(containments.length === 0 ? [] : partsOf({ identity, keys, says, versions }, containments)),
  ];
  return {
    item,
    identity,
    written,
    keys,
    ...(parts.length === 0 ? {} : { parts }),
    versions,
    says,
    platform: name.platform ?? linuxOf([item.version]) ?? name.platformOfLast,
  };
}

export function prepareName(item: Pick<Item, 'supplier' | 'product' | 'identifier'>, aliases: Aliases): PreparedName {
  const named = namedProductOfItem(item);
  const identity = identifyProduct(named, aliases);
  const purl = identity.purls[0];
  const inIdentifier = versionInIdentifier(identity);
  return {
    identity,
    written: writtenName(named),
    keys: withoutMakers(keysOfIdentity(identity)),
    packaged: purl?.version !== undefined && isPackage(purl.type) ? inIdentifier : undefined,
    toldByName: inIdentifier ?? identity.versionInName,
    platform: linuxOf([purl?.qualifiers['distro'], item.product]),
    platformOfLast: linuxOf([purl?.version]),
  };
}

/** The text that tells the versions of a line (`readItemVersions`), from what its version column says. */
export function versionTextOf(name: PreparedName, version: string | undefined): string | undefined {
  return name.packaged ?? version ?? name.toldByName;
}

function isPackage(type: string): boolean {
  return type === 'rpm' || type === 'deb' || type === 'apk';
}

function versionInIdentifier(identity: ProductIdentity): string | undefined {
  for (const purl of identity.purls) {
    if (purl.version === undefined) continue;
    const epoch = purl.qualifiers['epoch'];
    return epoch === undefined || purl.version.includes(':') ? purl.version : `${epoch}:${purl.version}`;
  }
  for (const cpe of identity.cpes) {
    const [version, update] = [plainText(cpe.version), plainText(cpe.update)];
    if (version !== undefined) return update === undefined ? version : `${version} ${update}`;
  }
  return undefined;
}
