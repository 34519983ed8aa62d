import { elements, field, isObject, textAt, textsAt, type JsonView } from '../basics/json-view.ts';
import { cleanText } from '../basics/clean-text.ts';
import { readInstant, type Instant } from '../basics/instant.ts';
import type { Problem } from '../basics/problem.ts';
import { REASONS } from '../matching/match.ts';
import { ANSWERS } from './acknowledgement.ts';
import type { PartCondition, TextPart } from './text-part.ts';
import type { ActionStep } from './warning.ts';

/** Of one text; UTF-16 units. */
export const TEXT_PART_LIMITS = { parts: 20, name: 60, products: 50, product: 300 } as const;
const RAW_CHARACTERS_MAX = 40_000;

/** How a text and its steps are read, as everywhere in a warning. */
type Reading = { readonly summary: (view: JsonView) => string | undefined; readonly steps: (view: JsonView) => readonly ActionStep[] };

/**
 * Reads what some read instead: `[{ name, when: { reasons?, products?, answers?, answeredBefore?, answeredFrom? }, summary?, actions? }]`. A part
 * without a condition, or that says nothing else than everybody's text, is a mistake and a problem.
 */
export function readTextParts(view: JsonView, reading: Reading, problems: Problem[]): readonly TextPart[] | undefined {
  if (view.value === undefined) return undefined;
  if (Array.isArray(view.value) && view.value.length > TEXT_PART_LIMITS.parts)
    problems.push({ code: 'too-many-parts', at: view.at, message: `More than ${TEXT_PART_LIMITS.parts} parts: nobody keeps them apart.` });
  const parts = elements(view, TEXT_PART_LIMITS.parts).flatMap((part) => readPart(part, reading, problems) ?? []);
  const names = new Set(parts.map(({ name }) => name));
  if (names.size < parts.length) problems.push({ code: 'part-twice', at: view.at, message: 'Two parts have one name.' });
  return parts.length === 0 ? undefined : parts;
}

function readPart(view: JsonView, reading: Reading, problems: Problem[]): TextPart | undefined {
  const name = cleanText(textAt(field(view, 'name'), RAW_CHARACTERS_MAX) ?? '', TEXT_PART_LIMITS.name);
  if (!isObject(view) || name === '') {
    problems.push({ code: 'part-unnamed', at: view.at, message: 'This part of the text has no name.' });
    return undefined;
  }
  const when = readCondition(field(view, 'when'), problems);
  if (Object.keys(when).length === 0)
    problems.push({ code: 'part-for-nobody', at: field(view, 'when').at, message: `"${name}" does not say for whom it is.` });
  const summary = reading.summary(view);
  const actions = field(view, 'actions').value === undefined ? undefined : reading.steps(field(view, 'actions'));
  if (summary === undefined && actions === undefined)
    problems.push({ code: 'part-empty', at: view.at, message: `"${name}" says nothing else than everybody's text.` });
  return { name, when, ...(summary === undefined ? {} : { summary }), ...(actions === undefined ? {} : { actions }) };
}

function readCondition(view: JsonView, problems: Problem[]): PartCondition {
  const reasons = oneOf(field(view, 'reasons'), REASONS, problems);
  const answers = oneOf(field(view, 'answers'), [...ANSWERS, 'silent'] as const, problems);
  const products = textsAt(field(view, 'products'), TEXT_PART_LIMITS.products, TEXT_PART_LIMITS.product).filter(
    (text) => text.trim() !== '',
  );
  const answeredBefore = readHour(field(view, 'answeredBefore'), problems);
  const answeredFrom = readHour(field(view, 'answeredFrom'), problems);
  return {
    ...(reasons.length === 0 ? {} : { reasons }),
    ...(products.length === 0 ? {} : { products }),
    ...(answers.length === 0 ? {} : { answers }),
    ...(answeredBefore === undefined ? {} : { answeredBefore }),
    ...(answeredFrom === undefined ? {} : { answeredFrom }),
  };
}

function oneOf<Word extends string>(view: JsonView, words: readonly Word[], problems: Problem[]): readonly Word[] {
  return elements(view, words.length + 1).flatMap((element) => {
    const word = words.find((one) => one === element.value);
    if (word === undefined)
      problems.push({
        code: 'condition-unknown',
        at: element.at,
        message: 'This is none of the words that can stand here.',
        hint: words.join(', '),
      });
    return word ?? [];
  });
}

function readHour(view: JsonView, problems: Problem[]): Instant | undefined {
  if (view.value === undefined) return undefined;
  const hour = readInstant(textAt(view, 40) ?? '');
  if (hour === undefined)
    problems.push({ code: 'hour-unreadable', at: view.at, message: 'This hour is unreadable.', hint: 'As 2026-11-23T15:00:00Z.' });
  return hour;
}
