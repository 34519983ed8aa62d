import type { Advisory } from '@forewarn/core/advisories/advisory.ts';
import { boundProblems } from '@forewarn/core/advisories/bound-problems.ts';
import { findCategoryOfAnother } from '@forewarn/core/advisories/formats/csaf/category-of-another.ts';
import { describeTestFinding, type TestFinding } from '@forewarn/core/advisories/formats/csaf/mandatory-tests.ts';
import { describeSchemaFinding, type SchemaFinding } from '@forewarn/core/advisories/formats/csaf/schema-finding.ts';
import { elements, field, path, textAt } from '@forewarn/core/basics/json-view.ts';
import type { Problem } from '@forewarn/core/basics/problem.ts';

type Finding = SchemaFinding & TestFinding;
type Result = {
  readonly isValid?: boolean;
  readonly errors?: readonly Finding[];
  readonly warnings?: readonly Finding[];
  readonly infos?: readonly Finding[];
};
type DocumentTest = (document: unknown) => Result | Promise<Result>;
type Validator = { readonly schema: DocumentTest; readonly tests: readonly (readonly [string, DocumentTest])[] };

/**
 * Validates a CSAF document against the schema and the mandatory tests of its version (CSAF 2.0 or 2.1 §6.1) with
 * @secvisogram/csaf-validator-lib. No test of it goes to the network. A test that stumbles over a malformed document says so by the
 * schema's findings. Runs in a process of its own (read-document.ts): the library takes 140 MB and a second to load.
 */
export async function validateCsaf(
  json: unknown,
  version: Advisory['formatVersion'],
  which: 'mandatory' | 'every-test' = 'mandatory',
): Promise<readonly Problem[]> {
  const { schema, tests } = await (version === '2.0' ? validator2_0() : validator2_1());
  const problems = (await findingsOf(schema, json)).map((finding) => describeSchemaFinding(version, finding));
  for (const [number, test] of which === 'mandatory' ? tests : [...tests, ...(await furtherTests(version))]) {
    const findings = await findingsOf(test, json);
    for (const finding of findings) problems.push(describeTestFinding(version, number, finding));
  }
  return boundProblems(problems);
}

async function findingsOf(test: DocumentTest, json: unknown): Promise<readonly Finding[]> {
  try {
    const { isValid, errors = [], warnings = [], infos = [] } = await test(json);
    const findings = [...errors, ...warnings, ...infos];
    return isValid === false && findings.length === 0 ? [{}] : findings;
  } catch {
    return []; // the tests take the schema for granted
  }
}

let loaded2_0: Promise<Validator> | undefined;
let loaded2_1: Promise<Validator> | undefined;

function validator2_0(): Promise<Validator> {
  return (loaded2_0 ??= load(
    import('@secvisogram/csaf-validator-lib/lib/schemaTests/csaf_2_0.js'),
    import('@secvisogram/csaf-validator-lib/mandatoryTests.js'),
  ));
}

/** Recommended and informative tests; those that ask other machines (6.3.6, 6.3.7) or a spelling program (6.3.8) are not among them. */
async function furtherTests(version: Advisory['formatVersion']): Promise<Validator['tests']> {
  if (version === '2.1') return testsIn(await import('@secvisogram/csaf-validator-lib/csaf_2_1/recommendedTests.js'));
  const informative = await Promise.all(
    INFORMATIVE_2_0.map(
      async (name) =>
        [
          name,
          ((await import(`@secvisogram/csaf-validator-lib/lib/informativeTests/${name}.js`)) as { default: unknown }).default,
        ] as const,
    ),
  );
  return [...testsIn(await import('@secvisogram/csaf-validator-lib/optionalTests.js')), ...testsIn(Object.fromEntries(informative))];
}

const INFORMATIVE_2_0 = [1, 2, 3, 4, 5, 9, 10, 11].map((number) => `informativeTest_6_3_${number}`);

function validator2_1(): Promise<Validator> {
  return (loaded2_1 ??= load(
    import('@secvisogram/csaf-validator-lib/csaf_2_1/schemaTests/csaf_2_1.js'),
    import('@secvisogram/csaf-validator-lib/csaf_2_1/mandatoryTests.js'),
  ));
}

async function load(schema: Promise<{ readonly default: DocumentTest }>, tests: Promise<object>): Promise<Validator> {
  // 6.1.8 (CVSS schema) is part of the whole schema, in both versions.
  const found = testsIn(await tests).filter(([number]) => number !== '6.1.8');
  return { schema: (await schema).default, tests: found.map(([number, test]) => [number, amended(number, test)] as const) };
}

/** Exports named "mandatoryTest_6_1_27_9", by the number of the test. */
function testsIn(exported: object): Validator['tests'] {
  return Object.entries(exported).flatMap(([name, test]): Validator['tests'] => {
    const number = /^[a-z]+Test_([\d_]+)$/.exec(name)?.[1]?.replaceAll('_', '.');
    return number === undefined || typeof test !== 'function' ? [] : [[number, test as DocumentTest]];
  });
}

/** Two tests of the library (2.0.10) do not do what the standard's own test documents ask. */
function amended(number: string, test: DocumentTest): DocumentTest {
  if (number === '6.1.21') return (json) => test(withHistoryInOrder(json));
  if (number !== '6.1.26') return test;
  return async (json) => {
    const result = await test(json);
    const finding = findCategoryOfAnother({ value: json, at: '' });
    return result.isValid === false || finding === undefined ? result : { isValid: false, errors: [finding] };
  };
}

/** §6.1.21 sorts by date; where dates are equal the library keeps the order of writing, and the standard that of the versions. */
function withHistoryInOrder(json: unknown): unknown {
  const history = path({ value: json, at: '' }, 'document', 'tracking', 'revision_history');
  const major = (entry: unknown) => Number.parseInt(textAt(field({ value: entry, at: '' }, 'number'), 100) ?? '', 10) || 0;
  const inOrder = elements(history, 10_000)
    .map(({ value }) => value)
    .toSorted((a, b) => major(a) - major(b));
  return { document: { tracking: { revision_history: Array.isArray(history.value) ? inOrder : history.value } } };
}
