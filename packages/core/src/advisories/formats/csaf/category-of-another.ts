import { field, textAt, type JsonView } from '../../../basics/json-view.ts';
import type { TestFinding } from './mandatory-tests.ts';

/** Values of the profiles of CSAF 2.0 §4 and 2.1 §4, without the marks that the test takes away. */
const PROFILES: ReadonlySet<string> = new Set([
  'csafsecurityincidentresponse',
  'csafinformationaladvisory',
  'csafsecurityadvisory',
  'csafvex',
  'csafwithdrawn',
  'csafsuperseded',
]);

/**
 * The part of CSAF 2.0 §6.1.26 that the validation library leaves out: a category that is the *value* of a profile but for dashes, blanks,
 * underscores and capitals ("csafsecurityadvisory").
 */
export function findCategoryOfAnother(root: JsonView): TestFinding | undefined {
  const category = textAt(field(field(root, 'document'), 'category'), 2_000) ?? '';
  if (category.toLowerCase().startsWith('csaf_')) return undefined;
  return PROFILES.has(category.replace(/[-_\s]+/g, '').toLowerCase()) ? { instancePath: '/document/category' } : undefined;
}
