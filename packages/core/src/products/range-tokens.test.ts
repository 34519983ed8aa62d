import { expect, test } from 'vitest';
import { rangeTokensOf } from './range-tokens.ts';

test.each([
  ['up to (excluding) 4.0', ['operator <', 'version 4.0']],
  ['prior to and including 4.0', ['operator <=', 'version 4.0']],
  ['tot en met versie 4.2 Update 3', ['operator <=', 'version 4.2 Update 3']],
  ['V17 before Update 6', ['version V17', 'operator <', 'version Update 6']],
  ['R80.40 Jumbo Hotfix Accumulator Take < 158', ['version R80.40', 'operator <', 'version Jumbo Hotfix Accumulator Take 158']],
  ['alle 7.x-versies', ['every', 'version 7.x']],
  ['FortiOS/7.0 all versions', ['word FortiOS/', 'version 7.0', 'every']],
])('"%s" is taken apart', (text, tokens) => {
  expect(
    rangeTokensOf(text).map((token) =>
      token.kind === 'operator' ? `operator ${token.operator}` : 'text' in token ? `${token.kind} ${token.text}` : token.kind,
    ),
  ).toEqual(tokens);
});

test('two numbers in brackets are an interval where a bracket says which, and a list where it does not', () => {
  expect(rangeTokensOf('[1.2, 1.4)')).toEqual([{ kind: 'interval', from: '1.2', fromIncluded: true, to: '1.4', toIncluded: false }]);
  expect(rangeTokensOf('(1.2, 1.4)').map(({ kind }) => kind)).toEqual(['version', 'separator', 'version']);
});

test('a text without an end is taken apart in no more than its share', () => {
  expect(rangeTokensOf('1.2, '.repeat(5_000)).length).toBeLessThanOrEqual(2_000);
});
