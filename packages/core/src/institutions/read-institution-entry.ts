import { elements, field, isObject, textAt, type JsonView } from '../basics/json-view.ts';
import type { Problem } from '../basics/problem.ts';
import { cleanText, saysUnknown } from '../basics/clean-text.ts';
import type { Location } from './institution.ts';
import { INSTITUTION_LIMITS, type ContactEntry, type InstitutionEntry } from './institution-entry.ts';
import { readKvkNumber } from './kvk-number.ts';
import type { LineProblem } from './line-problem.ts';
import { readContactRole, readLanguage, readSector } from './institution-words.ts';

export const NAME_CHARACTERS_MAX = 200;
const RAW_CHARACTERS_MAX = 2_000;
const NUMBERS = {
  region: { least: 1, most: 11, what: 'ROAZ region' },
  staff: { least: 0, most: 1_000_000, what: 'number of staff' },
  order: { least: 1, most: 999, what: 'order' },
} as const;

/**
 * Understands one institution handed in as an object (a JSON line, a request, the cells of a table put together). Values may be in Dutch
 * or English; what can't be understood is left out and pointed out. Undefined where it has no name.
 */
export function readInstitutionEntry(view: JsonView, problems: Problem[]): InstitutionEntry | undefined {
  const name = textOf(field(view, 'name'))?.replace(/\s+/g, ' ');
  if (name === undefined) {
    problems.push({
      code: 'name-missing',
      at: field(view, 'name').at,
      message: 'This institution has no name, so it was left out.',
    } satisfies LineProblem);
    return undefined;
  }
  return {
    name,
    ...known(
      'sector',
      readWord(
        field(view, 'sector'),
        readSector,
        'sector',
        'Use for instance ziekenhuis, ggz, vvt, huisarts, laboratorium, ambulance, ggd.',
        problems,
      ),
    ),
    ...known('region', readNumber(field(view, 'region'), 'region', problems)),
    ...known('staff', readNumber(field(view, 'staff'), 'staff', problems)),
    ...known('branch', textOf(field(view, 'branch'))),
    ...known('itProvider', textOf(field(view, 'itProvider'))),
    ...known('language', readWord(field(view, 'language'), readLanguage, 'language', 'Use nl or en.', problems)),
    ...known('detailsInMail', readYesNo(field(view, 'detailsInMail'))),
    ...known('kvk', readKvk(field(view, 'kvk'), problems)),
    locations: elements(field(view, 'locations'), INSTITUTION_LIMITS.locations).flatMap((location) => readLocation(location) ?? []),
    networks: elements(field(view, 'networks'), INSTITUTION_LIMITS.networks).flatMap((network) => textOf(network) ?? []),
    domains: elements(field(view, 'domains'), INSTITUTION_LIMITS.domains).flatMap((domain) => readDomain(domain, problems) ?? []),
    contacts: elements(field(view, 'contacts'), INSTITUTION_LIMITS.contacts).flatMap(
      (contact) => readContactEntry(contact, problems) ?? [],
    ),
  };
}

/** One contact of an institution; undefined where it is empty. Without a name it is called by its role, without a role by the most common one. */
export function readContactEntry(view: JsonView, problems: Problem[]): ContactEntry | undefined {
  if (!isObject(view)) return undefined;
  const email = readEmail(field(view, 'email'), problems);
  const phone = textOf(field(view, 'phone'), 50);
  const role = readWord(
    field(view, 'role'),
    readContactRole,
    'role',
    'Use for instance 24/7-contact, CISO, systeembeheerder, functioneel beheerder, praktijkmanager.',
    problems,
  );
  const name = textOf(field(view, 'name'));
  const webhookUrl = readWebhookUrl(field(view, 'webhookUrl'), problems);
  if (name === undefined && email === undefined && phone === undefined && webhookUrl === undefined) return undefined;
  if (email === undefined && phone === undefined && webhookUrl === undefined) {
    problems.push({
      code: 'contact-unreachable',
      at: view.at,
      message: 'This contact has no e-mail address, telephone number or webhook: nothing will reach it.',
    } satisfies LineProblem);
  }
  return {
    name: name ?? role ?? email ?? 'contact',
    role: role ?? 'security',
    ...known('email', email),
    ...known('phone', phone),
    ...known('webhookUrl', webhookUrl),
    ...known('webhookSecret', textAt(field(view, 'webhookSecret'), 500)),
    ...known('language', readWord(field(view, 'language'), readLanguage, 'language', 'Use nl or en.', problems)),
    ...known('order', readNumber(field(view, 'order'), 'order', problems)),
  };
}

function known<Name extends string, Value>(name: Name, value: Value | undefined): { [name in Name]?: Value } {
  return value === undefined ? {} : ({ [name]: value } as { [name in Name]?: Value });
}

function textOf(view: JsonView, max = NAME_CHARACTERS_MAX): string | undefined {
  const raw = typeof view.value === 'number' ? String(view.value) : textAt(view, RAW_CHARACTERS_MAX);
  if (raw === undefined) return undefined;
  const text = cleanText(raw, max);
  return saysUnknown(text) ? undefined : text;
}

function readWord<Stored>(
  view: JsonView,
  readIt: (text: string) => Stored | undefined,
  what: 'sector' | 'role' | 'language',
  hint: string,
  problems: Problem[],
): Stored | undefined {
  const text = textOf(view);
  if (text === undefined) return undefined;
  const stored = readIt(text);
  if (stored === undefined)
    problems.push({
      code: `${what}-unreadable`,
      at: view.at,
      message: `This is no ${what} that we know, so it counts as unknown.`,
      hint,
    } satisfies LineProblem);
  return stored;
}

function readNumber(view: JsonView, about: keyof typeof NUMBERS, problems: Problem[]): number | undefined {
  const text = textOf(view);
  if (text === undefined) return undefined;
  const { least, most, what } = NUMBERS[about];
  const value = Number(text.replace(/^(roaz|regio)[-\s]*/i, '').replace(/(?<=\d)[.,\s](?=\d{3}\b)/g, ''));
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  problems.push({
    code: 'number-unreadable',
    at: view.at,
    message: `This is no ${what} (a whole number from ${least} to ${most}), so it counts as unknown.`,
    facts: { about, least, most },
  } satisfies LineProblem);
  return undefined;
}

function readYesNo(view: JsonView): boolean | undefined {
  if (typeof view.value === 'boolean') return view.value;
  const text = textOf(view)?.toLowerCase();
  if (text === undefined) return undefined;
  return /^(ja|yes|j|y|true|waar|1)$/.test(text) ? true : /^(nee|no|n|false|onwaar|0)$/.test(text) ? false : undefined;
}

function readKvk(view: JsonView, problems: Problem[]): string | undefined {
  const text = textOf(view, 50);
  if (text === undefined) return undefined;
  const number = readKvkNumber(text);
  if (number === undefined)
    problems.push({
      code: 'kvk-unreadable',
      at: view.at,
      message: 'This is no KvK number, so it counts as unknown.',
      hint: 'Eight digits. A sheet takes away a 0 in front: make the column one of text.',
    } satisfies LineProblem);
  return number;
}

function readLocation(view: JsonView): Location | undefined {
  const name = textOf(isObject(view) ? field(view, 'name') : view);
  if (name === undefined) return undefined;
  return { name, ...known('city', textOf(field(view, 'city'))) };
}

function readDomain(view: JsonView, problems: Problem[]): string | undefined {
  const text = textOf(view, 253)
    ?.toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/[/?#].*$/, '')
    .replace(/\.$/, '');
  if (text === undefined) return undefined;
  if (/^([\p{L}\p{N}]([\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+[\p{L}\p{N}-]{2,63}$/u.test(text)) return text;
  problems.push({ code: 'domain-unreadable', at: view.at, message: 'This is no domain name, so it was left out.' } satisfies LineProblem);
  return undefined;
}

function readEmail(view: JsonView, problems: Problem[]): string | undefined {
  const text = textOf(view, 320)?.replace(/^mailto:/i, '');
  if (text === undefined) return undefined;
  // RFC 5321 §4.5.3.1 bounds; deliberately no comments, quotes or lists: what goes into a To line must be one plain address.
  if (text.length <= 254 && /^[^\s@<>,;:"()[\]\\]{1,64}@([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/i.test(text)) return text;
  problems.push({
    code: 'email-unreadable',
    at: view.at,
    message: 'This is not one e-mail address, so it was left out.',
    hint: 'One address per contact, as rol@instelling.example.',
  } satisfies LineProblem);
  return undefined;
}

function readWebhookUrl(view: JsonView, problems: Problem[]): string | undefined {
  const text = textOf(view, 1_000);
  if (text === undefined) return undefined;
  if (/^https?:\/\/[^\s/@]+(\/\S*)?$/i.test(text)) return text;
  problems.push({
    code: 'webhook-unreadable',
    at: view.at,
    message: 'This is no address of a webhook (https://…), so it was left out.',
  } satisfies LineProblem);
  return undefined;
}
