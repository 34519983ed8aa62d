import { expect, test } from 'vitest';
import { NO_ALIASES } from '../products/aliases.ts';
import { prepareContainments } from './containments.ts';
import { contained } from './example-match.test-support.ts';
import { keysOfContainers } from './keys-of-containers.ts';

const all = [
  prepareContainments(
    [contained('Labstraat', 'Mirth Connect'), contained('Mirth Connect', 'Netty'), contained('Netty', 'Labstraat')],
    NO_ALIASES,
  ),
];

test('who contains it, and who contains that, is found; a cycle ends', () => {
  const keys = keysOfContainers(['word:netty'], all);
  expect(keys).toContain('word:mirth');
  expect(keys).toContain('word:labstraat');
  expect(keys).not.toContain('word:netty');
});

test('what nothing contains finds nothing', () => {
  expect(keysOfContainers(['word:roosterwerk'], all)).toEqual([]);
  expect(keysOfContainers(['word:netty'], [])).toEqual([]);
});
