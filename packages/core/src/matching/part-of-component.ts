import type { Component } from '../inventories/relation.ts';
import type { Aliases } from '../products/aliases.ts';
import { identifyProduct } from '../products/product-identity.ts';
import { keysOfIdentity, withoutMakers } from '../products/product-key.ts';
import { readItemVersions } from '../products/read-version.ts';
import type { Part } from './parts-of.ts';

/**
 * A component that a bill of materials lists, as a part of the line that it is of. It is in there; whether its flaw reaches the whole is
 * open, so it is likely. Supplier-controlled text.
 */
export function partOfComponent(component: Component, wholeSays: string, aliases: Aliases): Part {
  const { supplier, product, version, identifier } = component;
  const identity = identifyProduct({ supplier, names: [product], identifiers: identifier === undefined ? [] : [identifier] }, aliases);
  const says = [supplier, product, version].filter((text) => text !== undefined).join(' ');
  const told = version ?? identity.purls.find((purl) => purl.version !== undefined)?.version ?? identity.versionInName;
  // The way begins with the product that the document describes, which is the line.
  const way = component.within?.slice(1) ?? [];
  return {
    identity,
    keys: withoutMakers(keysOfIdentity(identity)),
    versions: readItemVersions(told),
    says,
    through: [wholeSays, ...way, says],
    certainty: 'likely',
    source: 'sbom',
  };
}
