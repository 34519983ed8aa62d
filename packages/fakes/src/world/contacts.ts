import type { ContactRole } from '@forewarn/core/institutions/contact.ts';
import type { ContactEntry } from '@forewarn/core/institutions/institution-entry.ts';
import { phoneOf } from './addresses.ts';
import type { ItProvider } from './it-providers.ts';
import { FIRST_NAMES, LAST_NAMES } from './names.ts';
import type { SeededRandom } from './seeded-random.ts';
import type { MixCode } from './sector-mix.ts';
import type { Defect } from './world.ts';

/** The word before the @ (DOMAIN §9.5.12: `rol@naam.example`). */
const MAILBOXES: Readonly<Record<ContactRole, string>> = {
  '24-7': 'piket',
  ciso: 'ciso',
  security: 'security',
  'ict-manager': 'hoofd-ict',
  'system-administrator': 'systeembeheer',
  'application-manager': 'functioneelbeheer',
  'medical-technology': 'medischetechniek',
  facility: 'technischedienst',
  privacy: 'fg',
  board: 'bestuur',
  communications: 'communicatie',
  'practice-manager': 'praktijk',
  'it-provider': 'servicedesk',
};

/** Who is there, in the order in which they come when an institution has more contacts (DOMAIN §1.4). */
const LARGE: readonly ContactRole[] = [
  'security',
  '24-7',
  'ciso',
  'system-administrator',
  'application-manager',
  'ict-manager',
  'privacy',
  'medical-technology',
  'board',
  'communications',
  'facility',
  'system-administrator',
  'application-manager',
  'security',
];
const MIDDLE: readonly ContactRole[] = [
  'ict-manager',
  '24-7',
  'ciso',
  'application-manager',
  'privacy',
  'board',
  'system-administrator',
  'facility',
];
const SMALL: readonly ContactRole[] = ['practice-manager', 'system-administrator', 'privacy'];

const ROLES: Readonly<Record<MixCode, readonly ContactRole[]>> = {
  UMC: LARGE,
  ZH: LARGE,
  GG: MIDDLE,
  GK: SMALL,
  VG: MIDDLE.filter((role) => role !== 'facility'),
  EL: SMALL,
  LB: LARGE,
  AM: ['ict-manager', '24-7', 'ciso', 'application-manager', 'board'],
  GD: MIDDLE,
  RV: MIDDLE,
};

const CONTACT_LEFT_RATE = 0.1;
const DUTY_NUMBER_IS_OFFICE_RATE = 0.12;
const CISO_VACANCY_OR_SHARED_RATE = 0.15;
/** So many institutions share one CISO. */
const SHARED_BY = 3;

export type ContactPlan = {
  readonly code: MixCode;
  readonly ordinal: number;
  readonly count: number;
  readonly domain: string;
  readonly provider: ItProvider | undefined;
};

/** The contacts of an institution, with what is wrong with them. There is always one. */
export function drawContacts(
  random: SeededRandom,
  plan: ContactPlan,
): { readonly contacts: readonly ContactEntry[]; readonly defects: readonly Defect[] } {
  const defects = new Set<Defect>();
  const contacts: ContactEntry[] = [];
  const roles = ROLES[plan.code];
  const used = new Map<string, number>();
  for (let place = 0; place < plan.count; place += 1) {
    const role = roles[place % roles.length] ?? 'security';
    const contact = drawContact(random, plan, role, place, used);
    const changed = withDefects(random, plan, contact, defects);
    if (changed !== undefined) contacts.push(changed);
  }
  if (plan.provider !== undefined) {
    contacts.push({
      name: `Servicedesk ${plan.provider.name}`,
      role: 'it-provider',
      email: `servicedesk@${plan.provider.domain}`,
      phone: phoneOf(plan.ordinal, 99),
    });
  }
  return { contacts: contacts.map((contact, place) => ({ ...contact, language: 'nl', order: place + 1 })), defects: [...defects] };
}

function drawContact(random: SeededRandom, plan: ContactPlan, role: ContactRole, place: number, used: Map<string, number>): ContactEntry {
  const mailbox = MAILBOXES[role];
  const again = (used.get(mailbox) ?? 0) + 1;
  used.set(mailbox, again);
  return {
    name: `${random.pick(FIRST_NAMES)} ${random.pick(LAST_NAMES)}`,
    role,
    email: `${mailbox}${again === 1 ? '' : again}@${plan.domain}`,
    phone: phoneOf(plan.ordinal, place),
  };
}

/** DOMAIN §9.6: who left is still in the register (mail to them comes back), and a vacancy is a contact that is not there. */
function withDefects(random: SeededRandom, plan: ContactPlan, contact: ContactEntry, defects: Set<Defect>): ContactEntry | undefined {
  if (contact.role === '24-7' && random.chance(DUTY_NUMBER_IS_OFFICE_RATE)) {
    defects.add('duty-number-is-office');
    return { ...contact, name: 'Receptie (kantooruren)' };
  }
  if (contact.role === 'ciso' && random.chance(CISO_VACANCY_OR_SHARED_RATE)) {
    if (random.chance(0.5)) {
      defects.add('ciso-vacancy');
      return undefined;
    }
    defects.add('ciso-shared');
    return { ...contact, name: 'Gedeelde CISO', email: `ciso@gedeelde-ciso-${Math.floor(plan.ordinal / SHARED_BY) + 1}.example` };
  }
  if (contact.role !== 'practice-manager' && random.chance(CONTACT_LEFT_RATE)) defects.add('contact-left');
  return contact;
}
