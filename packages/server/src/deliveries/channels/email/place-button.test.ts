import { expect, test } from 'vitest';
import type { Block } from '@forewarn/core/deliveries/message.ts';
import { placeButton } from './place-button.ts';

const paragraph: Block = { kind: 'paragraph', text: 'x' };
const steps: Block = { kind: 'steps', items: ['x'] };

test('the button follows what to do, before the technical part', () => {
  expect(placeButton([paragraph, steps, paragraph])).toEqual({ before: [paragraph, steps], after: [paragraph] });
});

test('without steps the button comes last', () => {
  expect(placeButton([paragraph, paragraph])).toEqual({ before: [paragraph, paragraph], after: [] });
  expect(placeButton([])).toEqual({ before: [], after: [] });
});
