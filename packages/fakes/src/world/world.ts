import type { InstitutionEntry } from '@forewarn/core/institutions/institution-entry.ts';
import type { Item } from '@forewarn/core/inventories/item.ts';
import type { MixCode } from './sector-mix.ts';

/** A made-up constituency, the same for the same options. Made while it is walked through, so 100,000 take no more memory than one. */
export type World = {
  readonly scale: number;
  readonly institutions: Iterable<WorldInstitution>;
};

export type WorldOptions = {
  /** How many institutions; the cast of eleven is always among them, so at least 11. */
  readonly scale: number;
  readonly seed?: string;
  /** What the world takes for now when it dates inventories. ISO 8601, UTC. */
  readonly now?: string;
  /**
   * True (the default) has the invented dossiers, portals and laboratory systems in the place of the real ones that they stand for, so that no
   * real supplier is ever shown with an invented leak.
   */
  readonly inventedProducts?: boolean;
  /** Exactly so many lines for everybody, the empty ones and the cast included; for measurements. */
  readonly itemsPerInstitution?: number;
  /** A product that exactly `holders` institutions hold, spread evenly; for measurements. */
  readonly planted?: Planted;
};

export type Planted = { readonly supplier: string; readonly product: string; readonly version: string; readonly holders: number };

export type WorldInstitution = {
  readonly code: MixCode;
  readonly entry: InstitutionEntry;
  readonly items: readonly Item[];
  /** What each line of `items`, in the same order, really is: the truth that the generator drew, not what the line says. */
  readonly holdings: readonly Holding[];
  /** When the register was taken; absent where there is none. */
  readonly inventoryTakenAt?: string;
  readonly defects: readonly Defect[];
  /** The other CERT that it belongs to (DOMAIN §9.6). */
  readonly otherCert?: 'IBD' | 'SURFcert';
  /** Whether it answers an urgent mail within the hour on a Saturday night. */
  readonly answersAtNight: boolean;
  /** Set on the second record of an institution that merged or changed its name: the name of the first. */
  readonly secondRecordOf?: string;
};

export type Holding = {
  /** Id in the catalogue; `local` for what only this institution has. */
  readonly product: string;
  /** Absent where the line does not say one. */
  readonly version?: string;
  /** A to D, for software as a service. */
  readonly tenant?: Tenant;
};

export type Tenant = 'A' | 'B' | 'C' | 'D';

/** What is wrong with a record: DOMAIN §9.6, with its rates in defects.ts. */
export type Defect =
  | 'duty-number-is-office'
  | 'contact-left'
  | 'ciso-vacancy'
  | 'ciso-shared'
  | 'inventory-empty'
  | 'inventory-old'
  | 'product-twice'
  | 'network-of-provider'
  | 'second-record';
