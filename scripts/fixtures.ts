import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fixtureFiles } from '../packages/fakes/src/world/fixture-files.ts';

/** Writes the folder fixtures/ anew from the made-up world. A test sees when it is out of date. */
const folder = join(import.meta.dirname, '../fixtures');
for (const part of ['institutions.csv', 'inventories', 'advisories']) rmSync(join(folder, part), { recursive: true, force: true });
for (const { path, bytes } of fixtureFiles()) {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), bytes);
  console.log(`fixtures/${path}`);
}
