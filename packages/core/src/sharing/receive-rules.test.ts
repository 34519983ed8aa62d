import { expect, test } from 'vitest';
import { combinationAt, compiledRules } from './compiled-rules.ts';
import { applyReceiveRules, type TimelessSharing } from './receive-rules.ts';
import type { MayReceive } from './sharing.ts';

/**
 * The rules once more, as sentences: whoever a sentence is about is refused, or gets a notice. Written from FIRST TLP 2.0, DESIGN §3.5 and
 * §5, DOMAIN §4.4 and decisions 009 and 022, by listing who and what is meant.
 */
type Sentence = { readonly says: string; readonly kind: 'no' | 'notice-only'; readonly about: (one: Facts) => boolean };

type Facts = {
  readonly who: string;
  readonly way: string;
  readonly what: string;
  readonly whatFor: string;
  /** One letter: Clear, Green, Amber, Strict, Red. Of the block, not of the text. */
  readonly label: string;
  readonly ticked: boolean;
};

const SENTENCES: readonly Sentence[] = [
  {
    says: 'only CLEAR is published or stands on a page for everybody',
    kind: 'no',
    about: ({ whatFor, way, label }) => (whatFor === 'publish' || way === 'static-page') && label !== 'C',
  },
  {
    says: 'what is shared in the sector or in a feed is CLEAR or GREEN',
    kind: 'no',
    about: ({ whatFor, label }) => /share-in-sector|feed/.test(whatFor) && /[ASR]/.test(label),
  },
  {
    says: 'who comes by, and a supplier, read CLEAR',
    kind: 'no',
    about: ({ who, label }) => /^(anyone|supplier)$/.test(who) && label !== 'C',
  },
  { says: 'a branch organisation reads CLEAR and GREEN', kind: 'no', about: ({ who, label }) => who === 'branch' && /[ASR]/.test(label) },
  {
    says: 'RED is for the person that it is addressed to',
    kind: 'no',
    about: ({ who, label }) => /^(colleague|group|service-account|it-provider)$/.test(who) && label === 'R',
  },
  {
    says: 'who acts for the CERT and does not handle warnings knows that there is something RED',
    kind: 'notice-only',
    about: ({ who, label }) => /^cert (editor|administrator|auditor)$/.test(who) && label === 'R',
  },
  {
    says: 'an IT provider reads AMBER and AMBER+STRICT with the tick alone',
    kind: 'no',
    about: ({ who, whatFor, label, ticked }) => (who.endsWith('it-provider') || whatFor === 'provider') && /[AS]/.test(label) && !ticked,
  },
  {
    says: 'an IT provider never reads RED',
    kind: 'no',
    about: ({ who, whatFor, label }) => (who.endsWith('it-provider') || whatFor === 'provider') && label === 'R',
  },
  {
    says: 'what is about an institution is for it and the CERT',
    kind: 'no',
    about: ({ who, what }) => /^(why|personal)$/.test(what) && /^(branch|supplier|anyone)$/.test(who),
  },
  {
    says: 'what is about an institution goes nowhere but home',
    kind: 'no',
    about: ({ what, whatFor }) => /^(why|personal)$/.test(what) && /^(feed|share-in-sector|publish)$/.test(whatFor),
  },
  {
    says: 'mail, webhook, telephone, the page behind a link and a session by mail code carry CLEAR and GREEN',
    kind: 'notice-only',
    about: ({ way, label }) => /^(subject|email|webhook|sms|voice|chat|push|answer-page|mail-code)$/.test(way) && /[ASR]/.test(label),
  },
  {
    says: 'a subject and a webhook are for CLEAR and GREEN, whatever envelope is round them',
    kind: 'notice-only',
    about: ({ whatFor, label }) => /^(mail-subject|webhook)$/.test(whatFor) && /[ASR]/.test(label),
  },
  {
    says: 'RED is not written into an exported file',
    kind: 'notice-only',
    about: ({ whatFor, label }) => whatFor === 'export' && label === 'R',
  },
  { says: 'RED is not printed', kind: 'no', about: ({ way, label }) => way === 'print' && label === 'R' },
  { says: 'a subject carries a title', kind: 'notice-only', about: ({ what, way }) => way === 'subject' && !/^(title|text)$/.test(what) },
  {
    says: 'what is for a subject is a title',
    kind: 'notice-only',
    about: ({ what, way, whatFor }) => whatFor === 'mail-subject' && what !== 'title' && !(what === 'text' && way === 'subject'),
  },
  {
    says: 'a locked screen shows a title',
    kind: 'notice-only',
    about: ({ what, way, whatFor }) => way === 'push' && whatFor !== 'mail-subject' && what !== 'title',
  },
  {
    says: 'a text message and a call say a title and what to do',
    kind: 'notice-only',
    about: ({ what, way, whatFor }) => /^(sms|voice)$/.test(way) && whatFor !== 'mail-subject' && !/^(title|action)$/.test(what),
  },
  {
    says: 'a chat says no details',
    kind: 'notice-only',
    about: ({ what, way, whatFor }) => way === 'chat' && whatFor !== 'mail-subject' && /^(text|technical|indicators|personal)$/.test(what),
  },
];

const HOME = /^(contact .*|colleague|group|service-account|it-provider)$/;

/** "You run this" is AMBER+STRICT or stricter, but for the product in words to the institution, and the details in its mail where it chose so. */
function labelOf({ label, block, reader, channel, purpose, ownDetailsInMail }: TimelessSharing): string {
  const letter = label === 'AMBER+STRICT' ? 'S' : label.charAt(0);
  const who = 'role' in reader ? `${reader.kind} ${reader.role}` : reader.kind;
  if (block !== 'why' && block !== 'personal') return letter;
  const isHome = HOME.test(who) && !/^(feed|share-in-sector|publish)$/.test(purpose);
  if (isHome && (block === 'why' || (ownDetailsInMail === true && channel === 'email'))) return letter;
  return letter === 'R' ? 'R' : 'S';
}

function expected(sharing: TimelessSharing): MayReceive['kind'] {
  const { reader, channel, block, purpose, sharedWithItProvider } = sharing;
  const facts: Facts = {
    who: 'role' in reader ? `${reader.kind} ${reader.role}` : reader.kind,
    way: channel,
    what: block ?? 'text',
    whatFor: purpose,
    label: labelOf(sharing),
    ticked: sharedWithItProvider === true,
  };
  const said = new Set(SENTENCES.filter(({ about }) => about(facts)).map(({ kind }) => kind));
  if (said.has('no') || (said.has('notice-only') && purpose === 'search-hit')) return 'no';
  return said.has('notice-only') ? 'notice-only' : 'yes';
}

test('every combination of label, block, reader, way, purpose and ticks is decided as the sentences say', () => {
  const { combinations, look } = compiledRules();
  const wrong: unknown[] = [];
  for (let place = 0; place < combinations && wrong.length < 5; place++) {
    const sharing = combinationAt(place);
    if (look(sharing).kind !== expected(sharing)) wrong.push({ ...sharing, is: look(sharing), not: expected(sharing) });
  }
  expect(wrong).toEqual([]);
  expect(combinations).toBe(5 * 8 * 25 * 13 * 13 * 2 * 2);
}, 60_000);

/** Said twice: the label of what is about an institution, AMBER+STRICT at least, already keeps it from them. */
const TWICE = /^what is about an institution/;

test('each sentence decides something by itself, but for what is said twice', () => {
  const alone = new Set<string>();
  const { combinations } = compiledRules();
  // A prime step visits every value of every part.
  for (let place = 0; place < combinations; place += 7) {
    const sharing = combinationAt(place);
    const { reader, channel, block, purpose, sharedWithItProvider } = sharing;
    const who = 'role' in reader ? `${reader.kind} ${reader.role}` : reader.kind;
    const facts = {
      who,
      way: channel,
      what: block ?? 'text',
      whatFor: purpose,
      label: labelOf(sharing),
      ticked: sharedWithItProvider === true,
    };
    const [only, another] = SENTENCES.filter(({ about }) => about(facts));
    if (only !== undefined && another === undefined) alone.add(only.says);
  }
  expect(SENTENCES.map(({ says }) => says).filter((says) => !alone.has(says) && !TWICE.test(says))).toEqual([]);
}, 60_000);

test('a refusal names the rule that refuses', () => {
  const reader = { kind: 'contact', role: 'it-provider' } as const;
  expect(applyReceiveRules({ label: 'AMBER', reader, channel: 'signed-in', purpose: 'warn' })).toEqual({
    kind: 'no',
    because: 'it-provider-not-ticked',
  });
});
