import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkAudit } from './supply/check-audit.ts';
import { checkLicences } from './supply/check-licences.ts';
import { AUDIT_EXCEPTIONS, LICENCE_EXCEPTIONS } from './supply/exceptions.ts';
import { readLockedPackages } from './supply/locked-package.ts';
import { makeSbom } from './supply/make-sbom.ts';

/**
 * What Forewarn is made of: writes its bill of materials to `.forewarn/forewarn.cdx.json`, and ends with 1 where a licence is not one of
 * the house or a weakness is known in something it runs on. Exceptions stand in supply/exceptions.ts, with their reasons.
 */
const root = join(import.meta.dirname, '..');
const packages = readLockedPackages(root);
const product = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { name: string; version: string };

const sbom = makeSbom(packages, product);
mkdirSync(join(root, '.forewarn'), { recursive: true });
writeFileSync(join(root, '.forewarn/forewarn.cdx.json'), `${JSON.stringify(sbom, undefined, 2)}\n`);

const audit = checkAudit(npmAudit(), AUDIT_EXCEPTIONS, new Date().toISOString().slice(0, 10));
const wrong = [...checkLicences(packages, LICENCE_EXCEPTIONS), ...audit.wrong];
for (const sentence of wrong) console.log(sentence);
const audited = audit.notLooked === undefined ? 'audited' : `not audited: ${audit.notLooked}`;
console.log(
  `supply: ${packages.length} packages, ${sbom.components.length} in the bill of materials, ${audited}, ${wrong.length} to look at`,
);
process.exit(wrong.length === 0 ? 0 : 1);

/** Of what runs, not of the tools. npm is the one that runs this script where there is one. */
function npmAudit(): string {
  const script = process.env['npm_execpath'];
  const args = ['audit', '--json', '--omit=dev', '--fetch-retries=0', '--fetch-timeout=20000'];
  const [command, all] =
    script?.endsWith('npm-cli.js') === true ? [process.env['npm_node_execpath'] ?? process.execPath, [script, ...args]] : ['npm', args];
  return spawnSync(command, all, { cwd: root, encoding: 'utf8', timeout: 60_000, maxBuffer: 32e6 }).stdout ?? '';
}
