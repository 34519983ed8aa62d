import fc from 'fast-check';
import { expect, test } from 'vitest';
import { exampleAdvisory } from '../advisories/example-advisory.test-support.ts';
import { idOf } from '../basics/ids.ts';
import type { Message } from '../deliveries/message.ts';
import { EXPOSURES } from '../inventories/item.ts';
import { CERTAINTIES, REASONS } from '../matching/match.ts';
import { composeMessage, type ToCompose } from './compose-message.ts';
import { decideWarnings } from './decide-warnings.ts';
import type { Decision } from './decision.ts';
import {
  asEarlier,
  asIs,
  concerns,
  decisionFor,
  DUTCH,
  ELZENBOCHT,
  elzenbocht,
  exampleComposition,
  exampleReason,
  exampleVersion,
} from './example-warning.test-support.ts';
import { productRemedies } from './product-remedies.ts';
import { URGENCIES, type VersionKind, type WarningVersion } from './warning.ts';

/** Everything that a reader sees, in the order of reading. */
function linesOf(message: Message): readonly string[] {
  return [
    message.subject,
    message.opening,
    ...message.blocks.flatMap((block) => ('items' in block ? block.items : [block.text])),
    message.button?.text ?? '',
    message.reference,
    ...message.closing,
  ];
}

function compose(change: Partial<ToCompose> = {}): Message {
  return composeMessage(exampleComposition(change));
}

function headings(message: Message): readonly string[] {
  return message.blocks.flatMap((block) => (block.kind === 'heading' ? [block.text] : []));
}

/** What a version decides for Elzenbocht, which was told by the first. */
function afterFirst(version: WarningVersion, isConcerned = true): Decision {
  const first = asEarlier(decisionFor(exampleVersion(), concerns(elzenbocht)));
  const [decision] = decideWarnings({ version, concerned: isConcerned ? [concerns(elzenbocht)] : [], earlier: [first] }, asIs);
  if (decision === undefined) throw new Error('nothing was decided');
  return decision;
}

function later(kind: VersionKind, change: Partial<WarningVersion> = {}): WarningVersion {
  const nl = { ...DUTCH, whatChanged: 'Er is nu een update.', actions: [{ text: 'Werk nu bij.' }] };
  return exampleVersion({ version: 2, kind, texts: { nl }, ...change });
}

test('a first warning: why, in short, what to do, what the supplier says, the question apart', () => {
  const message = compose({ productRemedies: productRemedies(idOf<'Advisory'>('advisory-1'), exampleAdvisory()) });
  expect(message.subject).toBe('[Nu handelen] Meridiaan EPD: lek wordt misbruikt (FW-2026-0031)');
  expect(message.opening).toBe('U krijgt dit omdat u heeft opgegeven dat u Meridiaan EPD gebruikt (wij weten het zeker).');
  expect(message.blocks).toEqual([
    { kind: 'heading', text: 'In het kort' },
    { kind: 'paragraph', text: 'Er zit een lek in Meridiaan EPD.' },
    { kind: 'paragraph', text: 'Aanvallers gebruiken het nu.' },
    { kind: 'heading', text: 'Doe nu' },
    {
      kind: 'steps',
      items: ['Werk Meridiaan EPD bij. (wie: systeembeheerder; binnen 4 uur)', 'Kan dat niet? Sluit de toegang van buiten.'],
    },
    { kind: 'paragraph', text: 'Doet Kwartel ICT uw ICT? Stuur dit bericht dan vandaag door.' },
    { kind: 'heading', text: 'Wat de leverancier schrijft' },
    { kind: 'paragraph', text: 'De leverancier van Meridiaan EPD schrijft:' },
    { kind: 'points', items: ['Oplossing: Werk bij naar 6.2.15.'] },
    { kind: 'heading', text: 'Controleer op misbruik' },
    { kind: 'paragraph', text: 'Is gecontroleerd of er iemand binnen is geweest?' },
    { kind: 'paragraph', text: 'Dit is een aparte vraag. Bijgewerkt is nog niet gecontroleerd.' },
  ]);
  expect(message.button).toEqual({ text: 'Geef uw antwoord' });
  expect(message.reference).toBe('FW-2026-0031, versie 1');
});

test('it closes with who to call, how to check that it is real, and two labels: the text and what is about the reader', () => {
  expect(compose().closing).toEqual([
    'Zorg-CERT. Hulp, dag en nacht: 000 000 00 00.',
    'Is dit bericht echt? Klik niet bij twijfel. Bel ons en noem FW-2026-0031.',
    'U kunt FW-2026-0031 ook opzoeken in ons portaal. Typ zelf het adres: forewarn.example.',
    'TLP:CLEAR. Vrij te delen.',
    'Waarom u dit krijgt, gaat alleen over u: TLP:AMBER+STRICT. Alleen binnen uw organisatie, voor wie het nodig heeft.',
    'Mag gedeeld worden met uw IT-dienstverlener.',
  ]);
});

test.each(URGENCIES)('the subject of %s says so first, in both languages', (urgency) => {
  const words = {
    'act-now': ['Nu handelen', 'Act now'],
    'this-week': ['Deze week', 'This week'],
    'at-maintenance': ['Bij onderhoud', 'At maintenance'],
    'for-information': ['Ter informatie', 'For information'],
  }[urgency];
  const version = exampleVersion({ urgency });
  expect((['nl', 'en'] as const).map((language) => compose({ version, language }).subject)).toEqual(
    words.map((word) => `[${word}] Meridiaan EPD: lek wordt misbruikt (FW-2026-0031)`),
  );
});

test('an update says first what has changed', () => {
  const version = later('update');
  const message = compose({ version, decision: afterFirst(version) });
  expect(message.blocks.slice(0, 2)).toEqual([
    { kind: 'heading', text: 'Wat is er veranderd' },
    { kind: 'paragraph', text: 'Er is nu een update.' },
  ]);
});

test('a correction says that something was wrong, in the subject too, and is urgent as before', () => {
  const version = later('correction');
  const message = compose({ version, decision: afterFirst(version) });
  expect(message.subject).toBe('[Nu handelen] Verbetering: Meridiaan EPD: lek wordt misbruikt (FW-2026-0031)');
  expect(message.blocks[0]).toEqual({ kind: 'paragraph', text: 'Wij verbeteren een eerder bericht. Daarin klopte iets niet.' });
});

test('who is no longer concerned reads that nothing is left to do, why, and is asked nothing', () => {
  const version = later('update');
  const message = compose({ version, decision: afterFirst(version, false) });
  expect(message.subject).toBe('[Geen actie meer nodig] Meridiaan EPD: lek wordt misbruikt (FW-2026-0031)');
  expect(message.opening).toBe('U krijgt dit omdat wij u hier eerder over schreven.');
  expect(linesOf(message).slice(2, 6)).toEqual([
    'U hoeft hier niets meer mee te doen.',
    'Dit gaat over: Meridiaan EPD: lek wordt misbruikt.',
    'Waarom hoeft u niets meer te doen',
    'Volgens onze gegevens raakt dit u niet meer.',
  ]);
  expect(message.button).toBeUndefined();
  expect(headings(message)).not.toContain('Doe nu');
});

test('a withdrawal says so, and why', () => {
  const version = later('withdrawal', { texts: { nl: { ...DUTCH, whatChanged: 'De melding bleek niet te kloppen.' } } });
  const message = compose({ version, decision: afterFirst(version) });
  expect(message.subject).toBe('[Ingetrokken] Meridiaan EPD: lek wordt misbruikt (FW-2026-0031)');
  expect(linesOf(message).slice(2, 6)).toEqual([
    'U hoeft hier niets meer mee te doen.',
    'Wij trekken deze waarschuwing in: Meridiaan EPD: lek wordt misbruikt.',
    'Waarom trekken wij dit in',
    'De melding bleek niet te kloppen.',
  ]);
});

test('what is not confirmed is said to be a claim, and whose; a source is never named', () => {
  const matter = { confirmation: { kind: 'claim-of', claimant: 'Meridiaan' }, source: 'telefoon, Ziekenhuis Lindemark' } as const;
  const lines = linesOf(compose({ matter }));
  expect(lines).toContain('Zekerheid van dit nieuws: bewering van Meridiaan, niet bevestigd.');
  expect(lines.join('\n')).not.toContain('Lindemark');
});

test('readers of English without an English text get the Dutch text in an English frame', () => {
  const message = compose({ language: 'en' });
  expect(message.opening).toMatch(/^You receive this because /);
  expect(linesOf(message)).toContain('Er zit een lek in Meridiaan EPD.');
});

test.each(['AMBER', 'AMBER+STRICT', 'RED'] as const)('of what is %s only a notice comes out: no title, no product, no text', (tlp) => {
  const message = compose({ version: exampleVersion({ tlp }) });
  const lines = linesOf(message).join('\n');
  expect(message).toMatchObject({
    label: tlp,
    isNotice: true,
    subject: '[Nu handelen] (FW-2026-0031)',
    button: { text: 'Log in en lees verder' },
  });
  expect(lines).not.toMatch(/Meridiaan|lek\b|EPD/);
  expect(message.blocks).toContainEqual({ kind: 'paragraph', text: 'Lukt inloggen niet? Bel 000 000 00 00 en noem FW-2026-0031.' });
  expect(message.closing).toContainEqual(expect.stringContaining(`TLP:${tlp}. `));
});

test('a notice that it is over tells neither what nor why', () => {
  const version = later('withdrawal', { tlp: 'AMBER' });
  const message = compose({ version, decision: afterFirst(version) });
  expect(message).toMatchObject({ isNotice: true, subject: '[Ingetrokken] (FW-2026-0031)' });
  expect(linesOf(message)).toContain('U hoeft hier niets meer mee te doen.');
  expect(linesOf(message).join('\n')).not.toMatch(/Meridiaan|update/);
});

test('what is RED goes with no notice, encrypted or not', () => {
  expect(compose({ version: exampleVersion({ tlp: 'RED' }) }).full).toBeUndefined();
  expect(JSON.stringify(compose({ version: exampleVersion({ tlp: 'RED' }) }))).not.toContain('Meridiaan');
});

test('the tick of the sender stands next to the label, and an IT provider is named only where it may read', () => {
  const lines = (change: Parameters<typeof exampleVersion>[0]) => {
    const message = compose({ version: exampleVersion({ tlp: 'AMBER', ...change }) });
    return [...message.closing, JSON.stringify(message.full?.blocks)];
  };
  expect(lines({})).toContain('Mag gedeeld worden met uw IT-dienstverlener.');
  expect(lines({ sharedWithItProvider: false })).toContain('Niet delen met uw IT-dienstverlener.');
  expect(lines({ sharedWithItProvider: false }).join('\n')).not.toContain('Kwartel');
  expect(lines({}).join('\n')).toContain('Doet Kwartel ICT uw ICT?');
});

test('a notice has with it what it stands for, the same as the message would be if its label were free', () => {
  const { subject, opening, blocks } = compose();
  expect(compose({ version: exampleVersion({ tlp: 'AMBER' }) })).toMatchObject({ isNotice: true, full: { subject, opening, blocks } });
  expect(compose().full).toBeUndefined();
});

test('who chose so reads versions, how many and exposure; nobody else does', () => {
  const details = 'Meridiaan EPD: versie 6.2.9, 31 stuks, bereikbaar via internet';
  expect(linesOf(compose({ institution: { ...ELZENBOCHT, detailsInMail: true } }))).toContain(details);
  expect(linesOf(compose()).join('\n')).not.toMatch(/6\.2\.9|31 stuks|internet/);
});

test('one text has one key in each language; every version of a matter is one thread', () => {
  const version = later('update');
  const messages = [compose(), compose(), compose({ language: 'en' }), compose({ version, decision: afterFirst(version) })];
  expect(messages.map(({ key }) => key)).toEqual([
    'warning-31/1/0002-elzenbocht/nl',
    'warning-31/1/0002-elzenbocht/nl',
    'warning-31/1/0002-elzenbocht/en',
    'warning-31/2/0002-elzenbocht/nl',
  ]);
  expect(new Set(messages.map(({ thread }) => thread))).toEqual(new Set(['matter-1/0002-elzenbocht']));
});

// ── Laws ──────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Versions that no text of the frame holds by chance, but that hostile names may hold. */
const versions = fc.stringMatching(/^(8[0-9]{2}\.[0-9]{1,3}(\.[0-9]{1,3}){0,2}|KX[0-9]{3,5}|v?77[0-9]{3})(-[a-z]{2,4})?$/);
const QUANTITY = 4_271_339;
const hostileNames = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.constantFrom(
    '$t(details.version)',
    '{{version}}',
    '{{- exposure}}',
    '<img src=x onerror=alert(1)>',
    'x\r\nBcc: a@b.example',
    '=cmd()',
    '\u202Eevil',
  ),
);

const hostileReasons = fc.array(
  fc
    .record({
      reason: fc.constantFrom(...REASONS),
      certainty: fc.constantFrom(...CERTAINTIES),
      before: hostileNames,
      after: hostileNames,
      supplier: hostileNames,
      version: versions,
      exposure: fc.constantFrom(...EXPOSURES),
    })
    .map(({ reason, certainty, before, after, supplier, version, exposure }) =>
      exampleReason({
        reason,
        certainty,
        supplier: `${supplier} ${version}`,
        product: `${before} ${version} ${after}`,
        item: { inventory: 'ict-foto', key: `key ${version}`, version, exposure, quantity: QUANTITY, owner: `owner ${version}` },
      }),
    ),
  { minLength: 1, maxLength: 3 },
);

test('no message holds a version, a count or an exposure of the institution that did not choose so', () => {
  fc.assert(
    fc.property(hostileReasons, fc.constantFrom('nl' as const, 'en' as const), hostileNames, (reasons, language, itProvider) => {
      const version = exampleVersion({ audience: { certainties: [...CERTAINTIES], excluded: [] } });
      const decision = decisionFor(version, concerns(elzenbocht, ...reasons));
      const remedies = productRemedies(idOf<'Advisory'>('advisory-1'), exampleAdvisory());
      const message = compose({
        version,
        decision,
        language,
        productRemedies: remedies,
        institution: { ...ELZENBOCHT, itProvider: itProvider.replace(/\d/g, '') },
      });
      const words = linesOf(message)
        .join('\n')
        .split(/[\s(),;:]+/);
      for (const { item } of reasons) expect(words).not.toContain(item?.version);
      expect(JSON.stringify(message)).not.toMatch(/4271339|4\.271\.339|bereikbaar via|alleen intern|staat los|reachable|stands alone/);
    }),
    { numRuns: 80 },
  );
});

test('every message begins with why, on one line, whatever the names; so do its subject and reference', () => {
  fc.assert(
    fc.property(
      hostileReasons,
      fc.constantFrom('nl' as const, 'en' as const),
      fc.constantFrom('initial' as const, 'withdrawal' as const),
      (reasons, language, kind) => {
        const version = later(kind, { audience: { certainties: [...CERTAINTIES], excluded: [] } });
        const decision = kind === 'withdrawal' ? afterFirst(version) : decisionFor(version, concerns(elzenbocht, ...reasons));
        const message = compose({ version, decision, language });
        expect(message.opening.startsWith(language === 'nl' ? 'U krijgt dit omdat ' : 'You receive this because ')).toBe(true);
        // eslint-disable-next-line no-control-regex
        for (const line of [message.opening, message.subject, message.reference]) expect(line).not.toMatch(/[\u0000-\u001f\u2028]/);
      },
    ),
    { numRuns: 40 },
  );
});

test('what a small practice reads has short sentences: at most 12 words on average', () => {
  const first = compose();
  const update = compose({ version: later('update'), decision: afterFirst(later('update')) });
  const closing = compose({ version: later('update'), decision: afterFirst(later('update'), false) });
  for (const message of [first, update, closing]) {
    const sentences = linesOf(message)
      .slice(1)
      .flatMap((line) => line.split(/(?<=[.?!:])\s+/))
      .filter((sentence) => sentence.trim() !== '');
    const lengths = sentences.map((sentence) => sentence.split(/\s+/).length);
    expect(lengths.reduce((sum, length) => sum + length, 0) / lengths.length).toBeLessThanOrEqual(12);
  }
});
