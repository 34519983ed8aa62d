import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Instant } from '../basics/instant.ts';
import { isNoticeKind, noticeText } from './notice-text.ts';
import type { Notice, NoticeKind } from './notice.ts';

const AT = '2026-11-23T08:00:00.000Z' as Instant;
const REFERENCE = 'FW-2026-0031';

/** One of each kind; the compiler sees to it that none is forgotten. */
const ONE_OF_EACH: { readonly [Kind in NoticeKind]: Extract<Notice, { readonly kind: Kind }> } = {
  'source-silent': { kind: 'source-silent', key: '1', source: 'NCSC', lastHeardAt: AT, fault: 'HTTP 503.' },
  'documents-withdrawn': { kind: 'documents-withdrawn', key: '1', source: 'NCSC', count: 5, urls: ['a', 'b', 'c'], elsewhere: false },
  'source-keys-changed': { kind: 'source-keys-changed', key: '1', publisher: 'Voorbeeld', added: ['AB'], removed: [] },
  'mailbox-unreadable': { kind: 'mailbox-unreadable', key: '1', mailbox: 'cert@cert.example', fault: 'no answer.' },
  'mail-set-aside': { kind: 'mail-set-aside', key: '1', mailbox: 'cert@cert.example', uid: 7, because: 'too large' },
  'mail-complaint': { kind: 'mail-complaint', key: '1', institution: 'GGZ Rietmark', contact: 'Piket' },
  'contact-to-repair': {
    kind: 'contact-to-repair',
    key: '1',
    institution: 'GGZ Rietmark',
    contact: 'Piket',
    address: 'piket@rietmark.example',
    why: { nl: 'Deze mailbox bestaat niet.', en: 'This mailbox does not exist.' },
  },
  'delivery-failed': {
    kind: 'delivery-failed',
    key: '1',
    institution: 'GGZ Rietmark',
    contact: 'Piket',
    reference: REFERENCE,
    channel: 'sms',
    why: { nl: 'Er kwam geen bevestiging.', en: 'No receipt came.' },
  },
  'channel-silent': { kind: 'channel-silent', key: 'sms', channel: 'sms', missing: 12 },
  'channel-down': {
    kind: 'channel-down',
    key: 'email',
    channel: 'email',
    why: { nl: 'wij worden er niet toegelaten', en: 'we are not let in' },
    response: '535 no',
  },
  'sms-not-understood': { kind: 'sms-not-understood', key: '1', number: '+31600000000', text: 'wat?' },
  'contact-key': {
    kind: 'contact-key',
    key: '1',
    institution: 'GGZ Rietmark',
    contact: 'Piket',
    keys: { nl: 'De sleutel is verlopen.', en: 'The key has expired.' },
  },
  'contact-says-wrong': { kind: 'contact-says-wrong', key: '1', contact: 'Piket' },
  'joined-already': { kind: 'joined-already', key: '1', institution: 'Praktijk 1', branch: 'Zorg voor Geest', contact: 'Manager 1' },
  'nominations-wait': { kind: 'nominations-wait', key: '1', by: 'Zorg voor Geest' },
  'audit-broken': { kind: 'audit-broken', key: 'chain', at: AT, sequence: 12 },
  'draft-waits': {
    kind: 'draft-waits',
    key: '1',
    reference: REFERENCE,
    by: 'A. Analist',
    version: 2,
    because: { kind: 'would-hear', institutions: 1 },
  },
  'warning-to-review': {
    kind: 'warning-to-review',
    key: '1',
    reference: REFERENCE,
    because: { kind: 'closed-and-exploited', cves: ['CVE-1', 'CVE-2', 'CVE-3', 'CVE-4', 'CVE-5'] },
  },
  'exploited-now': {
    kind: 'exploited-now',
    key: '1',
    about: REFERENCE,
    cves: ['CVE-2026-1'],
    sayers: { nl: 'CISA (sinds 1 november 2026)', en: 'CISA (since 1 November 2026)' },
    done: { kind: 'left-alone', version: 2, by: 'A. Analist' },
  },
  'to-call': { kind: 'to-call', key: '1', reference: REFERENCE },
  'used-after-all': { kind: 'used-after-all', key: '1', reference: REFERENCE, institution: 'GGZ Rietmark' },
  'warning-outdated': { kind: 'warning-outdated', key: '1', reference: REFERENCE, version: 2, until: AT },
  'institutions-unreachable': {
    kind: 'institutions-unreachable',
    key: '1',
    reference: REFERENCE,
    institutions: ['GGZ Rietmark', 'GGD Wilgenoord'],
    others: 3,
  },
  'telling-stuck': { kind: 'telling-stuck', key: '1', reference: REFERENCE, institutions: ['GGZ Rietmark'], others: 2 },
  'answer-proposed': { kind: 'answer-proposed', key: '1', reference: REFERENCE },
  'reply-received': { kind: 'reply-received', key: '1', reference: REFERENCE, from: 'x@rietmark.example', contact: 'Piket' },
  'release-differs': {
    kind: 'release-differs',
    key: '1',
    reference: REFERENCE,
    version: 2,
    plannedBy: 'A. Analist',
    changed: ['draft', 'doors'],
    told: 1,
  },
  'release-not-made': { kind: 'release-not-made', key: '1', reference: REFERENCE, version: 2, because: 'Nobody is concerned.' },
  'end-of-week': { kind: 'end-of-week', key: '2026-W48', week: '2026-W48', sent: 160 },
};
const ALL = Object.values(ONE_OF_EACH) as readonly Notice[];

test('each kind says in Dutch and in English what happened, and in both tells the facts themselves', () => {
  for (const notice of ALL) {
    const [nl, en] = [noticeText(notice, 'nl'), noticeText(notice, 'en')];
    expect(nl, notice.kind).not.toBe(en);
    for (const text of [nl, en]) {
      expect(text, notice.kind).not.toMatch(/undefined|\[object|\{\{|^\s|\s$/);
      for (const fact of plainFacts(notice)) expect(text, notice.kind).toContain(fact);
    }
  }
});

test('an analyst reads the trouble and the next step in her own language', () => {
  expect(noticeText(ONE_OF_EACH['contact-to-repair'], 'nl')).toBe(
    'GGZ Rietmark: Piket is niet te bereiken op piket@rietmark.example. Deze mailbox bestaat niet. Bel de instelling en herstel het adres.',
  );
  expect(noticeText(ONE_OF_EACH['channel-down'], 'nl')).toBe(
    'Er gaat niets weg per mail: wij worden er niet toegelaten (535 no). Wij proberen het vanzelf opnieuw.',
  );
  expect(noticeText(ONE_OF_EACH['draft-waits'], 'nl')).toBe(
    'FW-2026-0031: er is nieuws voor 1 instelling sinds A. Analist aan het concept van versie 2 begon. Het concept is niet veranderd.',
  );
  expect(noticeText(ONE_OF_EACH['warning-to-review'], 'en')).toBe(
    'FW-2026-0031: it is closed, and CVE-1, CVE-2, CVE-3 and 2 others is exploited since. Look at it.',
  );
  expect(noticeText(ONE_OF_EACH['warning-outdated'], 'nl')).toContain('gold tot maandag 23 november 2026, 09.00 uur');
});

test('a kind that this version does not know is known as such, whatever it is called', () => {
  expect(ALL.every(({ kind }) => isNoticeKind(kind))).toBe(true);
  fc.assert(fc.property(fc.string(), (kind) => isNoticeKind(kind) === Object.hasOwn(ONE_OF_EACH, kind)));
  expect(isNoticeKind('constructor')).toBe(false);
});

/** Facts that no language changes. */
function plainFacts(notice: Notice): readonly string[] {
  const untold = new Set(['kind', 'key', 'channel']);
  return Object.entries(notice).flatMap(([name, fact]) =>
    untold.has(name) || typeof fact === 'object' || typeof fact === 'boolean' || fact === AT ? [] : [String(fact)],
  );
}
