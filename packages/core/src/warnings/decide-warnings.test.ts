import fc from 'fast-check';
import { expect, test } from 'vitest';
import { idOf, type InstitutionId } from '../basics/ids.ts';
import type { Concerned, ConcernedReason } from '../matching/concerned.ts';
import { CERTAINTIES } from '../matching/match.ts';
import { decideWarnings, type ToDecide } from './decide-warnings.ts';
import type { Decision, EarlierDecision } from './decision.ts';
import {
  asEarlier,
  asIs,
  concerns,
  DUTCH,
  elzenbocht,
  exampleReason,
  exampleVersion,
  lindemark,
  rietmark,
} from './example-warning.test-support.ts';
import { URGENCIES, type WarningVersion } from './warning.ts';

type Said = Pick<Decision, 'kind' | 'urgency' | 'askedInVersion'> & { because?: string };

function decide(toDecide: Partial<ToDecide> = {}): readonly Decision[] {
  return decideWarnings({ version: exampleVersion(), concerned: [], earlier: [], ...toDecide }, asIs);
}

function said(decisions: readonly Decision[]): readonly Said[] {
  return decisions.map((decision) => ({
    kind: decision.kind,
    urgency: decision.urgency,
    askedInVersion: decision.askedInVersion,
    ...(decision.kind === 'stay-silent' ? { because: decision.because } : {}),
  }));
}

/** What Lindemark was told by version 1. */
function told(...reasons: readonly ConcernedReason[]): EarlierDecision {
  const [decision] = decide({ concerned: [concerns(lindemark, ...reasons)] });
  if (decision === undefined) throw new Error('nothing was decided');
  return asEarlier(decision);
}

const second = (change: Partial<WarningVersion> = {}) => exampleVersion({ version: 2, kind: 'update', ...change });

test('the first time, who is concerned is warned; what is said of it is labelled of its own', () => {
  const [decision] = decide({ concerned: [concerns(lindemark)] });
  expect(decision).toMatchObject({
    kind: 'warn',
    institutionId: lindemark,
    certainty: 'certain',
    label: 'AMBER+STRICT',
    askedInVersion: 1,
  });
});

test('a revision that changes nothing to do is not heard, and the earlier answers stay', () => {
  const texts = { nl: { ...DUTCH, title: 'Andere titel', summary: 'Andere woorden.', whatChanged: 'Een bron erbij.', technical: 'CVE-…' } };
  expect(said(decide({ version: second({ texts }), concerned: [concerns(lindemark)], earlier: [told()] }))).toEqual([
    { kind: 'stay-silent', because: 'action-unchanged', urgency: 'act-now', askedInVersion: 1 },
  ]);
});

test('whom a correction did not get to before another version took its place hears that one, and need not answer again', () => {
  const texts = { nl: { ...DUTCH, summary: 'Het lek zit in een andere functie.', whatChanged: 'Wij hadden het mis.' } };
  const missed = { ...told(), missedCorrection: true };
  expect(said(decide({ version: second({ version: 3, texts }), concerned: [concerns(lindemark)], earlier: [missed] }))).toEqual([
    { kind: 'update', urgency: 'act-now', askedInVersion: 1 },
  ]);
});

test.each<[string, Partial<WarningVersion>, ConcernedReason]>([
  ['a step', { texts: { nl: { ...DUTCH, actions: [{ text: 'Zet het uit.' }] } } }, exampleReason()],
  ['the question about abuse', { texts: { nl: { ...DUTCH, abuseCheck: undefined } } }, exampleReason()],
  ['the urgency', { urgency: 'this-week' }, exampleReason()],
  [
    "the supplier's advice",
    {},
    exampleReason({ remediations: [{ category: 'vendor_fix', details: 'Werk bij naar 6.2.16.', productIds: [] }] }),
  ],
  ['another product', {}, exampleReason({ product: 'Meridiaan Portaal' })],
])('a change of %s is an update, which asks again', (_what, change, reason) => {
  const [decision] = decide({ version: second(change), concerned: [concerns(lindemark, reason)], earlier: [told()] });
  expect(decision).toMatchObject({ kind: 'update', askedInVersion: 2 });
});

test.each<[string, ConcernedReason]>([
  ['from certain to likely', exampleReason({ certainty: 'likely', reason: 'product-version-unknown' })],
  ['a second line of the same product', exampleReason({ item: { inventory: 'ict-foto', key: 'epd-2', exposure: 'internal' } })],
  ['other evidence', exampleReason({ evidence: [] })],
  ['spaces and capitals', exampleReason({ product: 'meridiaan  epd' })],
])('%s is no other action', (_what, reason) => {
  expect(decide({ version: second(), concerned: [concerns(lindemark, reason)], earlier: [told()] })[0]).toMatchObject({
    kind: 'stay-silent',
    because: 'action-unchanged',
  });
});

test('who was concerned and now merely should know hears that it is for information', () => {
  const reason = exampleReason({ certainty: 'for-information', reason: 'sector' });
  expect(said(decide({ version: second(), concerned: [concerns(lindemark, reason)], earlier: [told()] }))).toEqual([
    { kind: 'update', urgency: 'for-information', askedInVersion: 2 },
  ]);
});

test('who was told and is not concerned any more hears that, once', () => {
  const [closing] = decide({ version: second(), earlier: [told()] });
  expect(closing).toMatchObject({ kind: 'close', urgency: 'for-information', reasons: [] });
  const after = [asEarlier(closing as Decision, told())];
  expect(said(decide({ version: second({ version: 3 }), earlier: after }))).toMatchObject([
    { kind: 'stay-silent', because: 'not-concerned-any-more' },
  ]);
});

test('who is concerned again after that is warned again', () => {
  const [closing] = decide({ version: second(), earlier: [told()] });
  const [again] = decide({ version: second({ version: 3 }), concerned: [concerns(lindemark)], earlier: [asEarlier(closing as Decision)] });
  expect(again).toMatchObject({ kind: 'warn', askedInVersion: 3 });
});

test('the audience decides who is told first, and not who hears on', () => {
  const possible = concerns(lindemark, exampleReason({ certainty: 'possible' }));
  const audience = { certainties: ['certain'] as const, excluded: [] };
  expect(decide({ version: exampleVersion({ audience }), concerned: [possible] })[0]).toMatchObject({
    kind: 'stay-silent',
    because: 'outside-audience',
  });
  expect(decide({ version: second({ audience, urgency: 'this-week' }), concerned: [possible], earlier: [told()] })[0]?.kind).toBe('update');
});

test('for information only is told where the audience asks for it', () => {
  const sector = concerns(rietmark, exampleReason({ reason: 'sector', certainty: 'for-information' }));
  const audience = { certainties: ['for-information'] as const, excluded: [] };
  expect(decide({ concerned: [sector] })[0]).toMatchObject({
    kind: 'stay-silent',
    because: 'outside-audience',
    urgency: 'for-information',
  });
  expect(decide({ version: exampleVersion({ audience }), concerned: [sector] })[0]).toMatchObject({
    kind: 'warn',
    urgency: 'for-information',
  });
});

test('an institution that the analyst excludes, or that the label does not reach, stays unwarned with the reason', () => {
  const audience = { ...exampleVersion().audience, excluded: [{ institutionId: rietmark, because: 'al gebeld' }] };
  const decisions = decide({
    version: exampleVersion({ audience }),
    concerned: [concerns(lindemark), concerns(rietmark), concerns(elzenbocht)],
    mayHear: (id) => id !== elzenbocht,
  });
  expect(said(decisions).map(({ kind, because }) => because ?? kind)).toEqual(['warn', 'excluded', 'label']);
});

test('what was said to somebody excluded for a while is what a later version is compared with', () => {
  const audience = { ...exampleVersion().audience, excluded: [{ institutionId: lindemark, because: 'al gebeld' }] };
  const first = told();
  const [excluded] = decide({ version: second({ audience, urgency: 'this-week' }), concerned: [concerns(lindemark)], earlier: [first] });
  const [third] = decide({
    version: second({ version: 3, urgency: 'this-week' }),
    concerned: [concerns(lindemark)],
    earlier: [asEarlier(excluded as Decision, first)],
  });
  expect(third).toMatchObject({ kind: 'update', askedInVersion: 3 });
});

test('a correction reaches everyone who was told; an answer stands where the action stayed the same', () => {
  const version = second({ kind: 'correction' });
  expect(said(decide({ version, concerned: [concerns(lindemark)], earlier: [told()] }))).toEqual([
    { kind: 'update', urgency: 'act-now', askedInVersion: 1 },
  ]);
  expect(decide({ version, earlier: [told()] })[0]?.kind).toBe('close');
});

test('a withdrawal closes for everyone who was told and is heard by nobody else', () => {
  const version = second({ kind: 'withdrawal' });
  const decisions = decide({ version, concerned: [concerns(lindemark), concerns(rietmark)], earlier: [told()] });
  expect(said(decisions).map(({ kind, because }) => because ?? kind)).toEqual(['close', 'withdrawn']);
});

// ── Laws ──────────────────────────────────────────────────────────────────────────────────────────────────────────────

const reasons: fc.Arbitrary<ConcernedReason> = fc
  .record({
    certainty: fc.constantFrom(...CERTAINTIES),
    product: fc.constantFrom('Meridiaan EPD', 'Kompas EPD', undefined),
    advice: fc.constantFrom('bijwerken', 'uitzetten'),
  })
  .map(({ certainty, product, advice }) =>
    exampleReason({ certainty, product, remediations: [{ category: 'mitigation', details: advice, productIds: [] }] }),
  );
const ids = [lindemark, rietmark, elzenbocht, idOf<'Institution'>('0003-duinmark')];
const concernedLists: fc.Arbitrary<readonly Concerned[]> = fc
  .subarray(ids)
  .chain((chosen) =>
    fc.tuple(
      ...chosen.map((institutionId) => fc.array(reasons, { minLength: 1, maxLength: 3 }).map((held) => ({ institutionId, reasons: held }))),
    ),
  );
const versions: fc.Arbitrary<WarningVersion> = fc
  .record({
    kind: fc.constantFrom('initial', 'update', 'correction', 'withdrawal'),
    urgency: fc.constantFrom(...URGENCIES),
    excluded: fc.subarray(ids),
  })
  .map(({ kind, urgency, excluded }) =>
    exampleVersion({
      kind,
      urgency,
      version: 2,
      audience: { certainties: ['certain', 'likely'], excluded: excluded.map((institutionId) => ({ institutionId, because: 'x' })) },
    }),
  );
/** What some version before left behind. */
const earlierLists: fc.Arbitrary<readonly EarlierDecision[]> = fc
  .tuple(versions, concernedLists)
  .map(([version, concerned]) =>
    decide({ version: { ...version, kind: 'initial', version: 1 }, concerned }).map((each) => asEarlier(each)),
  );
const worlds = fc.record({ version: versions, concerned: concernedLists, earlier: earlierLists });

test('a second run with its own outcome as what went before: nobody hears', () => {
  fc.assert(
    fc.property(worlds, (world) => {
      fc.pre(world.version.kind !== 'correction'); // a correction speaks each time; its key is the version
      const before = new Map(world.earlier.map((each) => [each.institutionId, each]));
      const earlier = decide(world).map((decision) => asEarlier(decision, before.get(decision.institutionId)));
      expect(decide({ ...world, earlier }).filter(({ kind }) => kind !== 'stay-silent')).toEqual([]);
    }),
  );
});

test('one more institution changes what is decided for nobody else', () => {
  fc.assert(
    fc.property(worlds, reasons, (world, reason) => {
      const newcomer: InstitutionId = idOf<'Institution'>('0009-zandwilg');
      const withNewcomer = decide({ ...world, concerned: [concerns(newcomer, reason), ...world.concerned] });
      expect(withNewcomer.filter(({ institutionId }) => institutionId !== newcomer)).toEqual(decide(world));
    }),
  );
});

test('each institution that is concerned or was decided for gets exactly one decision', () => {
  fc.assert(
    fc.property(worlds, (world) => {
      const decided = decide(world).map(({ institutionId }) => institutionId);
      const expected = new Set([...world.concerned, ...world.earlier].map(({ institutionId }) => institutionId));
      expect(decided.toSorted()).toEqual([...expected].toSorted());
    }),
  );
});

test('nobody is warned who is not concerned', () => {
  fc.assert(
    fc.property(worlds, (world) => {
      const concerned = new Set(world.concerned.map(({ institutionId }) => institutionId));
      for (const { kind, institutionId } of decide(world))
        if (kind === 'warn' || kind === 'update') expect(concerned).toContain(institutionId);
    }),
  );
});
