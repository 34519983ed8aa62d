import type { CertReader, MayReceive, NotReceivedBecause, Purpose, Reader, SharedBlock, Sharing, Way } from './sharing.ts';
import { personalLabel } from './personal-label.ts';
import { isAtMost, type TlpLabel } from './tlp.ts';

/** A sharing without its times, which the clock decides and no table. */
export type TimelessSharing = Omit<Sharing, 'embargoUntil' | 'releasedAt'>;

/**
 * Applies the rules to one combination. Each rule gives its own verdict without regard to the others and the strictest counts, the first
 * of equals; so a rule that is added can only take away. FIRST TLP 2.0; DESIGN §3.5, §5; DOMAIN §4.4; decision records 009 and 022.
 */
export function applyReceiveRules(sharing: TimelessSharing): MayReceive {
  const label = effectiveLabel(sharing);
  let verdict: MayReceive = YES;
  for (const rule of RULES) {
    const next = rule(sharing, label);
    if (OPENNESS[next.kind] < OPENNESS[verdict.kind]) verdict = next;
  }
  // A row that is found by words that its reader may not read would tell that the words are in it: "no result" is the only safe answer.
  if (sharing.purpose === 'search-hit' && verdict.kind === 'notice-only') return no('hit-would-tell');
  return verdict;
}

export const OPENNESS: Readonly<Record<MayReceive['kind'], number>> = { no: 0, 'notice-only': 1, yes: 2 };

const YES: MayReceive = { kind: 'yes' };
const no = (because: NotReceivedBecause): MayReceive => ({ kind: 'no', because });
const noticeOnly = (because: NotReceivedBecause): MayReceive => ({ kind: 'notice-only', because });

type Rule = (sharing: TimelessSharing, label: TlpLabel) => MayReceive;

const RULES: readonly Rule[] = [byPurpose, byReader, byProviderTick, byOwner, byBlock, byWay];

/**
 * The label that the block itself has. What is about the institution is never freer than AMBER+STRICT. The product in words keeps the
 * text's label to the institution itself: it is the one part of the personal block that travels by mail (decision 009). Version and
 * exposure travel with it only where the institution chose so.
 */
function effectiveLabel({ label, block, reader, purpose, channel, ownDetailsInMail }: TimelessSharing): TlpLabel {
  if (block !== 'why' && block !== 'personal') return label;
  const goesHome = isOwn(reader) && STAYS_HOME[purpose];
  if (goesHome && block === 'why') return label;
  if (goesHome && ownDetailsInMail === true && channel === 'email') return label;
  return personalLabel(label);
}

/** Of the institution that the text is for, its provider included: whether that one may is another rule's. */
function isOwn({ kind }: Reader): boolean {
  return kind === 'contact' || kind === 'colleague' || kind === 'group' || kind === 'service-account' || kind === 'it-provider';
}

const STAYS_HOME: Readonly<Record<Purpose, boolean>> = {
  read: true,
  warn: true,
  'search-hit': true,
  'list-row': true,
  count: true,
  'mail-body': true,
  'mail-subject': true,
  webhook: true,
  export: true,
  provider: true,
  feed: false,
  'share-in-sector': false,
  publish: false,
};

/** Up to which label the body may go, and whether a notice may above it. */
type Limit = { readonly body: TlpLabel; readonly above: 'notice-only' | 'no' };

/** FIRST TLP 2.0 §2: only CLEAR is for the world, GREEN ends at the sector. A file of an export is copied on: RED is not written into one. */
const PURPOSE_LIMITS: Readonly<Record<Purpose, Limit>> = {
  read: { body: 'RED', above: 'no' },
  warn: { body: 'RED', above: 'no' },
  'search-hit': { body: 'RED', above: 'no' },
  'list-row': { body: 'RED', above: 'no' },
  count: { body: 'RED', above: 'no' },
  'mail-body': { body: 'RED', above: 'no' },
  'mail-subject': { body: 'GREEN', above: 'notice-only' },
  webhook: { body: 'GREEN', above: 'notice-only' },
  export: { body: 'AMBER+STRICT', above: 'notice-only' },
  feed: { body: 'GREEN', above: 'no' },
  provider: { body: 'AMBER+STRICT', above: 'no' },
  'share-in-sector': { body: 'GREEN', above: 'no' },
  publish: { body: 'CLEAR', above: 'no' },
};

function byPurpose({ purpose }: TimelessSharing, label: TlpLabel): MayReceive {
  return within(PURPOSE_LIMITS[purpose], label, 'label-above-purpose');
}

/** RED is for persons by name: whoever handles or decides. Who runs the machine or looks afterwards knows that there is one. */
const CERT_LIMITS: Readonly<Record<CertReader, Limit>> = {
  analyst: { body: 'RED', above: 'no' },
  'second-officer': { body: 'RED', above: 'no' },
  editor: { body: 'AMBER+STRICT', above: 'notice-only' },
  administrator: { body: 'AMBER+STRICT', above: 'notice-only' },
  auditor: { body: 'AMBER+STRICT', above: 'notice-only' },
};

/** A supplier serves the sector and is none of it. AMBER's "clients" are customer organisations and never patients (DOMAIN §4.4, trap a). */
const READER_LIMITS: Readonly<Record<Exclude<Reader['kind'], 'cert'>, Limit & { readonly because: NotReceivedBecause }>> = {
  contact: { body: 'RED', above: 'no', because: 'label-above-reader' },
  colleague: { body: 'AMBER+STRICT', above: 'no', because: 'red-to-group' },
  group: { body: 'AMBER+STRICT', above: 'no', because: 'red-to-group' },
  'service-account': { body: 'AMBER+STRICT', above: 'no', because: 'red-to-group' },
  'it-provider': { body: 'AMBER+STRICT', above: 'no', because: 'red-to-group' },
  branch: { body: 'GREEN', above: 'no', because: 'label-above-reader' },
  supplier: { body: 'CLEAR', above: 'no', because: 'label-above-reader' },
  anyone: { body: 'CLEAR', above: 'no', because: 'not-for-anyone' },
};

function byReader({ reader }: TimelessSharing, label: TlpLabel): MayReceive {
  if (reader.kind === 'cert') return within(CERT_LIMITS[reader.role], label, 'label-above-reader');
  const limit = READER_LIMITS[reader.kind];
  return within(limit, label, limit.because);
}

/**
 * On a strict reading of TLP 2.0 an IT provider is a supplier of the receiver and not its client (DOMAIN §4.4, trap b). The tick is about
 * AMBER and AMBER+STRICT: RED stays with persons of the institution itself.
 */
function byProviderTick({ reader, purpose, sharedWithItProvider }: TimelessSharing, label: TlpLabel): MayReceive {
  const isProvider =
    reader.kind === 'it-provider' || (reader.kind === 'contact' && reader.role === 'it-provider') || purpose === 'provider';
  if (!isProvider || isAtMost(label, 'GREEN')) return YES;
  if (label === 'RED') return no('red-to-group');
  return sharedWithItProvider === true ? YES : no('it-provider-not-ticked');
}

/** What is about one institution is for it and for the CERT, whatever the label of the text. */
function byOwner({ block, reader, purpose }: TimelessSharing): MayReceive {
  if (block !== 'why' && block !== 'personal') return YES;
  if ((isOwn(reader) || reader.kind === 'cert') && STAYS_HOME[purpose]) return YES;
  return no('personal-to-others');
}

/** What there is room for, and what may stand where others look on: a locked screen, a telephone that a colleague picks up. */
const WAY_BLOCKS: Readonly<Partial<Record<Way, readonly SharedBlock[]>>> = {
  subject: ['title'],
  sms: ['title', 'action'],
  voice: ['title', 'action'],
  push: ['title'],
  chat: ['title', 'summary', 'action', 'why'],
};

function byBlock({ block = 'text', channel, purpose }: TimelessSharing): MayReceive {
  const carried = purpose === 'mail-subject' ? WAY_BLOCKS.subject : WAY_BLOCKS[channel];
  // A subject carries a title and nothing else; asked about the text as a whole, its label decides.
  if (carried === undefined || carried.includes(block) || (block === 'text' && channel === 'subject')) return YES;
  return noticeOnly('block-not-by-channel');
}

/** The freest-to-strictest label whose body a way may carry (DESIGN §5). A code from a mail proves the mailbox, and opens what a mail may. */
const WAY_LIMITS: Readonly<Record<Way, Limit>> = {
  subject: { body: 'GREEN', above: 'notice-only' },
  email: { body: 'GREEN', above: 'notice-only' },
  'encrypted-email': { body: 'RED', above: 'no' },
  webhook: { body: 'GREEN', above: 'notice-only' },
  sms: { body: 'GREEN', above: 'notice-only' },
  voice: { body: 'GREEN', above: 'notice-only' },
  chat: { body: 'GREEN', above: 'notice-only' },
  push: { body: 'GREEN', above: 'notice-only' },
  'answer-page': { body: 'GREEN', above: 'notice-only' },
  'mail-code': { body: 'GREEN', above: 'notice-only' },
  'signed-in': { body: 'RED', above: 'no' },
  print: { body: 'AMBER+STRICT', above: 'no' },
  'static-page': { body: 'CLEAR', above: 'no' },
};

function byWay({ channel }: TimelessSharing, label: TlpLabel): MayReceive {
  return within(WAY_LIMITS[channel], label, 'label-above-channel');
}

function within({ body, above }: Limit, label: TlpLabel, because: NotReceivedBecause): MayReceive {
  if (isAtMost(label, body)) return YES;
  return above === 'no' ? no(because) : noticeOnly(because);
}
