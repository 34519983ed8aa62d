import { expect, test } from 'vitest';
import { englishTexts } from './english-texts.ts';

const read = (...value: readonly object[]) => englishTexts({ value, at: '' });

test('of several languages the English texts are read, and where there are none the others', () => {
  const [dutch, english] = [
    { lang: 'nl', value: 'Lek' },
    { lang: 'en-US', value: 'Flaw' },
  ];
  expect(read(dutch, english, { value: 'No language told' })).toEqual(['Flaw', 'No language told']);
  expect(read(dutch, { lang: 'en' })).toEqual(['Lek']);
});
