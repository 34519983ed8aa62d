import type { CallInput } from '@forewarn/api/client.ts';
import type { changeDraft } from '@forewarn/api/warnings.ts';
import type { ContactRole } from '@forewarn/core/institutions/contact.ts';
import { readWarningText } from '@forewarn/core/warnings/read-warning-text.ts';
import { CERTAINTIES } from '@forewarn/core/matching/match.ts';
import type { ActionStep } from '@forewarn/core/warnings/warning.ts';
import type { ShownVersion } from './draft-queries.ts';

export type StepForm = { readonly text: string; readonly role: ContactRole | ''; readonly withinHours: string };
export type TextForm = {
  readonly title: string;
  readonly summary: string;
  readonly actions: readonly StepForm[];
  readonly abuseCheck: string;
  readonly careImpact: string;
  readonly technical: string;
  readonly whatChanged: string;
};

/** A draft as it is typed: everything a text, so that half of a number is no trouble. */
export type DraftForm = {
  readonly urgency: ShownVersion['urgency'];
  readonly tlp: ShownVersion['tlp'];
  readonly sharedWithItProvider: boolean;
  readonly embargoUntil: string;
  readonly nl: TextForm;
  readonly en?: TextForm;
  readonly audience: NonNullable<ShownVersion['audience']>;
};

type Content = NonNullable<CallInput<typeof changeDraft>['body']>;

export const EMPTY_TEXT: TextForm = {
  title: '',
  summary: '',
  actions: [],
  abuseCheck: '',
  careImpact: '',
  technical: '',
  whatChanged: '',
};

export function formOf(version: ShownVersion): DraftForm {
  return {
    urgency: version.urgency,
    tlp: version.tlp,
    sharedWithItProvider: version.sharedWithItProvider,
    embargoUntil: version.embargoUntil ?? '',
    nl: textFormOf(version.texts.nl),
    ...(version.texts.en === undefined ? {} : { en: textFormOf(version.texts.en) }),
    audience: version.audience ?? { certainties: CERTAINTIES.filter((one) => one !== 'for-information'), excluded: [] },
  };
}

export function contentOf(form: DraftForm): Content & { readonly texts: NonNullable<Content['texts']> } {
  return {
    urgency: form.urgency,
    tlp: form.tlp,
    sharedWithItProvider: form.sharedWithItProvider,
    embargoUntil: form.embargoUntil,
    texts: { nl: textOf(form.nl), ...(form.en === undefined ? {} : { en: textOf(form.en) }) },
    audience: form.audience,
  };
}

/** Codes of what the draft still lacks before it can be kept (core's own reading of texts), each once. */
export function lacksOf(form: DraftForm, of: Pick<ShownVersion, 'version' | 'kind'>): readonly string[] {
  const reading = readWarningText(contentOf(form).texts, { ...of, urgency: form.urgency });
  return [...new Set(reading.problems.map(({ code }) => code))];
}

/** Fields in which two forms differ, by their place: "nl.title". */
export function differencesOf(
  one: DraftForm,
  other: DraftForm,
): readonly { readonly at: string; readonly one: string; readonly other: string }[] {
  const left = flat(one);
  const right = flat(other);
  return [...new Set([...left.keys(), ...right.keys()])]
    .filter((at) => left.get(at) !== right.get(at))
    .map((at) => ({ at, one: left.get(at) ?? '', other: right.get(at) ?? '' }));
}

function flat(form: DraftForm): ReadonlyMap<string, string> {
  const texts = (language: 'nl' | 'en', text: TextForm | undefined) =>
    Object.entries(text ?? {}).map(([name, value]) => [`${language}.${name}`, wordsOf(value)] as const);
  return new Map([
    ['urgency', form.urgency],
    ['tlp', form.tlp],
    ['shared', String(form.sharedWithItProvider)],
    ['embargo', form.embargoUntil],
    ['certainties', form.audience.certainties.join(', ')],
    ['excluded', form.audience.excluded.map(({ because }) => because).join(', ')],
    ...texts('nl', form.nl),
    ...texts('en', form.en),
  ]);
}

function wordsOf(value: string | readonly StepForm[]): string {
  return typeof value === 'string' ? value : value.map(({ text, role, withinHours }) => [text, role, withinHours].join(' ')).join('\n');
}

function textFormOf(text: ShownVersion['texts']['nl']): TextForm {
  return {
    ...EMPTY_TEXT,
    ...text,
    actions: text.actions.map((step) => ({
      text: step.text,
      role: step.role ?? '',
      withinHours: step.withinHours === undefined ? '' : String(step.withinHours),
    })),
  };
}

/** What is empty is absent. */
function textOf({ title, summary, actions, ...others }: TextForm): ShownVersion['texts']['nl'] {
  const said = Object.fromEntries(Object.entries(others).filter(([, value]) => value.trim() !== ''));
  return { title, summary, actions: actions.filter(({ text }) => text.trim() !== '').map(stepOf), ...said };
}

function stepOf({ text, role, withinHours }: StepForm): ActionStep {
  const hours = Number(withinHours.replace(',', '.'));
  return {
    text,
    ...(role === '' ? {} : { role }),
    ...(withinHours.trim() === '' || !(hours > 0) ? {} : { withinHours: hours }),
  };
}
