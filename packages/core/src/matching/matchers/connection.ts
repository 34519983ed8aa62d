import type { Relation } from '../../inventories/relation.ts';
import type { Aliases } from '../../products/aliases.ts';
import { makerOf } from '../../products/maker.ts';
import { matchBySupplier, type AskedSupplier } from './supplier.ts';

/**
 * Reason 7: something runs between the institution and a supplier that is hit: a VPN, remote support, an API, an exchange of data, or
 * personal data in its care (DOMAIN §3.4, §6 S2 and S3). It may be open, so it is `possible`, also where nothing of that supplier is used.
 */
export function matchByConnection(suppliers: readonly AskedSupplier[], relation: Relation, aliases: Aliases): number | undefined {
  return relation.kind === 'connection' ? matchBySupplier(suppliers, makerOf([relation.supplier], aliases)) : undefined;
}
