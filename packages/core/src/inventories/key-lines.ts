import { foldWord } from '../basics/table.ts';
import type { ReadLine } from './inventory-reading.ts';
import { KEY_CHARACTERS_MAX, keysOf, type Unkeyed } from './item-key.ts';
import type { VersionPart } from './split-versions.ts';

/** `versions` are those of a line that names several; the line itself then has none. */
export type PlacedLine = Unkeyed & {
  readonly at: string;
  readonly institution?: string;
  readonly versions?: readonly VersionPart[];
  readonly within?: readonly string[];
};

/**
 * Gives the lines of a file their keys, which are unique within each institution that the file names. A line of several versions becomes
 * as many, in the order of its cell: the first under the key of the line, the others under it with a number. The order stays.
 */
export function keyLines(lines: readonly PlacedLine[]): readonly ReadLine[] {
  const byInstitution = new Map<string, number[]>();
  lines.forEach((line, place) => {
    const whose = foldWord(line.institution ?? '');
    const places = byInstitution.get(whose);
    if (places === undefined) byInstitution.set(whose, [place]);
    else places.push(place);
  });
  const keyed: (readonly ReadLine[])[] = Array.from({ length: lines.length });
  for (const places of byInstitution.values()) {
    const own = places.flatMap((place) => lines[place] ?? []);
    const keys = keysOf(own);
    const taken = new Set(keys);
    keys.forEach((key, index) => {
      const line = own[index];
      const place = places[index];
      if (line !== undefined && place !== undefined) keyed[place] = linesOf(line, key, taken);
    });
  }
  return keyed.flat();
}

function linesOf({ at, institution, content, versions, within }: PlacedLine, key: string, taken: Set<string>): readonly ReadLine[] {
  const whose = { ...(institution === undefined ? {} : { institution }), ...(within === undefined ? {} : { within }) };
  if (versions === undefined) return [{ at, ...whose, item: { key, ...content } }];
  const { version: _, quantity: __, ...same } = content;
  return versions.map((part, index) => {
    const own = index === 0 ? key : freeKey(key, index + 1, taken);
    return { at, ...whose, item: { key: own, line: key, ...same, ...part } };
  });
}

function freeKey(key: string, number: number, taken: Set<string>): string {
  const short = key.slice(0, KEY_CHARACTERS_MAX - 8).toWellFormed();
  let free = `${short} #${number}`;
  for (let more = 2; taken.has(free); more += 1) free = `${short} #${number} ~${more}`;
  taken.add(free);
  return free;
}
