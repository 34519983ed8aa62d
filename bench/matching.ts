import { measureCore } from './matching/measure-core.ts';
import { compareScales, measureDatabase, type DatabasePoint } from './matching/measure-database.ts';
import type { Report } from './report.ts';

const SCALES = [160, 1_600];

/**
 * Who is concerned, at scale points of institutions × 1,000 lines: a new advisory in the database, every line again in core. Options: scale
 * points in the place of 160 and 1,600 (16,000 takes 20 GB of disk and half an hour to fill); `--core` or `--database` alone.
 */
export async function run(report: Report, options: readonly string[]): Promise<void> {
  const asked = options.filter((option) => /^\d+$/.test(option)).map(Number);
  let before: DatabasePoint | undefined;
  for (const scale of asked.length > 0 ? asked : SCALES) {
    if (!options.includes('--database')) await measureCore(report, scale);
    if (options.includes('--core')) continue;
    const point = await measureDatabase(report, scale);
    if (before !== undefined) compareScales(report, before, point);
    before = point;
  }
}
