import type { Problem } from '../../../basics/problem.ts';
import { cleanText } from '../../../basics/clean-text.ts';
import type { Advisory } from '../../advisory.ts';

/** What a failed test means for a reader, and what to do about it where that is not "the publisher must repair it". */
type TestWords = {
  readonly message: string;
  readonly hint?: string;
  /** The finding itself says more: it is added. */ readonly tellFinding?: true;
};

const MATCH_WITH_CARE = 'What it says of this product may be wrong: look at the original before you warn.';

/** The mandatory tests of CSAF 2.0 §6.1 and those that 2.1 adds, by number. */
const TESTS: Readonly<Record<string, TestWords>> = {
  '6.1.1': { message: 'This names a product that the document does not define.', hint: MATCH_WITH_CARE },
  '6.1.2': { message: 'This product id is defined more than once.', hint: MATCH_WITH_CARE },
  '6.1.3': { message: 'This product is defined by itself, in a circle.', hint: MATCH_WITH_CARE },
  '6.1.4': { message: 'This names a group of products that the document does not define.', hint: MATCH_WITH_CARE },
  '6.1.5': { message: 'This group of products is defined more than once.', hint: MATCH_WITH_CARE },
  '6.1.6': { message: 'A product is said to be both affected and not.', hint: MATCH_WITH_CARE, tellFinding: true },
  '6.1.7': { message: 'A product has two scores of one CVSS version.', hint: 'The highest counts.' },
  '6.1.8': { message: 'This CVSS score is not in the form that CVSS asks.', tellFinding: true },
  '6.1.9': { message: 'This CVSS score or severity is not what its vector gives.', hint: 'The score that the vector gives is used.' },
  '6.1.10': { message: 'This CVSS property says something else than the vector.', hint: 'The vector is used.' },
  '6.1.11': { message: 'This weakness (CWE) does not exist under this number and name.' },
  '6.1.12': { message: 'This is no language code.' },
  '6.1.13': { message: 'This is no valid package URL (purl).', hint: 'The product is matched by its names.', tellFinding: true },
  '6.1.14': { message: 'The revision history is not in the order of its dates.' },
  '6.1.15': { message: 'The publisher is a translator, and the source language is missing.' },
  '6.1.16': { message: "The document's version is not that of its newest revision." },
  '6.1.17': { message: 'The version is that of a draft, and the status is not.' },
  '6.1.18': { message: 'A released document has a revision from before its release.' },
  '6.1.19': { message: 'A revision in the history is a pre-release.' },
  '6.1.20': { message: 'A document that is no draft has the version of a pre-release.' },
  '6.1.21': { message: 'The revision history misses a version.', tellFinding: true },
  '6.1.22': { message: 'The revision history has this version more than once.' },
  '6.1.23': { message: 'This CVE stands more than once in the document.' },
  '6.1.24': { message: 'A party has two statuses of involvement on one date.' },
  '6.1.25': { message: 'A file has two hashes of one algorithm.', tellFinding: true },
  '6.1.26': { message: 'The category looks like that of another kind of CSAF document.' },
  '6.1.27.1': { message: 'A document of this category needs a note that says what it is about.' },
  '6.1.27.2': { message: 'A document of this category needs a reference to a source outside it.' },
  '6.1.27.3': { message: 'A document of this category can not have vulnerabilities.' },
  '6.1.27.4': {
    message: 'A document of this category must say which products it is about, and has no product tree.',
    hint: 'Nobody can be matched by product.',
  },
  '6.1.27.5': { message: 'In a document of this category each vulnerability needs a note.' },
  '6.1.27.6': {
    message: 'In a document of this category each vulnerability must say which products have it.',
    hint: 'Nobody can be matched on this vulnerability.',
  },
  '6.1.27.7': {
    message: 'A VEX document must say fixed, affected, not affected or under investigation.',
    hint: 'Nobody can be matched on this vulnerability.',
  },
  '6.1.27.8': { message: 'In a VEX document each vulnerability needs a CVE or another id.' },
  '6.1.27.9': {
    message: 'A VEX document must say why a product is not affected.',
    hint: 'That it is not affected stands without a reason.',
  },
  '6.1.27.10': { message: 'A VEX document must say what to do for an affected product.' },
  '6.1.27.11': { message: 'A document of this category must have vulnerabilities, and has none.' },
  '6.1.28': { message: 'The document is said to be translated, into the language that it came from.' },
  '6.1.29': { message: 'This remedy does not say for which products it is.', hint: 'It is shown for every product of the vulnerability.' },
  '6.1.30': { message: 'Versions are written as whole numbers and as semantic versions in one document.' },
  '6.1.31': { message: 'This is a range, and stands where one version should stand.', hint: MATCH_WITH_CARE },
  '6.1.32': { message: 'This flag does not say for which products it is.' },
  '6.1.33': { message: 'A product has more than one reason why it is not affected.' },
  '6.1.34': { message: 'The product tree is nested too deep.' },
  '6.1.35': { message: 'Two remedies for one product contradict each other.', hint: MATCH_WITH_CARE },
  '6.1.36': { message: 'A remedy does not go with the status of its product.', hint: MATCH_WITH_CARE },
  '6.1.37': { message: 'This is no date and time with a zone.' },
  '6.1.38': {
    message: 'The id of the sharing group is that of everybody, and the label is not CLEAR.',
    hint: 'Ask the publisher who may read it.',
  },
  '6.1.39': { message: 'The document is for everybody, and its sharing group is not.', hint: 'Ask the publisher who may read it.' },
  '6.1.40': { message: 'The name of the sharing group is kept for another purpose.' },
  '6.1.41': { message: 'The sharing group has no name.' },
};

/** A finding of the tests of @secvisogram/csaf-validator-lib; both fields come partly from the document. */
export type TestFinding = { readonly message?: string | undefined; readonly instancePath?: string | undefined };

/**
 * A failed test in words: code `csaf-6-1-7`, at its JSON pointer, with section `CSAF 2.0 §6.1.7`. `test` is its number.
 */
export function describeTestFinding(version: Advisory['formatVersion'], test: string, finding: TestFinding): Problem {
  const words = TESTS[test] ?? { message: otherTest(test), tellFinding: true as const };
  const detail = words.tellFinding === undefined ? '' : cleanText(finding.message ?? '', 200);
  return {
    code: codeOfTest(test),
    at: finding.instancePath === undefined || finding.instancePath === '/' ? '' : finding.instancePath,
    message: detail === '' ? words.message : `${words.message} (${detail})`,
    ...(words.hint === undefined ? {} : { hint: words.hint }),
    ...(detail === '' ? {} : { facts: { finding: detail } }),
    source: `CSAF ${version} §${test}`,
  };
}

function otherTest(test: string): string {
  if (test.startsWith('6.1.')) return 'This does not pass a mandatory test of CSAF.';
  return test.startsWith('6.2.') ? 'CSAF advises against this.' : 'CSAF remarks on this.';
}

/** "6.1.27.9" to "csaf-6-1-27-9". */
function codeOfTest(test: string): string {
  return `csaf-${test.replaceAll('.', '-')}`;
}
