import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { runCommand } from '../../packages/agent/src/run-command.test-support.ts';
import { lockedPackagesOf, readLockedPackages } from './locked-package.ts';
import { makeSbom } from './make-sbom.ts';

const root = join(import.meta.dirname, '../..');
const product = { name: 'forewarn', version: '0.1.0' };

test('tools and what only imitations use are left out, a package that lies there twice stands once, and dependencies are told', () => {
  const sbom = makeSbom(
    lockedPackagesOf({
      'packages/core': { name: '@forewarn/core', version: '0.1.0', license: 'EUPL-1.2', dependencies: { part: '1.0.0' } },
      'node_modules/part': { version: '1.0.0', license: 'LGPL-3.0+', integrity: `sha512-${Buffer.from('ab', 'hex').toString('base64')}` },
      'node_modules/@forewarn/core': { link: true },
      'node_modules/other/node_modules/part': { version: '1.0.0', license: 'LGPL-3.0+' },
      'packages/fakes': { name: '@forewarn/fakes', version: '0.1.0', dependencies: { 'only-imitated': '1.0.0' } },
      'node_modules/only-imitated': { version: '1.0.0' },
      'node_modules/tool': { version: '9.0.0', dev: true },
    }),
    product,
  );
  expect(sbom.components.map(({ purl }) => purl)).toEqual(['pkg:npm/%40forewarn/core@0.1.0', 'pkg:npm/part@1.0.0']);
  expect(sbom).toMatchObject({
    serialNumber: expect.stringMatching(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/),
    components: [{ group: '@forewarn', name: 'core' }, { licenses: [{ license: { id: 'LGPL-3.0-or-later' } }] }],
    dependencies: [
      { ref: 'pkg:npm/forewarn@0.1.0', dependsOn: ['pkg:npm/%40forewarn/core@0.1.0'] },
      { ref: 'pkg:npm/%40forewarn/core@0.1.0', dependsOn: ['pkg:npm/part@1.0.0'] },
      { ref: 'pkg:npm/part@1.0.0', dependsOn: [] },
    ],
  });
});

test('every package that Forewarn runs on stands in its bill of materials, with a hash unless it is our own', () => {
  const sbom = makeSbom(readLockedPackages(root), product);
  const names = sbom.components.map(({ purl }) => purl.replace(/@[^@]*$/, ''));
  expect(names).toEqual(expect.arrayContaining(['pkg:npm/fastify', 'pkg:npm/pg', 'pkg:npm/%40forewarn/server']));
  expect(names).not.toContain('pkg:npm/vitest');
  expect(names).not.toContain('pkg:npm/oidc-provider');
  const unhashed = sbom.components.filter((each) => !('hashes' in each)).map(({ purl }) => purl);
  expect(unhashed.every((purl) => purl.startsWith('pkg:npm/%40forewarn/'))).toBe(true);
});

test("Forewarn's own engine finds a weak part in Forewarn's own bill of materials, and leaves a mended one alone", async () => {
  const folder = mkdtempSync(join(tmpdir(), 'forewarn-sbom-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, 'sbom.cdx.json'), JSON.stringify(makeSbom(readLockedPackages(root), product)));
  const weak = (id: string, fixed: string) => ({
    schema_version: '1.6.0',
    id,
    modified: '2026-11-01T00:00:00Z',
    summary: 'An invented weakness in our own package',
    affected: [
      {
        package: { ecosystem: 'npm', name: '@forewarn/server', purl: 'pkg:npm/%40forewarn/server' },
        ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed }] }],
      },
    ],
  });
  const advisories = [weak('FW-TEST-WEAK', '99.0.0'), weak('FW-TEST-MENDED', '0.0.9')];
  writeFileSync(join(folder, 'osv.jsonl'), advisories.map((each) => JSON.stringify(each)).join('\n'));
  const ran = await runCommand(['match', '--advisories', 'osv.jsonl', '--inventory', 'sbom.cdx.json', '--format', 'jsonl'], folder);
  const hits = ran.out
    .trim()
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
  expect(hits.map(({ advisory, certainty }) => [advisory, certainty])).toEqual([['FW-TEST-WEAK', 'certain']]);
});
