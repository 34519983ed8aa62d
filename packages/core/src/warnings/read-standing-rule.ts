import { cleanText } from '../basics/clean-text.ts';
import { elements, field, isObject, textAt, type JsonView } from '../basics/json-view.ts';
import type { Problem } from '../basics/problem.ts';
import { read, unreadable, type Read } from '../basics/read.ts';
import { CERTAINTIES } from '../matching/match.ts';
import { TLP_LABELS, type TlpLabel } from '../sharing/tlp.ts';
import type { RuleCondition, RuleTest, StandingRule } from './standing-rule.ts';
import { URGENCIES } from './warning.ts';

const NAME_CHARACTERS_MAX = 200;
const TESTS_MAX = 20;

/**
 * Reads `{ name, condition: { anyOf: [{ certaintyAtLeast, severityMin?, exploited? }], tlpMax? }, urgency, automaticRelease?, enabled? }`.
 * Automatic release is off unless asked for, and refused with act-now. A part that is not understood is a problem: a rule that ignores a
 * condition would warn too many.
 */
export function readStandingRule(handedIn: unknown): Read<StandingRule> {
  const problems: Problem[] = [];
  const view: JsonView = { value: handedIn, at: '' };
  const name = cleanText(textAt(field(view, 'name'), NAME_CHARACTERS_MAX * 4) ?? '', NAME_CHARACTERS_MAX);
  if (name === '') problems.push({ code: 'name-missing', at: '/name', message: 'A standing rule needs a name.' });
  const condition = readCondition(field(view, 'condition'), problems);
  const urgency = readWord(field(view, 'urgency'), URGENCIES, 'urgency', problems);
  const automaticRelease = readYesNo(field(view, 'automaticRelease'), false, problems);
  const enabled = readYesNo(field(view, 'enabled'), true, problems);
  if (automaticRelease && urgency === 'act-now') {
    problems.push({
      code: 'act-now-by-rule',
      at: '/automaticRelease',
      message: 'What may wake people is released by a person, never by a rule.',
      hint: 'Let the rule draft it, or give it another urgency.',
    });
  }
  if (problems.length > 0 || urgency === undefined) return unreadable(...problems);
  return read({ name, condition, urgency, automaticRelease, enabled });
}

function readCondition(view: JsonView, problems: Problem[]): RuleCondition {
  refuseOthers(view, ['anyOf', 'tlpMax'], problems);
  const tests = field(view, 'anyOf');
  const anyOf = elements(tests, TESTS_MAX).flatMap((test) => readTest(test, problems) ?? []);
  if (!Array.isArray(tests.value) || tests.value.length === 0 || tests.value.length > TESTS_MAX) {
    problems.push({
      code: 'condition-missing',
      at: tests.at,
      message: `A condition has 1 to ${TESTS_MAX} tests, of which any one suffices.`,
      hint: 'As {"anyOf": [{"certaintyAtLeast": "certain", "severityMin": 9}]}.',
    });
  }
  const label = field(view, 'tlpMax');
  const tlpMax: TlpLabel | undefined = label.value === undefined ? 'GREEN' : readWord(label, TLP_LABELS, 'label', problems);
  return { anyOf, tlpMax: tlpMax ?? 'GREEN' };
}

function readTest(view: JsonView, problems: Problem[]): RuleTest | undefined {
  refuseOthers(view, ['certaintyAtLeast', 'severityMin', 'exploited'], problems);
  const certaintyAtLeast = readWord(field(view, 'certaintyAtLeast'), CERTAINTIES, 'certainty', problems);
  const severity = field(view, 'severityMin');
  const isSeverity = typeof severity.value === 'number' && severity.value >= 0 && severity.value <= 10;
  if (severity.value !== undefined && !isSeverity) {
    problems.push({ code: 'severity-unreadable', at: severity.at, message: 'A severity is a CVSS base score from 0.0 to 10.0.' });
  }
  const exploited = field(view, 'exploited');
  if (exploited.value !== undefined && exploited.value !== true) {
    problems.push({
      code: 'exploited-unreadable',
      at: exploited.at,
      message: 'A test asks for `exploited: true`, or leaves it out.',
      hint: 'That nobody knows of exploitation is no fact to warn on.',
    });
  }
  if (certaintyAtLeast === undefined) return undefined;
  return {
    certaintyAtLeast,
    ...(isSeverity ? { severityMin: severity.value } : {}),
    ...(exploited.value === true ? { exploited: true as const } : {}),
  };
}

function refuseOthers(view: JsonView, known: readonly string[], problems: Problem[]): void {
  if (!isObject(view)) {
    problems.push({ code: 'object-expected', at: view.at, message: 'An object is expected here.' });
    return;
  }
  for (const name of Object.keys(view.value as object)) {
    if (!known.includes(name)) {
      problems.push({
        code: 'field-unknown',
        at: field(view, name).at,
        message: 'This part of the condition is not known.',
        hint: `Known are ${known.join(', ')}.`,
      });
    }
  }
}

function readWord<Word extends string>(view: JsonView, words: readonly Word[], what: string, problems: Problem[]): Word | undefined {
  const word = words.find((each) => each === view.value);
  if (word === undefined)
    problems.push({
      code: `${what}-unknown`,
      at: view.at,
      message: `This is no ${what} that we know.`,
      hint: `One of ${words.join(', ')}.`,
    });
  return word;
}

function readYesNo(view: JsonView, otherwise: boolean, problems: Problem[]): boolean {
  if (view.value === undefined) return otherwise;
  if (typeof view.value === 'boolean') return view.value;
  problems.push({ code: 'yes-or-no', at: view.at, message: 'true or false is expected here.' });
  return otherwise;
}
