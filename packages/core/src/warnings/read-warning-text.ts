import { unreadable, type Read } from '../basics/read.ts';
import type { Urgency, VersionKind, WarningTexts } from './warning.ts';

/** Reads the texts of a version as somebody hands them in: `{ nl: { title, summary, actions, … }, en?: … }`. */
export function readWarningText(
  _handedIn: unknown,
  _of: { readonly version: number; readonly kind: VersionKind; readonly urgency: Urgency },
): Read<WarningTexts> {
  return unreadable();
}
