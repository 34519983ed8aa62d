import type { Item } from '../inventories/item.ts';
import type { Aliases } from '../products/aliases.ts';
import { plainText } from '../products/cpe.ts';
import { identifyProduct, type ProductIdentity } from '../products/product-identity.ts';
import { keysOfIdentity, withoutMakers } from '../products/product-key.ts';
import { readItemVersions, type ItemVersions } from '../products/read-version.ts';
import { linuxOf, type Linux } from './linux-of.ts';
import { namedProductOfItem } from './named-product-of-item.ts';

/** A line of an inventory made ready to be asked about many advisories. */
export type PreparedItem = {
  readonly item: Item;
  readonly identity: ProductIdentity;
  readonly keys: readonly string[];
  readonly versions: ItemVersions;
  /** As written, for the reader. */
  readonly says: string;
  readonly platform?: Linux;
};

export function prepareItem(item: Item, aliases: Aliases): PreparedItem {
  const identity = identifyProduct(namedProductOfItem(item), aliases);
  const purl = identity.purls[0];
  const version = item.version ?? versionInIdentifier(identity) ?? identity.versionInName;
  return {
    item,
    identity,
    keys: withoutMakers(keysOfIdentity(identity)),
    // The version column of a package may lack the release that its purl has.
    versions: readItemVersions(purl?.version !== undefined && isPackage(purl.type) ? versionInIdentifier(identity) : version),
    says: [item.supplier, item.product, version].filter((text) => text !== undefined).join(' '),
    platform: linuxOf([purl?.qualifiers['distro'], item.product, item.version, purl?.version]),
  };
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
