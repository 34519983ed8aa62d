import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { permissionTable } from '@forewarn/core/institutions/permission-table.ts';

/** Puts the table of permissions into the operators' page, where it stood. */
const page = join(import.meta.dirname, '../docs/operating/roles.md');
const before = readFileSync(page, 'utf8');
const after = before.replace(/^\| Permission \|.*\n(?:\|.*\n?)*/m, `${permissionTable()}\n`);
writeFileSync(page, after);
process.stdout.write(after === before ? 'docs/operating/roles.md is as the table says.\n' : 'docs/operating/roles.md was renewed.\n');
