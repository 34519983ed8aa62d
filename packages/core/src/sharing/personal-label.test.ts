import { expect, test } from 'vitest';
import { personalLabel } from './personal-label.ts';

test.each([
  ['CLEAR', 'AMBER+STRICT'],
  ['GREEN', 'AMBER+STRICT'],
  ['AMBER', 'AMBER+STRICT'],
  ['AMBER+STRICT', 'AMBER+STRICT'],
  ['RED', 'RED'],
] as const)('what a TLP:%s warning tells about the reader itself is TLP:%s', (warning, personal) => {
  expect(personalLabel(warning)).toBe(personal);
});
