import type { Advisory } from '@forewarn/core/advisories/advisory.ts';
import type { Problem } from '@forewarn/core/basics/problem.ts';

export async function validateCsaf(_json: unknown, _version: Advisory['formatVersion']): Promise<readonly Problem[]> {
  return [];
}
