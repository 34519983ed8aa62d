import { expect, test } from 'vitest';
import type { Block } from '@forewarn/core/deliveries/message.ts';
import { placeButton } from './place-button.ts';

const paragraph: Block = { kind: 'paragraph', text: 'x' };
const heading: Block = { kind: 'heading', text: 'x' };
const steps: Block = { kind: 'steps', items: ['x'] };

test('the button follows what to do, before the technical part', () => {
  expect(placeButton([paragraph, steps, paragraph, heading, paragraph])).toEqual({
    before: [paragraph, steps, paragraph], // "Send this on to your IT company" is something to do as well
    after: [heading, paragraph],
  });
});

test('without steps the button comes last', () => {
  expect(placeButton([heading, paragraph, heading, paragraph])).toEqual({ before: [heading, paragraph, heading, paragraph], after: [] });
  expect(placeButton([steps])).toEqual({ before: [steps], after: [] });
  expect(placeButton([])).toEqual({ before: [], after: [] });
});
