import type { Note } from './advisory.ts';
import type { Change, ChangeKind } from './revision-change.ts';

const SHOWN_CHARACTERS_MAX = 200;

/** Notes by which NCSC-NL says how likely and how bad it is (DOMAIN §5.1): a change there changes what to do. */
const RATING_NOTES = /^(?:kans|schade)$/i;

export function isRatingNote(note: Note): boolean {
  return RATING_NOTES.test(note.title?.trim() ?? '');
}

export function compareText(what: ChangeKind, before: string | undefined, after: string | undefined): readonly Change[] {
  return sameText(before, after) ? [] : [{ what, before: shown(before), after: shown(after) }];
}

/** Line ends and runs of blanks say nothing. */
export function sameText(before: string | undefined, after: string | undefined): boolean {
  return before === after || bare(before) === bare(after);
}

export function bare(text: string | undefined): string {
  return (text ?? '').replace(/\s+/g, ' ').trim();
}

export function shown(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const whole = bare(text);
  return whole.length <= SHOWN_CHARACTERS_MAX ? whole : `${whole.slice(0, SHOWN_CHARACTERS_MAX - 1).toWellFormed()}…`;
}

/** Notes by their title, each that is different, new or gone. */
export function compareNotes(before: readonly Note[], after: readonly Note[]): readonly Change[] {
  const keyed = (notes: readonly Note[]) =>
    Map.groupBy(
      notes.filter((note) => !isRatingNote(note)),
      ({ category, title }) => `${category} ${bare(title)}`,
    );
  const [old, young] = [keyed(before), keyed(after)];
  return [...new Set([...old.keys(), ...young.keys()])].flatMap((key) => {
    const text = (notes: readonly Note[] | undefined) => notes?.map((note) => note.text).join('\n');
    return compareText('note', text(old.get(key)), text(young.get(key)));
  });
}
