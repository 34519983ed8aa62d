import fc from 'fast-check';
import { expect, test } from 'vitest';
import { exampleAdvisory } from '../advisories/example-advisory.test-support.ts';
import type { Advisory } from '../advisories/advisory.ts';
import { actionText } from './action-text.ts';
import { draftFromAdvisory } from './draft-from-advisory.ts';
import { exampleReason } from './example-warning.test-support.ts';
import { readWarningText } from './read-warning-text.ts';

const advisory = exampleAdvisory();

function named(products: readonly string[], change: Partial<Advisory> = {}): Advisory {
  const [product] = advisory.products;
  const [flaw] = advisory.vulnerabilities;
  if (product === undefined || flaw === undefined) throw new Error('the example has both');
  return {
    ...advisory,
    products: products.map((name, index) => ({ ...product, id: `P${index}`, product: name })),
    vulnerabilities: [{ ...flaw, status: { known_affected: products.map((_, index) => `P${index}`) } }],
    ...change,
  };
}

function title(of: Advisory, exploited = false): string {
  return draftFromAdvisory({ advisory: of, urgency: 'this-week', exploited }).texts.nl.title;
}

test('a draft says what, how bad, who says so and what to do, in both languages', () => {
  const { texts, tlp, sharedWithItProvider, urgency, audience } = draftFromAdvisory({ advisory, urgency: 'this-week', exploited: true });
  expect({ tlp, sharedWithItProvider, urgency, audience }).toEqual({
    tlp: 'CLEAR',
    sharedWithItProvider: true,
    urgency: 'this-week',
    audience: { certainties: ['certain', 'likely', 'possible'], excluded: [] },
  });
  expect(texts.nl).toEqual({
    title: 'Meridiaan EPD: lek wordt misbruikt',
    summary:
      'Er is een beveiligingslek gevonden in Meridiaan EPD. Aanvallers gebruiken dit lek nu al. De ernst is 9,8 op een schaal van 10. Dit meldt Meridiaan PSIRT in advies MER-2026-001.',
    actions: [
      { text: 'Zoek uit of u dit product gebruikt, en welke versie.', role: 'system-administrator', withinHours: 168 },
      { text: 'Doe wat de leverancier schrijft. Zie hieronder.', role: 'system-administrator', withinHours: 168 },
      { text: 'Kan dit de zorg raken? Overleg eerst met de afdeling.' },
      { text: 'Geef antwoord met de knop in dit bericht.' },
    ],
    abuseCheck: 'Is er gecontroleerd of het lek bij u al is misbruikt?',
    technical:
      'Advies: MER-2026-001, versie 1.0.0\nTitel bij de bron: Lek in Meridiaan EPD\nCVE: CVE-2026-00001\nCVSS: 9.8\nBron: https://meridiaan.example/2026-001.json',
  });
  expect(texts.en?.title).toBe('Meridiaan EPD: flaw is being exploited');
});

test.each([
  [named(['FortiGate']), false, 'FortiGate: zeer ernstig lek'],
  [named(['FortiGate']), true, 'FortiGate: lek wordt misbruikt'],
  [named(['FortiGate', 'fortigate', 'FortiProxy']), false, 'FortiGate en 1 ander product: zeer ernstig lek'],
  [named(['kernel-5.14.0-70.el9.x86_64 as a component of Red Hat Enterprise Linux 9']), false, 'kernel: zeer ernstig lek'], // as packages are named
  [
    named(['Een product met een heel lange naam, van een leverancier met een lange adem', ...'ABCDEFGHIJKLM']),
    true,
    'Een product met een heel lange naam, van: lek wordt misbruikt',
  ],
  [named([]), false, 'Lek in Meridiaan EPD: zeer ernstig lek'], // no product: what the publisher calls it
  [named(['FortiGate'], { vulnerabilities: [] }), false, 'FortiGate: beveiligingslek'], // no score
])('the title names the product and what is the matter', (of, exploited, expected) => {
  expect(title(of, exploited)).toBe(expected);
});

test('a draft passes the reading of texts, whatever the publisher wrote and however much', () => {
  const hostile = fc.string({ unit: 'binary', maxLength: 300 });
  const changes = fc.option(fc.array(hostile, { maxLength: 30 }), { nil: undefined });
  fc.assert(
    fc.property(fc.array(hostile, { maxLength: 5 }), hostile, changes, fc.boolean(), (products, text, changed, exploited) => {
      const of = named(products, {
        title: text,
        trackingId: text,
        publisher: { ...advisory.publisher, name: text },
        references: [{ url: text }],
      });
      const sentences = changed === undefined ? undefined : { nl: changed, en: changed };
      const { texts } = draftFromAdvisory({ advisory: of, urgency: 'act-now', exploited, changes: sentences });
      const reading = readWarningText(texts, { version: changed === undefined ? 1 : 2, kind: 'update', urgency: 'act-now' });
      expect(reading.problems).toEqual([]);
    }),
  );
});

test('a later draft says what changed, as it is told, else that the supplier changed it', () => {
  const of = (nl: readonly string[]) =>
    draftFromAdvisory({ advisory, urgency: 'this-week', exploited: false, changes: { nl, en: [] } }).texts;
  expect(of(['Er is nu een update.', 'CVSS ging van 7,5 naar 9,8.']).nl.whatChanged).toBe(
    'Er is nu een update.\nCVSS ging van 7,5 naar 9,8.',
  );
  expect(of(['x']).en?.whatChanged).toBe('The supplier changed the advisory (version 1.0.0).');
});

test('a revision changes nobody’s action through the draft: only what suppliers advise, or exploitation, does', () => {
  const action = (of: Advisory, exploited: boolean) =>
    actionText({
      version: draftFromAdvisory({ advisory: of, urgency: 'this-week', exploited }),
      urgency: 'this-week',
      reasons: [exampleReason()],
    });
  const revised = named(['Meridiaan EPD', 'Meridiaan Portaal'], { title: 'Anders', trackingVersion: '2.0.0' });
  expect(action(revised, false)).toBe(action(advisory, false));
  expect(action(revised, true)).not.toBe(action(advisory, false));
});

test('what is for information asks nothing', () => {
  expect(draftFromAdvisory({ advisory, urgency: 'for-information', exploited: false }).texts.nl.actions).toEqual([]);
});
