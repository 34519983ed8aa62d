import { elements, field, isObject, textAt, type JsonView } from '../basics/json-view.ts';
import type { Problem } from '../basics/problem.ts';
import { read, unreadable, type Read } from '../basics/read.ts';
import { CONTACT_ROLES } from '../institutions/contact.ts';
import { readTextParts } from './read-text-parts.ts';
import type { ActionStep, Urgency, VersionKind, WarningText, WarningTexts } from './warning.ts';

/** Bounds in UTF-16 units and elements; hours. The title's is DOMAIN §5.5. */
export const WARNING_TEXT_LIMITS = {
  title: 80,
  summary: 4_000,
  action: 1_000,
  actions: 20,
  abuseCheck: 1_000,
  technical: 8_000,
  careImpact: 2_000,
  whatChanged: 2_000,
  withinHours: 24 * 365,
} as const;

const RAW_CHARACTERS_MAX = 40_000;

type Of = { readonly version: number; readonly kind: VersionKind; readonly urgency: Urgency };

/**
 * Reads the texts of a version as somebody hands them in: `{ nl: { title, summary, actions, … }, en?: … }`, with every problem at its
 * JSON pointer. There is no message without an action but what is for information or withdraws; from version 2 on it says what changed.
 */
export function readWarningText(handedIn: unknown, of: Of): Read<WarningTexts> {
  const problems: Problem[] = [];
  const view: JsonView = { value: handedIn, at: '' };
  const dutch = field(view, 'nl');
  if (!isObject(dutch)) {
    return unreadable({ code: 'dutch-missing', at: '/nl', message: 'A warning needs a Dutch text.', hint: 'English is optional.' });
  }
  const english = field(view, 'en');
  const nl = readText(dutch, of, problems);
  const en = english.value === undefined ? undefined : readText(english, of, problems);
  if (en !== undefined && en.actions.length !== nl.actions.length) {
    problems.push({
      code: 'steps-differ',
      at: '/en/actions',
      message: `The English text has ${en.actions.length} steps and the Dutch ${nl.actions.length}.`,
      hint: 'Both readers are asked to do the same.',
    });
  }
  if (en !== undefined) checkParts(nl, en, problems);
  return problems.length === 0 ? read(en === undefined ? { nl } : { nl, en: withConditionsOf(nl, en) }) : unreadable(...problems);
}

/** Both readers of a part are asked to do the same; for whom it is, the Dutch text says. */
function checkParts(nl: WarningText, en: WarningText, problems: Problem[]): void {
  const shapeOf = (text: WarningText) => JSON.stringify((text.parts ?? []).map(({ name, actions }) => [name, actions?.length ?? null]));
  if (shapeOf(nl) === shapeOf(en)) return;
  problems.push({
    code: 'parts-differ',
    at: '/en/parts',
    message: 'The English text has other parts than the Dutch, or parts with another number of steps.',
    hint: 'Both readers are asked to do the same.',
  });
}

function withConditionsOf(nl: WarningText, en: WarningText): WarningText {
  if (en.parts === undefined) return en;
  return { ...en, parts: en.parts.map((part, place) => ({ ...part, when: nl.parts?.[place]?.when ?? part.when })) };
}

function readText(view: JsonView, of: Of, problems: Problem[]): WarningText {
  if (!isObject(view))
    problems.push({ code: 'text-unreadable', at: view.at, message: 'A text is an object with title, summary and actions.' });
  const text = {
    title: readLine(view, 'title', problems),
    summary: readParagraphs(view, 'summary', problems) ?? '',
    actions: readActions(field(view, 'actions'), of, problems),
    abuseCheck: readParagraphs(view, 'abuseCheck', problems),
    technical: readParagraphs(view, 'technical', problems),
    careImpact: readParagraphs(view, 'careImpact', problems),
    whatChanged: readParagraphs(view, 'whatChanged', problems),
    parts: readTextParts(
      field(view, 'parts'),
      { summary: (part) => readParagraphs(part, 'summary', problems), steps: (steps) => readActions(steps, of, problems) },
      problems,
    ),
  };
  if (text.summary === '') problems.push({ code: 'summary-missing', at: field(view, 'summary').at, message: 'The text has no summary.' });
  if (of.version > 1 && text.whatChanged === undefined) {
    problems.push({
      code: 'what-changed-missing',
      at: field(view, 'whatChanged').at,
      message: `Version ${of.version} does not say what has changed.`,
      hint: of.kind === 'withdrawal' ? 'For a withdrawal: why it is withdrawn.' : 'One or two sentences; readers see them first.',
    });
  }
  return withoutAbsent(text);
}

function readLine(view: JsonView, name: 'title', problems: Problem[]): string {
  const text = tidyText(textAt(field(view, name), RAW_CHARACTERS_MAX) ?? '').replace(/\s+/g, ' ');
  if (text === '') problems.push({ code: 'title-missing', at: field(view, name).at, message: 'The text has no title.' });
  if (text.length > WARNING_TEXT_LIMITS[name])
    problems.push(tooLong(field(view, name).at, 'title', text.length, WARNING_TEXT_LIMITS[name]));
  return text;
}

function readParagraphs(
  view: JsonView,
  name: 'summary' | 'abuseCheck' | 'technical' | 'careImpact' | 'whatChanged',
  problems: Problem[],
): string | undefined {
  const text = tidyText(textAt(field(view, name), RAW_CHARACTERS_MAX) ?? '');
  if (text.length > WARNING_TEXT_LIMITS[name]) problems.push(tooLong(field(view, name).at, name, text.length, WARNING_TEXT_LIMITS[name]));
  return text === '' ? undefined : text;
}

function readActions(view: JsonView, { urgency, kind }: Of, problems: Problem[]): readonly ActionStep[] {
  const actions = elements(view, WARNING_TEXT_LIMITS.actions).flatMap((step) => readStep(step, problems) ?? []);
  if (Array.isArray(view.value) && view.value.length > WARNING_TEXT_LIMITS.actions) {
    problems.push({
      code: 'too-many-steps',
      at: view.at,
      message: `More than ${WARNING_TEXT_LIMITS.actions} steps: nobody does them all.`,
    });
  }
  if (actions.length === 0 && urgency !== 'for-information' && kind !== 'withdrawal') {
    problems.push({
      code: 'action-missing',
      at: view.at,
      message: 'The text does not say what to do.',
      hint: 'Give at least one step, or make it for information.',
    });
  }
  return actions;
}

function readStep(view: JsonView, problems: Problem[]): ActionStep | undefined {
  const text = tidyText(textAt(field(view, 'text'), RAW_CHARACTERS_MAX) ?? '');
  if (text === '') {
    problems.push({ code: 'step-empty', at: view.at, message: 'This step has no text.' });
    return undefined;
  }
  if (text.length > WARNING_TEXT_LIMITS.action) problems.push(tooLong(view.at, 'step', text.length, WARNING_TEXT_LIMITS.action));
  const role = field(view, 'role');
  const known = CONTACT_ROLES.find((word) => word === role.value);
  if (role.value !== undefined && known === undefined) {
    problems.push({
      code: 'role-unknown',
      at: role.at,
      message: 'This is no role that we know.',
      hint: `One of ${CONTACT_ROLES.join(', ')}.`,
    });
  }
  const hours = field(view, 'withinHours');
  const isHours = typeof hours.value === 'number' && hours.value > 0 && hours.value <= WARNING_TEXT_LIMITS.withinHours;
  if (hours.value !== undefined && !isHours) {
    problems.push({
      code: 'hours-unreadable',
      at: hours.at,
      message: `The time for a step is more than 0 and at most ${WARNING_TEXT_LIMITS.withinHours} hours.`,
    });
  }
  return withoutAbsent({ text, role: known, withinHours: isHours ? hours.value : undefined });
}

/** Well formed, line ends as "\n", no other control characters, no blank ends. */
function tidyText(text: string): string {
  return (
    text
      .toWellFormed()
      .replace(/\r\n?/g, '\n')
      // eslint-disable-next-line no-control-regex
      .replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\ufeff]+/g, ' ')
      .trim()
  );
}

function tooLong(at: string, what: string, has: number, most: number): Problem {
  return { code: 'too-long', at, message: `The ${what} has ${has} characters; ${most} is the most.`, facts: { most } };
}

function withoutAbsent<Value extends object>(value: Value): Value {
  return Object.fromEntries(Object.entries(value).filter(([, held]) => held !== undefined)) as Value;
}
