import { expect, test } from 'vitest';
import { queryOf, readAdvisorySearch } from './advisory-search.ts';

const asked = (search: Readonly<Record<string, unknown>>) => queryOf(readAdvisorySearch(search));

test('what stands in the address is what the list is asked for', () => {
  expect(asked({ text: 'a ', product: ' EPD ', severityMin: 7, withdrawn: true, sort: 'released', order: 'ascending' })).toEqual({
    text: 'a ',
    product: 'EPD',
    severityMin: '7',
    withdrawn: 'true',
    sort: 'released',
    order: 'ascending',
  });
});

test('a day begins at midnight UTC; a CVE is written as the standard does', () => {
  expect(asked({ releasedFrom: '2026-02-28', cve: 'cve-2026-00001' })).toEqual({
    releasedFrom: '2026-02-28T00:00:00Z',
    cve: 'CVE-2026-00001',
  });
});

test.each([
  { sort: 'weather' },
  { order: 'up' },
  { releasedFrom: '2026-02-31' },
  { releasedFrom: 'soon' },
  { cve: 'CVE-1' },
  { severityMin: '11' },
  { severityMin: '9999' },
  { status: 'perhaps' },
  { withdrawn: 'perhaps' },
  { text: {} },
  { nothing: 'here' },
  { title: '   ' },
])('what is no filter, or no value of it, is left out: %o', (search) => {
  expect(asked(search)).toEqual({});
});
