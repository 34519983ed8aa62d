import type { LineProblem } from './line-problem.ts';
import type { JsonView } from '../basics/json-view.ts';
import { field } from '../basics/json-view.ts';
import type { Problem } from '../basics/problem.ts';
import type { Instant } from '../basics/instant.ts';
import { refuse, type Refusal } from '../basics/refusal.ts';
import type { Sector } from './institution.ts';
import { foldInstitutionName } from './institution-entry.ts';
import { readContactEntry, readInstitutionEntry } from './read-institution-entry.ts';

/** An institution that a branch organisation brings: who it is, and whom to ask. */
export type Nomination = {
  readonly name: string;
  readonly sector?: Sector;
  readonly staff?: number;
  readonly city?: string;
  readonly kvk?: string;
  readonly contactName: string;
  readonly email: string;
  readonly phone?: string;
};

/** What somebody of the institution says: yes, no, or that the mail reached another organisation. Stored spelling. */
export const NOMINATION_ANSWERS = ['yes', 'no', 'not-us'] as const;
export type NominationAnswer = (typeof NOMINATION_ANSWERS)[number];

/** What happened to a nomination: the CERT's alone, the branch organisation never reads it. */
export type NominationOutcome = {
  /** The institution that it turned out to be when it came in. */
  readonly memberId?: string;
  readonly decision?: 'accepted' | 'refused';
  readonly invitedAt?: Instant;
  readonly remindedAt?: Instant;
  readonly answer?: NominationAnswer;
};

export const NOMINATION_STATES = [
  'proposed',
  'already-member',
  'refused',
  'invited',
  'reminded',
  'confirmed',
  'declined',
  'not-us',
] as const;
export type NominationState = (typeof NOMINATION_STATES)[number];

/** In one list. */
export const NOMINATIONS_MAX = 500;
/** Of one branch organisation in all. */
export const NOMINATIONS_OF_BRANCH_MAX = 5_000;
/** One manager may speak for a few practices; an address is not mailed to for more. */
const SAME_ADDRESS_MAX = 3;

/** What becomes of a line that a branch organisation hands in. */
export type JudgedNomination =
  | { readonly kind: 'proposed'; readonly nomination: Nomination; readonly key: string }
  /** It brought this one before, in this list or an earlier one. */
  | { readonly kind: 'repeated' }
  | { readonly kind: 'refused'; readonly problems: readonly Problem[] };

/**
 * What becomes of each line, in their order: the one decision of the dry run and of handing in. `stored`: key and address of what this branch
 * organisation brought before. Who is a member already plays no part: the branch organisation reads what this says.
 */
export function judgeNominations(
  lines: readonly unknown[],
  stored: readonly { readonly key: string; readonly email: string }[],
): readonly JudgedNomination[] {
  const keys = new Set(stored.map(({ key }) => key));
  const askedOf = new Map<string, number>();
  for (const { email } of stored) askedOf.set(email.toLowerCase(), (askedOf.get(email.toLowerCase()) ?? 0) + 1);
  return lines.map((value, place): JudgedNomination => {
    const problems: Problem[] = [];
    const nomination = readNomination({ value, at: `/nominations/${place}` }, problems);
    if (nomination === undefined) return { kind: 'refused', problems };
    const key = nominationKey(nomination);
    if (keys.has(key)) return { kind: 'repeated' };
    const email = nomination.email.toLowerCase();
    const asked = email === '' ? 0 : (askedOf.get(email) ?? 0);
    const excess = excessOf(`/nominations/${place}`, email, asked, keys.size);
    if (excess !== undefined) return { kind: 'refused', problems: [...problems, excess] };
    keys.add(key);
    askedOf.set(email, asked + 1);
    return { kind: 'proposed', nomination, key };
  });
}

/** Undefined where it asks an address that is asked for few others, and does not come on top of what one branch organisation may bring. */
function excessOf(at: string, email: string, asked: number, brought: number): LineProblem | undefined {
  if (asked >= SAME_ADDRESS_MAX)
    return {
      code: 'email-repeated',
      at: `${at}/email`,
      message: `${email} is asked for ${asked} others already.`,
      hint: 'Give the address of somebody who may say yes for this institution alone.',
    };
  if (brought >= NOMINATIONS_OF_BRANCH_MAX)
    return {
      code: 'nominations-too-many',
      at,
      message: `There are ${NOMINATIONS_OF_BRANCH_MAX} already, which is as many as one branch organisation brings here.`,
      hint: 'Call the CERT.',
    };
  return undefined;
}

/** Reads one line of a list. Without a name, or an address that can be asked, nothing becomes of it; `problems` says why. */
export function readNomination(view: JsonView, problems: Problem[]): Nomination | undefined {
  const found: Problem[] = [];
  const entry = readInstitutionEntry(view, found);
  const at = (name: string) => field(view, name);
  const contact = readContactEntry(
    { value: { name: at('contactName').value, email: at('email').value, phone: at('phone').value }, at: view.at },
    found,
  );
  const place = readInstitutionEntry({ value: { name: at('city').value }, at: view.at }, []);
  problems.push(...found);
  if (entry === undefined) return undefined;
  if (contact?.email === undefined) {
    problems.push({
      code: 'email-missing',
      at: at('email').at,
      message: 'There is no e-mail address of somebody to ask, so this was left out.',
      hint: 'One address of somebody who may say yes for the institution.',
    } satisfies LineProblem);
    return undefined;
  }
  if (found.some(({ code }) => code !== 'contact-unreachable')) return undefined;
  const { name, sector, staff, kvk } = entry;
  const { email, phone } = contact;
  return { name, sector, staff, city: place?.name, kvk, contactName: contact.name, email, phone };
}

/** What makes two lines one: name and place, case and spaces aside. */
export function nominationKey({ name, city = '' }: Pick<Nomination, 'name' | 'city'>): string {
  return `${foldInstitutionName(name)}|${foldInstitutionName(city)}`;
}

/**
 * The institution that a nomination already is: by its KvK number, whatever it is called (of several of one legal person the one of its name
 * first); else by its name, and its place where both are known. A number that changed makes nobody another.
 */
export function findMember<Known extends { readonly name: string; readonly cities: readonly string[]; readonly kvk?: string }>(
  { name, city, kvk }: Pick<Nomination, 'name' | 'city' | 'kvk'>,
  institutions: readonly Known[],
): Known | undefined {
  const numbered = institutions.filter((known) => kvk !== undefined && known.kvk === kvk);
  const isNamed = (known: Known) => foldInstitutionName(known.name) === foldInstitutionName(name);
  const isThere = ({ cities }: Known) =>
    city === undefined || cities.length === 0 || cities.some((one) => foldInstitutionName(one) === foldInstitutionName(city));
  return numbered.find(isNamed) ?? numbered[0] ?? institutions.find((known) => isNamed(known) && isThere(known));
}

export function nominationState({ memberId, decision, remindedAt, answer }: NominationOutcome): NominationState {
  if (answer !== undefined) return ({ yes: 'confirmed', no: 'declined', 'not-us': 'not-us' } as const)[answer];
  if (decision === 'refused') return 'refused';
  if (memberId !== undefined) return 'already-member';
  if (decision === undefined) return 'proposed';
  return remindedAt === undefined ? 'invited' : 'reminded';
}

/** Whether the CERT may still decide on it. Who is a member already is asked nothing. */
export function mayDecide(outcome: NominationOutcome): boolean {
  return nominationState(outcome) === 'proposed';
}

/**
 * What an answer through the mail's link does. Only who was invited is asked; no may become yes later, yes is final here: leaving is a
 * conversation with the CERT. Saying the same again changes nothing.
 */
export function answerNomination(
  outcome: NominationOutcome,
  answer: NominationAnswer,
): { readonly kind: 'joins' | 'declines' | 'unchanged' } | Refusal<'link-ended'> {
  const state = nominationState(outcome);
  if (state === 'proposed' || state === 'refused' || state === 'already-member')
    return refuse('link-ended', 'This institution is not asked anything.', undefined, { about: 'nomination' });
  if (outcome.answer === answer || state === 'confirmed') return { kind: 'unchanged' };
  return { kind: answer === 'yes' ? 'joins' : 'declines' };
}

/** Days after which who has not answered is reminded, once. */
export const REMIND_AFTER_DAYS = 14;
/** Days after the invitation during which its link asks. */
export const INVITATION_DAYS = 90;
