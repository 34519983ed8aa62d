import { ownerOfCalls } from '../lib/credentials.ts';
import type { DraftForm } from './draft-form.ts';

/** A draft that the server does not have yet, and the state of the server's that it was made from. */
export type KeptDraft = { readonly basedOn: string; readonly form: DraftForm };

/** In this tab alone, and gone with it: what is drafted may be under embargo. A reload or a lost connection keeps it, for whoever typed it alone. */
export function keepDraft(id: string, kept: KeptDraft | undefined): void {
  if (kept === undefined) sessionStorage.removeItem(placeOf(id));
  else sessionStorage.setItem(placeOf(id), JSON.stringify(kept));
}

export function keptDraft(id: string): KeptDraft | undefined {
  const kept = sessionStorage.getItem(placeOf(id));
  return kept === null ? undefined : (JSON.parse(kept) as KeptDraft);
}

function placeOf(id: string): string {
  return `forewarn.draft.${ownerOfCalls() ?? ''}.${id}`;
}
