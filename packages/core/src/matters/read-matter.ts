import { read, type Read } from '../basics/read.ts';
import { NO_SCOPE, type Matter } from './matter.ts';

/** A matter as somebody hands it in. */
export type MatterEntry = Pick<Matter, 'kind' | 'title' | 'source' | 'confirmation' | 'scope' | 'advisoryIds'>;

export function readMatter(_handedIn: unknown): Read<MatterEntry> {
  return read({ kind: 'report', title: '', source: '', confirmation: { kind: 'unconfirmed' }, scope: NO_SCOPE, advisoryIds: [] });
}
