import type { Language } from '../institutions/institution.ts';
import { nl } from './texts/nl.ts';

type Catalogue = typeof nl;
type Stored = keyof Catalogue;
/** A key without the plural's ending. */
export type WordKey = Stored extends infer Key ? (Key extends `${infer Base}_${'one' | 'other'}` ? Base : Key) : never;

/** Says the words of a key; `{{name}}` in them is filled from `values`. */
export type Words = (key: WordKey, values?: Readonly<Record<string, string | number>>) => string;

export function words(_language: Language): Words {
  return (key) => nl[key as Stored];
}
