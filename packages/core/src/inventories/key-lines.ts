import { foldWord } from '../basics/table.ts';
import type { ReadLine } from './inventory-reading.ts';
import { keysOf, type Unkeyed } from './item-key.ts';

export type PlacedLine = Unkeyed & { readonly at: string; readonly institution?: string };

/** Gives the lines of a file their keys, which are unique within each institution that the file names. The order stays. */
export function keyLines(lines: readonly PlacedLine[]): readonly ReadLine[] {
  const byInstitution = new Map<string, number[]>();
  lines.forEach((line, place) => {
    const whose = foldWord(line.institution ?? '');
    const places = byInstitution.get(whose);
    if (places === undefined) byInstitution.set(whose, [place]);
    else places.push(place);
  });
  const keyed: ReadLine[] = Array.from({ length: lines.length });
  for (const places of byInstitution.values()) {
    const own = places.flatMap((place) => lines[place] ?? []);
    keysOf(own).forEach((key, index) => {
      const line = own[index];
      const place = places[index];
      if (line === undefined || place === undefined) return;
      keyed[place] = {
        at: line.at,
        ...(line.institution === undefined ? {} : { institution: line.institution }),
        item: { key, ...line.content },
      };
    });
  }
  return keyed;
}
