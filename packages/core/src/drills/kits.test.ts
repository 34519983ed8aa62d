import { expect, test } from 'vitest';
import { markDrillTexts } from '../warnings/mark-drill-texts.ts';
import { readWarningText } from '../warnings/read-warning-text.ts';
import { DRILL_KINDS } from './drill.ts';
import { DRILL_KITS } from './kits.ts';

test.each(DRILL_KINDS)('the text of %s is one that may go out, marked, in both languages', (kind) => {
  const { texts, urgency } = DRILL_KITS[kind];
  const marked = markDrillTexts(texts);
  expect(readWarningText(marked, { version: 1, kind: 'initial', urgency })).toMatchObject({ kind: 'read', problems: [] });
  // Nothing of the title is lost to the mark.
  expect(marked.nl.title).toBe(`OEFENING: ${texts.nl.title}`);
  expect(marked.en?.title).toBe(`EXERCISE: ${texts.en?.title}`);
});

test.each(DRILL_KINDS)('what %s tells comes in the order of time, from the release on', (kind) => {
  const minutes = DRILL_KITS[kind].injects.map((inject) => inject.minutes);
  expect(minutes[0]).toBe(0);
  expect(minutes).toEqual(minutes.toSorted((a, b) => a - b));
});

test.each(DRILL_KINDS)('nobody is asked by %s to change a system', (kind) => {
  expect(DRILL_KITS[kind].texts.nl.summary).toMatch(/niets aan uw systemen/);
  expect(DRILL_KITS[kind].texts.en?.summary).toMatch(/your systems/);
});
