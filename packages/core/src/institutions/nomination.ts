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
export const SAME_ADDRESS_MAX = 3;

/**
 * Which lines of a list ask an address that is asked for as many others already, or come on top of what one branch organisation may bring.
 * `stored`: how many it brought before, and of each address (lower case).
 */
export function tooMany(
  nominations: readonly (Nomination | undefined)[],
  stored: { readonly count: number; readonly byEmail: ReadonlyMap<string, number> },
): readonly (Problem | undefined)[] {
  const counts = new Map(stored.byEmail);
  let count = stored.count;
  return nominations.map((one, place) => {
    if (one === undefined) return undefined;
    const email = one.email.toLowerCase();
    const before = counts.get(email) ?? 0;
    if (before >= SAME_ADDRESS_MAX)
      return {
        code: 'email-repeated',
        at: `/nominations/${place}/email`,
        message: `${email} is asked for ${before} others already.`,
        hint: 'Give the address of somebody who may say yes for this institution alone.',
      };
    if (count >= NOMINATIONS_OF_BRANCH_MAX)
      return {
        code: 'nominations-too-many',
        at: `/nominations/${place}`,
        message: `There are ${NOMINATIONS_OF_BRANCH_MAX} already, which is as many as one branch organisation brings here.`,
        hint: 'Call the CERT.',
      };
    counts.set(email, before + 1);
    count += 1;
    return undefined;
  });
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
    });
    return undefined;
  }
  if (found.some(({ code }) => code !== 'contact-unreachable')) return undefined;
  const { name, sector, staff } = entry;
  const { email, phone } = contact;
  return { name, sector, staff, city: place?.name, contactName: contact.name, email, phone };
}

/** What makes two lines one: name and place, case and spaces aside. */
export function nominationKey({ name, city = '' }: Pick<Nomination, 'name' | 'city'>): string {
  return `${foldInstitutionName(name)}|${foldInstitutionName(city)}`;
}

/** The institution that a nomination already is: its name, and its place where both are known. */
export function findMember<Known extends { readonly name: string; readonly cities: readonly string[] }>(
  { name, city }: Pick<Nomination, 'name' | 'city'>,
  institutions: readonly Known[],
): Known | undefined {
  return institutions.find((known) => {
    if (foldInstitutionName(known.name) !== foldInstitutionName(name)) return false;
    return (
      city === undefined || known.cities.length === 0 || known.cities.some((one) => foldInstitutionName(one) === foldInstitutionName(city))
    );
  });
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
    return refuse('link-ended', 'This institution is not asked anything.');
  if (outcome.answer === answer || state === 'confirmed') return { kind: 'unchanged' };
  return { kind: answer === 'yes' ? 'joins' : 'declines' };
}

/** Days after which who has not answered is reminded, once. */
export const REMIND_AFTER_DAYS = 14;
/** Days after the invitation during which its link asks. */
export const INVITATION_DAYS = 90;
