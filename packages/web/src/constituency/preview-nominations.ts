import type { CallInput } from '@forewarn/api/client.ts';
import { nominate, previewNominations as previewRoute } from '@forewarn/api/nominations.ts';
import type { Problem } from '@forewarn/core/basics/problem.ts';
import type { InstitutionEntry } from '@forewarn/core/institutions/institution-entry.ts';
import { NOMINATIONS_MAX, NOMINATIONS_OF_BRANCH_MAX } from '@forewarn/core/institutions/nomination.ts';
import { call } from '../lib/call.ts';
import { refusals, type ReadSheet } from './read-sheet.ts';
import type { OnProgress } from './use-sheet.ts';

type Input = CallInput<typeof nominate>['body']['nominations'][number];
type Outcome = { readonly kind: 'proposed' | 'repeated' } | { readonly kind: 'refused'; readonly problems: readonly Problem[] };

export type PreviewedNomination = { readonly line: number; readonly name: string; readonly outcome: Outcome };

/** The dry run of what a branch organisation brings: per line what sending would do, and what to send. */
export type NominationPreview = { readonly lines: readonly PreviewedNomination[]; readonly nominations: readonly Input[] };

/** As what is sent will be judged, in one request: an address that is repeated is, wherever in the list. */
export async function previewNominations({ lines }: ReadSheet): Promise<NominationPreview> {
  const read = lines.map(({ line, entry, problems }) => {
    const wrong = entry === undefined ? problems : [...refusals(problems), ...withoutAddress(entry)];
    return { line, name: entry?.name ?? '', wrong, input: entry === undefined || wrong.length > 0 ? undefined : inputOf(entry) };
  });
  const asked = read.flatMap(({ input }) => input ?? []).slice(0, NOMINATIONS_OF_BRANCH_MAX);
  const { outcomes } = asked.length === 0 ? { outcomes: [] } : await call(previewRoute, { body: { nominations: asked } });
  const byInput = new Map(asked.map((input, place) => [input, outcomes[place]]));
  const judged = read.map(({ line, name, wrong, input }) => {
    const outcome: Outcome = input === undefined ? { kind: 'refused', problems: wrong } : (byInput.get(input) ?? TOO_MANY);
    return { line, name, input, outcome };
  });
  return {
    lines: judged.map(({ line, name, outcome }) => ({ line, name, outcome })),
    nominations: judged.flatMap(({ input, outcome }) => (input === undefined || outcome.kind !== 'proposed' ? [] : [input])),
  };
}

/** Sends them; the same again brings nobody twice, so that who lost the connection begins again. */
export async function sendNominations(
  { nominations }: NominationPreview,
  onProgress: OnProgress,
): Promise<{ readonly proposed: number; readonly repeated: number; readonly refused: number }> {
  const counts = { proposed: 0, repeated: 0, refused: 0 };
  for (let from = 0; from < nominations.length; from += NOMINATIONS_MAX) {
    const batch = nominations.slice(from, from + NOMINATIONS_MAX);
    const { outcomes } = await call(nominate, { body: { nominations: batch } });
    for (const { kind } of outcomes) counts[kind] += 1;
    onProgress(Math.min(from + NOMINATIONS_MAX, nominations.length), nominations.length);
  }
  return counts;
}

const TOO_MANY: Outcome = { kind: 'refused', problems: [{ code: 'nominations-too-many', at: '', message: 'There are too many.' }] };

function withoutAddress({ contacts: [contact] }: InstitutionEntry): readonly Problem[] {
  return contact?.email === undefined ? [{ code: 'email-missing', at: '', message: 'There is no e-mail address.' }] : [];
}

function inputOf({ name, sector, staff, kvk, locations: [location], contacts: [contact] }: InstitutionEntry): Input {
  const { name: contactName, email, phone } = contact ?? {};
  return { name, sector, staff, city: location?.city ?? location?.name, kvk, contactName, email, phone };
}
