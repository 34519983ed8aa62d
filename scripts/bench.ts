import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Report, Workload } from '../bench/report.ts';

/** `npm run bench -- NAME`: one workload of `bench/`, measured on this machine; JSON lines on the output, progress beside it. */
const FOLDER = join(import.meta.dirname, '../bench');

const [name, ...options] = process.argv.slice(2);
const names = (await readdir(FOLDER)).flatMap((file) => /^([a-z-]+)\.ts$/.exec(file)?.[1] ?? []).filter((one) => one !== 'report');
if (name === undefined || !names.includes(name)) {
  process.stderr.write(`Which one? npm run bench -- ${names.join(' | ')}\n`);
  process.exit(2);
}
const { run } = (await import(join(FOLDER, `${name}.ts`))) as { run: Workload };
const report: Report = {
  figure: (figure) => process.stdout.write(`${JSON.stringify(figure)}\n`),
  progress: (text) => process.stderr.write(`${text}\n`),
};
await run(report, options);
