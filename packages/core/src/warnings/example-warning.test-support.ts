import { idOf, type AcknowledgementId, type InstitutionId } from '../basics/ids.ts';
import { readInstant, type Instant } from '../basics/instant.ts';
import type { Institution } from '../institutions/institution.ts';
import type { Concerned, ConcernedReason } from '../matching/concerned.ts';
import type { Evidence } from '../matching/match.ts';
import type { Acknowledgement } from './acknowledgement.ts';
import type { ToCompose } from './compose-message.ts';
import { decideWarnings } from './decide-warnings.ts';
import type { Decision, EarlierDecision } from './decision.ts';
import type { WarningText, WarningVersion } from './warning.ts';

/** The invented cast of DOMAIN §6.1 and §9.3, as the warnings' tests see it. */
export const lindemark = idOf<'Institution'>('0000-lindemark');
export const rietmark = idOf<'Institution'>('0001-rietmark');
export const elzenbocht = idOf<'Institution'>('0002-elzenbocht');

export const ELZENBOCHT: Institution = {
  id: elzenbocht,
  name: 'Psychologiepraktijk Elzenbocht',
  sector: 'ggz-small',
  staff: 9,
  itProvider: 'Kwartel ICT',
  language: 'nl',
  detailsInMail: false,
};

export const CERT = { name: 'Zorg-CERT', phone: '000 000 00 00', domain: 'forewarn.example' };

export function at(text: string): Instant {
  const instant = readInstant(text);
  if (instant === undefined) throw new Error(`${text} is no instant`);
  return instant;
}

export const NOW = at('2026-11-23T15:00:00Z');

/** A digest that a test can read. */
export const asIs = (text: string): string => text;

export const DUTCH: WarningText = {
  title: 'Meridiaan EPD: lek wordt misbruikt',
  summary: 'Er zit een lek in Meridiaan EPD.\nAanvallers gebruiken het nu.',
  actions: [
    { text: 'Werk Meridiaan EPD bij.', role: 'system-administrator', withinHours: 4 },
    { text: 'Kan dat niet? Sluit de toegang van buiten.' },
  ],
  abuseCheck: 'Is gecontroleerd of er iemand binnen is geweest?',
};

export function exampleVersion(change: Partial<WarningVersion> = {}): WarningVersion {
  return {
    version: 1,
    kind: 'initial',
    urgency: 'act-now',
    tlp: 'CLEAR',
    sharedWithItProvider: true,
    texts: { nl: DUTCH },
    audience: { certainties: ['certain', 'likely', 'possible'], excluded: [] },
    ...change,
  };
}

export const EVIDENCE: Evidence = {
  identifiedBy: 'name',
  advisoryProductId: 'P1',
  advisoryAt: '/product_tree/branches/0',
  advisorySays: 'Meridiaan EPD < 6.2.15',
  itemSays: 'Meridiaan EPD 6.2.9',
  version: 'in-range',
  vulnerability: 'CVE-2026-00001',
  status: 'known_affected',
};

export function exampleReason(change: Partial<ConcernedReason> = {}): ConcernedReason {
  return {
    reason: 'product-version',
    certainty: 'certain',
    product: 'Meridiaan EPD',
    supplier: 'Meridiaan Zorgsoftware',
    item: { inventory: 'ict-foto', key: 'epd', version: '6.2.9', exposure: 'internet', quantity: 31 },
    advisoryId: idOf<'Advisory'>('advisory-1'),
    evidence: [EVIDENCE],
    remediations: [{ category: 'vendor_fix', details: 'Werk bij naar 6.2.15.', productIds: ['P1'] }],
    ...change,
  };
}

export function concerns(institutionId: InstitutionId, ...reasons: readonly ConcernedReason[]): Concerned {
  return { institutionId, reasons: reasons.length > 0 ? reasons : [exampleReason()] };
}

/** What the next version knows of a decision: told by a warning or update, until a close. */
export function asEarlier(decision: Decision, before?: EarlierDecision): EarlierDecision {
  const { institutionId, kind, urgency, certainty, actionDigest, askedInVersion } = decision;
  const told = kind === 'warn' || kind === 'update' || (kind === 'stay-silent' && before?.told === true);
  return { institutionId, kind, told, urgency, certainty, actionDigest, askedInVersion };
}

export function decisionFor(version: WarningVersion, concerned: Concerned): Decision {
  const [decision] = decideWarnings({ version, concerned: [concerned], earlier: [] }, asIs);
  if (decision === undefined) throw new Error('nothing was decided');
  return decision;
}

export function exampleComposition(change: Partial<ToCompose> = {}): ToCompose {
  const version = change.version ?? exampleVersion();
  return {
    warning: { id: idOf<'Warning'>('warning-31'), reference: 'FW-2026-0031', matterId: idOf<'Matter'>('matter-1') },
    version,
    decision: decisionFor(version, concerns(elzenbocht)),
    institution: ELZENBOCHT,
    language: 'nl',
    cert: CERT,
    matter: { confirmation: { kind: 'confirmed' } },
    ...change,
  };
}

export function exampleAnswer(change: Partial<Acknowledgement> = {}): Acknowledgement {
  return {
    id: idOf<'Acknowledgement'>('answer-1') satisfies AcknowledgementId,
    warningId: idOf<'Warning'>('warning-31'),
    version: 1,
    institutionId: elzenbocht,
    answer: 'working',
    answeredAs: 'Karin, praktijkmanager',
    through: 'link',
    confirmed: false,
    answeredAt: NOW,
    ...change,
  };
}
