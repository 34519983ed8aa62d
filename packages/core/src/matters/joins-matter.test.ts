import { expect, test } from 'vitest';
import { joinsMatter, type AboutCves } from './joins-matter.ts';

const of = (format: AboutCves['format'], ...cves: readonly string[]): AboutCves => ({ format, cves });

test.each([
  ['a CVE record joins the matter of the advisory that names it', of('cve', 'A'), [of('csaf', 'A', 'B')], true],
  ['so does what a second database says', of('nvd', 'A'), [of('cve', 'A')], true],
  ['a record about more than the matter stays apart', of('osv', 'A', 'C'), [of('csaf', 'A', 'B')], false],
  ['the publisher comes after the record and joins its matter', of('csaf', 'A', 'B'), [of('cve', 'A'), of('nvd', 'A')], true],
  ['a publisher that leaves out a CVE of the matter stays apart', of('csaf', 'B'), [of('cve', 'A')], false],
  ['two publishers on one CVE are two matters', of('csaf', 'A'), [of('csaf', 'A')], false],
  ['also where a record is there as well', of('csaf', 'A'), [of('csaf', 'A'), of('cve', 'A')], false],
  ['without a CVE nothing is the same', of('osv'), [of('csaf')], false],
] as const)('%s', (_name, advisory, matter, joins) => {
  expect(joinsMatter(advisory, matter)).toBe(joins);
});
