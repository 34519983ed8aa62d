import type { CallInput } from '@forewarn/api/client.ts';
import type { changeDraft } from '@forewarn/api/warnings.ts';
import type { ContactRole } from '@forewarn/core/institutions/contact.ts';
import { readWarningText } from '@forewarn/core/warnings/read-warning-text.ts';
import { CERTAINTIES } from '@forewarn/core/matching/match.ts';
import type { ActionStep } from '@forewarn/core/warnings/warning.ts';
import type { Language } from '@forewarn/core/institutions/institution.ts';
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
  /** What some read instead; in English for whom is as in Dutch. */
  readonly parts: readonly PartForm[];
};
/** For whom a part is, as the API has it. */
export type WhenForm = NonNullable<ShownVersion['texts']['nl']['parts']>[number]['when'];
export type PartForm = {
  readonly name: string;
  readonly when: WhenForm;
  readonly summary: string;
  readonly actions: readonly StepForm[];
};

/** A draft as it is typed: everything a text, so that half of a number is no trouble. */
export type DraftForm = {
  readonly urgency: ShownVersion['urgency'];
  readonly tlp: ShownVersion['tlp'];
  readonly sharedWithItProvider: boolean;
  readonly embargoUntil: string;
  readonly validUntil: string;
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
  parts: [],
};
export const EMPTY_PART: PartForm = { name: '', when: {}, summary: '', actions: [] };

export function formOf(version: ShownVersion): DraftForm {
  return {
    urgency: version.urgency,
    tlp: version.tlp,
    sharedWithItProvider: version.sharedWithItProvider,
    embargoUntil: version.embargoUntil ?? '',
    validUntil: version.validUntil ?? '',
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
    validUntil: form.validUntil,
    texts: { nl: textOf(form.nl), ...(form.en === undefined ? {} : { en: textOf({ ...form.en, parts: partsIn(form.en, form.nl) }) }) },
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
  const texts = (language: Language, text: TextForm | undefined) =>
    Object.entries(text ?? {}).map(([name, value]) => [`${language}.${name}`, wordsOf(value)] as const);
  return new Map([
    ['urgency', form.urgency],
    ['tlp', form.tlp],
    ['shared', String(form.sharedWithItProvider)],
    ['embargo', form.embargoUntil],
    ['valid-until', form.validUntil],
    ['persons', (form.audience.persons ?? []).join(', ')],
    ['certainties', form.audience.certainties.join(', ')],
    ['excluded', form.audience.excluded.map(({ because }) => because).join(', ')],
    ...texts('nl', form.nl),
    ...texts('en', form.en),
  ]);
}

function wordsOf(value: string | readonly (StepForm | PartForm)[]): string {
  if (typeof value === 'string') return value;
  return value
    .map((one) =>
      'text' in one
        ? [one.text, one.role, one.withinHours].join(' ')
        : [one.name, JSON.stringify(one.when), one.summary, wordsOf(one.actions)].join('\n'),
    )
    .join('\n');
}

/** The English words of each Dutch part, by its place. */
export function partsIn(text: TextForm, dutch: TextForm): readonly PartForm[] {
  return dutch.parts.map(({ name, when }, place) => ({ ...EMPTY_PART, ...text.parts[place], name, when }));
}

function textFormOf(text: ShownVersion['texts']['nl']): TextForm {
  return {
    ...EMPTY_TEXT,
    ...text,
    actions: text.actions.map(stepFormOf),
    parts: (text.parts ?? []).map(({ name, when, summary, actions }) => ({
      name,
      when,
      summary: summary ?? '',
      actions: (actions ?? []).map(stepFormOf),
    })),
  };
}

function stepFormOf({ text, role, withinHours }: ActionStep): StepForm {
  return { text, role: role ?? '', withinHours: withinHours === undefined ? '' : String(withinHours) };
}

/** What is empty is absent. */
function textOf({ title, summary, actions, parts, ...others }: TextForm): ShownVersion['texts']['nl'] {
  const said = Object.fromEntries(Object.entries(others).filter(([, value]) => value.trim() !== ''));
  return { title, summary, actions: stepsOf(actions), ...(parts.length === 0 ? {} : { parts: parts.map(partOf) }), ...said };
}

function partOf({ name, when: { reasons, products, answers, ...hours }, summary, actions }: PartForm) {
  const steps = stepsOf(actions);
  return {
    name: name.trim(),
    when: {
      ...(reasons === undefined ? {} : { reasons: [...reasons] }),
      ...(products === undefined ? {} : { products: [...products] }),
      ...(answers === undefined ? {} : { answers: [...answers] }),
      ...hours,
    },
    ...(summary.trim() === '' ? {} : { summary }),
    ...(steps.length === 0 ? {} : { actions: steps }),
  };
}

function stepsOf(steps: readonly StepForm[]): ActionStep[] {
  return steps.filter(({ text }) => text.trim() !== '').map(stepOf);
}

function stepOf({ text, role, withinHours }: StepForm): ActionStep {
  const hours = Number(withinHours.replace(',', '.'));
  return {
    text,
    ...(role === '' ? {} : { role }),
    ...(withinHours.trim() === '' || !(hours > 0) ? {} : { withinHours: hours }),
  };
}
