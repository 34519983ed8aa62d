import type { CallOutput } from '@forewarn/api/client.ts';
import { acceptInstitutions, previewInstitutions } from '@forewarn/api/institutions.ts';
import { joinLines } from '@forewarn/core/institutions/formats/institutions-table.ts';
import { foldInstitutionName, type InstitutionEntry } from '@forewarn/core/institutions/institution-entry.ts';
import { call } from '../lib/call.ts';
import { refusals, type ReadSheet } from './read-sheet.ts';
import type { OnProgress } from './use-sheet.ts';

type Outcome = CallOutput<typeof previewInstitutions>['outcomes'][number];

/** `joined`: it is added to the institution of an earlier line of the same name. */
type LineOutcome = Exclude<Outcome, { kind: 'repeated' }> | { readonly kind: 'joined'; readonly line: number };

/** One line of the sheet and what would become of it. */
export type PreviewedLine = { readonly line: number; readonly name: string; readonly outcome: LineOutcome };

/** The dry run: per line what accepting would do, and the institutions to accept. */
export type Preview = { readonly lines: readonly PreviewedLine[]; readonly entries: readonly InstitutionEntry[] };

/** Institutions of one request: so that progress is seen, and one that fails loses little. */
const AT_ONCE = 250;

/** A line that was not wholly understood is refused, and the others of its institution are not. */
export async function previewSheet({ lines }: ReadSheet, onProgress: OnProgress): Promise<Preview> {
  const good = lines.flatMap(({ entry, problems }) => (entry === undefined || refusals(problems).length > 0 ? [] : [entry]));
  const entries = joinLines(good);
  const outcomes = new Map<string, Outcome>();
  /** By name: that of the entry to which it is joined. */
  const joinedTo = new Map<string, string>();
  for (let from = 0; from < entries.length; from += AT_ONCE) {
    const batch = entries.slice(from, from + AT_ONCE);
    const answer = await call(previewInstitutions, { body: { institutions: batch.map(inputOf) } });
    batch.forEach((entry, place) => {
      const outcome = answer.outcomes[place];
      if (outcome === undefined) return;
      outcomes.set(foldInstitutionName(entry.name), outcome);
      const earlier = outcome.kind === 'repeated' ? batch[outcome.of] : undefined;
      if (earlier !== undefined) joinedTo.set(foldInstitutionName(entry.name), foldInstitutionName(earlier.name));
    });
    onProgress(Math.min(from + AT_ONCE, entries.length), entries.length);
  }
  const firstLines = new Map<string, number>();
  return {
    lines: lines.map(({ line, entry, problems }): PreviewedLine => {
      const wrong = refusals(problems);
      const name = entry?.name ?? '';
      const folded = foldInstitutionName(name);
      const found = entry === undefined || wrong.length > 0 ? undefined : outcomes.get(folded);
      if (found === undefined) return { line, name, outcome: { kind: 'refused', problems: [...wrong] } };
      const first = firstLines.get(joinedTo.get(folded) ?? folded);
      if (first === undefined) firstLines.set(folded, line);
      if (first !== undefined && found.kind !== 'refused') return { line, name, outcome: { kind: 'joined', line: first } };
      return { line, name, outcome: found.kind === 'repeated' ? { kind: 'joined', line } : found };
    }),
    entries: entries.filter(({ name }) => ['new', 'changed', 'repeated'].includes(outcomes.get(foldInstitutionName(name))?.kind ?? '')),
  };
}

/** Accepts them; the same again changes nothing, so that who lost the connection begins again. */
export async function acceptPreview(
  { entries }: Preview,
  onProgress: OnProgress,
): Promise<{ readonly added: number; readonly changed: number }> {
  let [added, changed] = [0, 0];
  for (let from = 0; from < entries.length; from += AT_ONCE) {
    const answer = await call(acceptInstitutions, { body: { institutions: entries.slice(from, from + AT_ONCE).map(inputOf) } });
    added += answer.added;
    changed += answer.changed;
    onProgress(Math.min(from + AT_ONCE, entries.length), entries.length);
  }
  return { added, changed };
}

function inputOf(entry: InstitutionEntry) {
  return {
    ...entry,
    locations: entry.locations.map((location) => ({ ...location })),
    networks: [...entry.networks],
    domains: [...entry.domains],
    contacts: entry.contacts.map((contact) => ({ ...contact })),
  };
}
