/**
 * Branded ids: strings at run time, not interchangeable to the compiler. They are made in one place
 * (`server/database/new-id.ts`) and read back with `idOf`; core never makes one.
 */
declare const brand: unique symbol;
export type Id<Noun extends string> = string & { readonly [brand]: Noun };

export type InstitutionId = Id<'Institution'>;
export type BranchId = Id<'Branch'>;
export type ContactId = Id<'Contact'>;
export type SourceId = Id<'Source'>;
export type AdvisoryId = Id<'Advisory'>;
export type RevisionId = Id<'AdvisoryRevision'>;
export type InventoryId = Id<'Inventory'>;
export type ItemId = Id<'Item'>;
export type MatterId = Id<'Matter'>;
export type WarningId = Id<'Warning'>;
export type WarningVersionId = Id<'WarningVersion'>;
export type DeliveryId = Id<'Delivery'>;
export type AcknowledgementId = Id<'Acknowledgement'>;
export type DrillId = Id<'Drill'>;

/** Takes a string from the database or a checked request as the id of that noun. */
export function idOf<Noun extends string>(text: string): Id<Noun> {
  return text as Id<Noun>;
}
