import { expect, test } from 'vitest';
import { advisoryOf, answerOf, lineOf } from './example-match.test-support.ts';
import { prepareAdvisory } from './prepare-advisory.ts';
import { prepareItem } from './prepare-item.ts';
import { matchItem } from './match-item.ts';
import { NO_ALIASES } from '../products/aliases.ts';
import { isRangeAlone, nameWithoutRange } from './range-in-name.ts';

const onEpd = (row: { readonly name: string; readonly version?: string; readonly range?: string }) => {
  const advisory = advisoryOf([{ id: 'a', ...row }], { known_affected: ['a'] });
  return (version: string) => {
    const answer = answerOf(advisory, { version });
    return answer?.kind === 'concerned' ? answer.certainty : answer?.because;
  };
};

test.each([
  { name: 'Meridiaan EPD versions prior to 6.2' },
  { name: 'Meridiaan EPD V6.1 and earlier' },
  { name: 'Meridiaan EPD V6.1 and earlier', range: 'vers:all/*' },
  { name: 'Meridiaan EPD alle versies t/m 6.1', version: 'alle versies' },
])('%o: who has 5.9 or 6.1 is concerned, who has 6.2 is not', (row) => {
  const said = onEpd(row);
  expect(said('5.9')).toBe('certain');
  expect(said('6.1')).toBe('certain');
  expect(said('6.2')).toBe('version-not-affected');
});

test('a range in a branch of its own says more than the name', () => {
  const said = onEpd({ name: 'Meridiaan EPD V6.1 and earlier', range: '< V6.1 HF 3' });
  expect(said('6.1 HF 2')).toBe('certain');
  expect(said('6.1 HF 4')).toBe('version-not-affected');
});

test('a branch that names but versions is no name: the full name is', () => {
  expect(isRangeAlone('versions prior to 4.2')).toBe(true);
  expect(isRangeAlone('<=6.1.1202.0')).toBe(true);
  expect(isRangeAlone('All-in-One Printer')).toBe(false);
  expect(isRangeAlone('Before Care')).toBe(false);
  expect(nameWithoutRange('Poort < 4.2')).toBe('Poort');
  expect(nameWithoutRange('< 4.2')).toBeUndefined();
});

test('what stands on another has the versions of the other in its full name', () => {
  const row = { id: 'a', name: 'Meridiaan EPD' };
  const advisory = advisoryOf([row], { known_affected: ['a'] });
  const renamed = {
    ...advisory,
    products: advisory.products.map((product) => ({ ...product, name: 'Meridiaan EPD installed on Windows Server 2016 < 10.0.14393' })),
  };
  const answer = matchItem(prepareAdvisory(renamed, NO_ALIASES), prepareItem(lineOf({ version: '12.0' }), NO_ALIASES));
  expect(answer).toMatchObject({ kind: 'concerned', certainty: 'likely' });
});
