import { foldWord } from '../basics/table.ts';
import type { Item } from './item.ts';

/** A key stays below what an index and a URL take. */
export const KEY_CHARACTERS_MAX = 120;

/** What the key of one line is made from: its content, and the name that the institution gave it where it did. */
export type Unkeyed = { readonly ownKey?: string; readonly content: Omit<Item, 'key' | 'line'> };

/**
 * Gives every line of one inventory its key, in the order of the lines. An own key that only one line has is the key. A line without one
 * is named after supplier and product, so that a new version is a change and not another line; where several lines have one name they
 * are numbered in the order of their content, so that the order of lines in a file changes nothing. An own key that several lines
 * claim distinguishes nothing and is treated as part of such a name.
 */
export function keysOf(lines: readonly Unkeyed[]): readonly string[] {
  const groups = new Map<string, number[]>();
  lines.forEach((line, place) => {
    const name = nameOf(line);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [place]);
    else group.push(place);
  });
  const keys: string[] = Array.from({ length: lines.length });
  for (const [name, places] of groups) numberGroup(name, places, lines, keys);
  return withoutClashes(keys, lines);
}

function nameOf({ ownKey, content }: Unkeyed): string {
  if (ownKey !== undefined) return shorten(ownKey);
  const supplier = foldWord(content.supplier ?? '');
  // A product of signs alone folds to nothing; it then stands for itself.
  const product = foldWord(content.product) || content.product.toLowerCase();
  return shorten(supplier === '' ? product : `${supplier}/${product}`);
}

function numberGroup(name: string, places: readonly number[], lines: readonly Unkeyed[], keys: string[]): void {
  if (places.length === 1) {
    keys[places[0] ?? 0] = name;
    return;
  }
  const ordered = places
    .map((place) => ({ place, text: contentText(lines[place]?.content) }))
    .sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : a.place - b.place));
  ordered.forEach(({ place }, index) => {
    keys[place] = index === 0 ? name : `${name} #${index + 1}`;
  });
}

/** A key that was made may equal one that somebody typed ("veeam #2"): the one that was made gives way. */
function withoutClashes(keys: readonly string[], lines: readonly Unkeyed[]): readonly string[] {
  const typed = new Set(lines.flatMap((line) => (line.ownKey === undefined ? [] : [shorten(line.ownKey)])));
  const taken = new Set<string>();
  const order = keys
    .map((_, place) => place)
    .sort((a, b) => Number(isMade(b)) - Number(isMade(a)) || compareText(keys[a] ?? '', keys[b] ?? ''));
  const unique: string[] = Array.from({ length: keys.length });
  function isMade(place: number): boolean {
    return keys[place] === shorten(lines[place]?.ownKey ?? '\0');
  }
  for (const place of order) {
    let key = keys[place] ?? '';
    const free = (candidate: string) => !taken.has(candidate) && (isMade(place) || !typed.has(candidate));
    for (let more = 2; !free(key); more += 1) key = `${keys[place] ?? ''} ~${more}`;
    taken.add(key);
    unique[place] = key;
  }
  return unique;
}

/** Every field in a fixed order: equal texts mean equal lines. */
export function contentText(content: Omit<Item, 'key' | 'line'> | undefined): string {
  if (content === undefined) return '';
  return JSON.stringify([
    content.version ?? null,
    content.identifier ?? null,
    content.hosting ?? null,
    content.exposure,
    content.importance ?? null,
    content.quantity ?? null,
    content.owner ?? null,
    content.supplier ?? null,
    content.product,
  ]);
}

function shorten(key: string): string {
  if (key.length <= KEY_CHARACTERS_MAX) return key;
  return `${key.slice(0, KEY_CHARACTERS_MAX - 18).toWellFormed()} ~${fingerprint(key)}`;
}

/** 52 bits of FNV-1a, twice 26: two long keys with one beginning stay apart. Not a defence against who wants a clash; that harms only his own list. */
function fingerprint(text: string): string {
  let low = 0x811c9dc5;
  let high = 0x01000193;
  for (let place = 0; place < text.length; place += 1) {
    low = Math.imul(low ^ text.charCodeAt(place), 0x01000193);
    high = Math.imul(high ^ text.charCodeAt(place), 0x85ebca6b);
  }
  return (low >>> 0).toString(36).padStart(7, '0') + (high >>> 0).toString(36).padStart(7, '0');
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
