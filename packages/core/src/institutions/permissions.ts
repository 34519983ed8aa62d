import type { BranchRole, CertRole, ConsentScope, InstitutionRole, Principal, ProviderRole, SupplierRole } from './principal.ts';

/** Who may: by role in each kind. A kind that is absent may not. An institution only ever reaches its own. */
export type Grant = {
  readonly cert?: readonly CertRole[];
  readonly institution?: readonly InstitutionRole[];
  /** The scope of the institution's consent under which its IT provider may. Absent: no provider may. */
  readonly acting?: ConsentScope;
  readonly provider?: readonly ProviderRole[];
  readonly supplier?: readonly SupplierRole[];
  readonly branch?: readonly BranchRole[];
  readonly label: { readonly nl: string; readonly en: string };
};

const CERT = ['analyst', 'second-officer', 'editor', 'administrator', 'auditor'] as const;
const DESK = ['analyst', 'second-officer'] as const;
const WRITERS = [...DESK, 'editor'] as const;
const KEEPERS = [...DESK, 'administrator'] as const;
const MEMBERS = ['ciso', 'it', 'medical-technology', 'privacy-officer', 'board', 'communications', 'read-only'] as const;
const TECHNICAL = ['ciso', 'it', 'medical-technology'] as const;
const INSIGHT = [...TECHNICAL, 'privacy-officer', 'read-only'] as const;
const TRUSTEES = ['ciso', 'privacy-officer', 'board'] as const;

/**
 * Who may do what: the one table. Routes, the portal's menus and docs/operating/roles.md come from it. What of an answer is shown is then
 * decided by its label (core/sharing), and whose rows there are by the database.
 */
export const PERMISSIONS = {
  'read-self': {
    cert: CERT,
    institution: MEMBERS,
    acting: 'read',
    provider: ['provider'],
    supplier: ['supplier'],
    branch: ['branch'],
    label: { nl: 'Zien wie u bent en wat u mag', en: 'See who you are and what you may do' },
  },
  'keep-sign-in': {
    cert: CERT,
    institution: MEMBERS,
    provider: ['provider'],
    supplier: ['supplier'],
    branch: ['branch'],
    label: { nl: 'Uw eigen sessies en sleutels beheren', en: 'Keep your own sessions and passkeys' },
  },
  'read-advisories': {
    cert: CERT,
    institution: MEMBERS,
    acting: 'read',
    label: { nl: 'Beveiligingsadviezen lezen', en: 'Read advisories' },
  },
  'read-sources-of-advisories': {
    cert: CERT,
    label: { nl: 'Originelen en vastgehouden documenten lezen', en: 'Read originals and documents held back' },
  },
  'hand-in-advisories': { cert: WRITERS, label: { nl: 'Adviezen inbrengen', en: 'Hand in advisories' } },
  'decide-documents': { cert: KEEPERS, label: { nl: 'Vastgehouden documenten beoordelen', en: 'Decide on documents held back' } },
  'keep-advisories': {
    cert: WRITERS,
    label: { nl: 'Adviezen als gelezen markeren en er notities bij schrijven', en: 'Mark advisories as read and write notes at them' },
  },
  'put-advisories-away': { cert: DESK, label: { nl: 'Adviezen wegleggen en terughalen', en: 'Put advisories away and bring them back' } },
  'rate-advisories': { cert: WRITERS, label: { nl: 'Urgentie van adviezen bepalen', en: 'Rate advisories' } },
  'read-readers': {
    cert: CERT,
    institution: TRUSTEES,
    label: { nl: 'Zien wie uw gegevens bekeek', en: 'See who looked at your data' },
  },
  'read-proof': {
    cert: CERT,
    institution: TRUSTEES,
    label: { nl: 'Bewijs van een waarschuwing opvragen', en: 'Get the proof of a warning' },
  },
  'export-audit': { cert: ['administrator', 'auditor'], label: { nl: 'Het logboek exporteren', en: 'Export the audit trail' } },
  'read-deliveries': { cert: CERT, label: { nl: 'Verzending volgen', en: 'Follow deliveries' } },
  'work-deliveries': { cert: KEEPERS, label: { nl: 'Verzending herstellen', en: 'Repair deliveries' } },
  'read-institutions': {
    cert: CERT,
    institution: MEMBERS,
    acting: 'read',
    label: { nl: 'Gegevens van de organisatie lezen', en: 'Read details of the organisation' },
  },
  'add-institutions': { cert: KEEPERS, label: { nl: 'Organisaties toevoegen', en: 'Add organisations' } },
  'change-institution': {
    cert: KEEPERS,
    institution: ['ciso', 'it'],
    label: { nl: 'Gegevens en contacten wijzigen', en: 'Change details and contacts' },
  },
  'keep-wishes': {
    cert: KEEPERS,
    institution: MEMBERS,
    label: { nl: 'Kiezen wat u van ons krijgt', en: 'Choose what you get from us' },
  },
  'read-inventory': { cert: CERT, institution: INSIGHT, acting: 'read', label: { nl: 'De ICT-foto bekijken', en: 'See the inventory' } },
  'change-inventory': {
    cert: KEEPERS,
    institution: TECHNICAL,
    acting: 'inventory',
    label: { nl: 'De ICT-foto bijwerken', en: 'Keep the inventory' },
  },
  'read-matches': {
    cert: CERT,
    institution: INSIGHT,
    acting: 'read',
    label: { nl: 'Zien welke adviezen u raken', en: 'See which advisories concern you' },
  },
  'read-matching': { cert: CERT, label: { nl: 'Overzicht van wie geraakt wordt', en: 'See matching over all organisations' } },
  'start-matching': { cert: DESK, label: { nl: 'Opnieuw laten vergelijken', en: 'Have matching done again' } },
  'read-matters': { cert: CERT, label: { nl: 'Zaken lezen', en: 'Read matters' } },
  'change-matters': { cert: WRITERS, label: { nl: 'Zaken openen en wijzigen', en: 'Open and change matters' } },
  'read-catalogue': {
    cert: CERT,
    institution: MEMBERS,
    acting: 'read',
    label: { nl: 'De productlijst doorzoeken', en: 'Search the catalogue' },
  },
  'read-names': { cert: CERT, label: { nl: 'Productnamen en besluiten lezen', en: 'Read product names and decisions' } },
  'decide-names': { cert: WRITERS, label: { nl: 'Over productnamen beslissen', en: 'Decide on product names' } },
  'read-sources': { cert: CERT, label: { nl: 'Bronnen bekijken', en: 'See sources' } },
  'change-sources': { cert: ['administrator'], label: { nl: 'Bronnen beheren', en: 'Administer sources' } },
  'poll-sources': { cert: KEEPERS, label: { nl: 'Een bron nu laten ophalen', en: 'Have a source polled now' } },
  'read-warnings': { cert: CERT, institution: MEMBERS, acting: 'read', label: { nl: 'Waarschuwingen lezen', en: 'Read warnings' } },
  'draft-warnings': { cert: WRITERS, label: { nl: 'Waarschuwingen schrijven', en: 'Draft warnings' } },
  'release-warnings': { cert: DESK, label: { nl: 'Waarschuwingen versturen en sluiten', en: 'Release and close warnings' } },
  'read-concerned': { cert: CERT, label: { nl: 'Zien wie gewaarschuwd is en reageerde', en: 'See who was warned and has answered' } },
  'run-drills': { cert: KEEPERS, label: { nl: 'Oefeningen houden', en: 'Run exercises' } },
  'follow-up': { cert: DESK, label: { nl: 'Nabellen en herinneren', en: 'Call and remind' } },
  'read-answers': { cert: CERT, institution: MEMBERS, acting: 'read', label: { nl: 'Antwoorden lezen', en: 'Read answers' } },
  'answer-warnings': {
    cert: DESK,
    institution: TECHNICAL,
    acting: 'answer',
    label: { nl: 'Een waarschuwing beantwoorden', en: 'Answer a warning' },
  },
  'keep-feeds': {
    institution: MEMBERS,
    label: { nl: 'Eigen feeds en agenda maken en intrekken', en: 'Make and revoke feeds and calendars of your own' },
  },
  'keep-service-desk': {
    institution: ['ciso', 'it'],
    label: { nl: 'De koppeling met uw servicedesk beheren', en: 'Keep the connection with your service desk' },
  },
  'read-rules': { cert: CERT, label: { nl: 'Vaste regels lezen', en: 'Read standing rules' } },
  'change-rules': { cert: ['administrator'], label: { nl: 'Vaste regels beheren', en: 'Administer standing rules' } },
  'read-accounts': {
    cert: ['administrator', 'auditor'],
    institution: ['ciso'],
    label: { nl: 'Accounts bekijken', en: 'See accounts' },
  },
  'change-accounts': { cert: ['administrator'], institution: ['ciso'], label: { nl: 'Accounts beheren', en: 'Administer accounts' } },
  'recover-accounts': {
    cert: KEEPERS,
    label: { nl: 'Iemand weer toegang geven, met zijn tweeën', en: 'Give somebody back a way in, by two' },
  },
  'read-consents': {
    cert: CERT,
    institution: TRUSTEES,
    provider: ['provider'],
    label: { nl: 'Zien welke IT-dienstverlener voor wie werkt', en: 'See which IT provider acts for whom' },
  },
  'change-consents': {
    institution: ['ciso'],
    label: { nl: 'Een IT-dienstverlener toestemming geven of intrekken', en: 'Give or withdraw consent to an IT provider' },
  },
  'read-customers': {
    provider: ['provider'],
    label: { nl: 'De wachtrij over al uw klanten zien', en: 'See the queue over all your customers' },
  },
  'answer-for-customers': {
    provider: ['provider'],
    label: { nl: 'Voor meer klanten tegelijk antwoorden', en: 'Answer for several customers at once' },
  },
  'suspend-providers': { cert: KEEPERS, label: { nl: 'Een IT-dienstverlener blokkeren', en: 'Suspend an IT provider' } },
  nominate: { branch: ['branch'], label: { nl: 'Leden aanmelden', en: 'Bring members' } },
  'read-nominations': { cert: CERT, label: { nl: 'Aanmeldingen van koepels lezen', en: 'Read what branch organisations bring' } },
  'read-branch-numbers': { cert: CERT, branch: ['branch'], label: { nl: 'Leden in cijfers', en: 'Members in numbers' } },
} as const satisfies Readonly<Record<string, Grant>>;

export type Permission = keyof typeof PERMISSIONS;
export const PERMISSION_NAMES = Object.keys(PERMISSIONS) as readonly Permission[];

/** Whether this principal may do this at all. A provider that acts for an institution may what the consent is for, and nothing by role. */
export function may(principal: Principal, permission: Permission): boolean {
  if (!Object.hasOwn(PERMISSIONS, permission)) return false;
  const grant: Grant = PERMISSIONS[permission];
  switch (principal.kind) {
    case 'system':
      return true;
    case 'anyone':
    case 'link':
      return false;
    default:
      return (principal.only === undefined || principal.only.includes(permission)) && isGranted(principal, grant);
  }
}

/** Everything that it may, in the order of the table. */
export function permissionsOf(principal: Principal): readonly Permission[] {
  return PERMISSION_NAMES.filter((permission) => may(principal, permission));
}

function isGranted(principal: Exclude<Principal, { kind: 'system' | 'anyone' | 'link' }>, grant: Grant): boolean {
  if (principal.kind === 'institution' && principal.onBehalf !== undefined)
    return grant.acting !== undefined && principal.onBehalf.scopes.includes(grant.acting);
  const granted: readonly string[] = grant[principal.kind] ?? [];
  return (principal.roles ?? []).some((role) => granted.includes(role));
}
