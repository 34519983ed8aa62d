import { expect, test } from 'vitest';
import { NO_ALIASES } from '../products/aliases.ts';
import { NO_CONTAINMENTS, prepareContainments } from './containments.ts';
import { contained } from './example-match.test-support.ts';

test('what is in what is found by the keys of either side', () => {
  const { byProduct, byComponent } = prepareContainments([contained('Labstraat', 'Mirth Connect')], NO_ALIASES);
  expect(byProduct.get('word:labstraat')?.map(({ containment }) => containment.component.names)).toEqual([['Mirth Connect']]);
  expect(byComponent.get('word:mirth')?.map(({ containment }) => containment.product.names)).toEqual([['Labstraat']]);
  expect(byComponent.get('word:labstraat')).toBeUndefined();
});

test('nothing is in nothing', () => {
  expect(prepareContainments([], NO_ALIASES)).toBe(NO_CONTAINMENTS);
});
