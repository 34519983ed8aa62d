import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asSystem } from '../database/as-principal.ts';
import { exampleTrail, type ExampleTrail } from './example-trail.test-support.ts';
import { exportAudit, type ExportFormat } from './export-audit.ts';
import { record } from './record.ts';
import { sealAll } from './seal-all.ts';

let trail: ExampleTrail;
beforeAll(async () => {
  trail = await exampleTrail();
  await trail.write(1_500);
  trail.machine.setNow('2026-11-24T09:00:00Z');
  for (const name of ['=HYPERLINK("http://evil.example","x")', '+31 6', '@SUM(1)', '-2', '\t=1', ' =1', 'Jan, "de" Vries', 'twee\nregels'])
    await asSystem(trail.machine.database, 'test', (trx) =>
      record(trx, {
        principal: { kind: 'cert', name, roles: [] },
        at: trail.machine.clock.now(),
        action: 'tried',
        subject: { kind: 'test', id: name },
        details: { '=1': 1 },
      }),
    );
  await sealAll(trail.place, trail.machine.clock.now());
});
afterAll(() => trail?.close());

async function exported(format: ExportFormat, span = {}): Promise<string> {
  let text = '';
  for await (const page of exportAudit(trail.machine.database, format, span)) text += page;
  return text;
}

test('from JSON Lines alone an auditor computes every hash again', async () => {
  const lines = (await exported('jsonl')).trim().split('\n');
  expect(lines).toHaveLength(1_508);
  let previous = '0'.repeat(64);
  for (const [index, line] of lines.entries()) {
    const { sequence, sealedAt, previous: stated, digest, hash } = JSON.parse(line);
    const entry = line.slice(line.indexOf('"entry":') + 8, -1);
    expect([sequence, stated]).toEqual([index + 1, previous]);
    expect(createHash('sha256').update(entry).digest('hex')).toBe(digest);
    previous = createHash('sha256').update(`forewarn-audit/1\n${sequence}\n${sealedAt}\n${stated}\n${digest}\n`).digest('hex');
    expect(hash).toBe(previous);
  }
});

test('a span is the entries made in it', async () => {
  const from = '2026-11-24T00:00:00.000Z';
  expect((await exported('jsonl', { from })).trim().split('\n')).toHaveLength(8);
  expect((await exported('jsonl', { to: from })).trim().split('\n')).toHaveLength(1_500);
});

test('no cell of the CSV is a formula, and cells that hold commas, quotes and line ends stay one', async () => {
  const csv = await exported('csv', { from: '2026-11-24T00:00:00.000Z' });
  expect(csv).toContain(`"'=HYPERLINK(""http://evil.example"",""x"")"`);
  expect(csv).toContain('"Jan, ""de"" Vries"');
  expect(csv).toContain('"twee\nregels"');
  for (const line of csv.split('\r\n')) for (const cell of line.split(',')) expect(cell).not.toMatch(/^"?\s*[=+@-]/);
});
