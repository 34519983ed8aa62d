import { join } from 'node:path';
import { checkAccess } from './tidy/check-access.ts';
import { checkCoreTests } from './tidy/check-core-tests.ts';
import { checkDeadFiles } from './tidy/check-dead-files.ts';
import { checkDocs } from './tidy/check-docs.ts';
import { checkExports } from './tidy/check-exports.ts';
import { checkFences } from './tidy/check-fences.ts';
import { checkImports } from './tidy/check-imports.ts';
import { checkLabels } from './tidy/check-labels.ts';
import { checkMigrations } from './tidy/check-migrations.ts';
import { checkNames } from './tidy/check-names.ts';
import { checkPackages } from './tidy/check-packages.ts';
import { checkTexts } from './tidy/check-texts.ts';
import { longestFunctions } from './tidy/longest-functions.ts';
import { readRepository, type Rule } from './tidy/repository.ts';

/** The rules of the house (DESIGN §2), each a file in tidy/ with its test. Ends with 1 where one is broken; says what to do instead. */
const RULES: readonly Rule[] = [
  checkImports,
  checkFences,
  checkAccess,
  checkLabels,
  checkCoreTests,
  checkPackages,
  checkDeadFiles,
  checkExports,
  checkNames,
  checkMigrations,
  checkDocs,
  checkTexts,
];

const repository = readRepository(join(import.meta.dirname, '..'));
const violations = RULES.flatMap((rule) => rule(repository));

for (const { path, line, what, instead } of violations) {
  console.log(`${path}${line === undefined ? '' : `:${line}`}\n  ${what}\n  Instead: ${instead}`);
}
console.log('The ten longest functions (a long one is a question: is there a second noun in it?):');
for (const { path, line, name, lines } of longestFunctions(repository))
  console.log(`  ${String(lines).padStart(4)}  ${name}  ${path}:${line}`);
console.log(
  violations.length === 0 ? `tidy: ${repository.files.length} files, all in order` : `tidy: ${violations.length} things to put in order`,
);
process.exit(violations.length === 0 ? 0 : 1);
