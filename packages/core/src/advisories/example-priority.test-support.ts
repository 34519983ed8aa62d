import { readInstant, type Instant } from '../basics/instant.ts';
import type { PriorityFacts } from './priority-facts.ts';

export const NOW = readInstant('2026-11-23T09:00:00Z') as Instant;

/** Twelve institutions have it inside, and nobody has said anything about it. */
export function exampleFacts(parts: Partial<PriorityFacts> = {}): PriorityFacts {
  return {
    isWithdrawn: false,
    exploited: [],
    exploitPublic: [],
    scores: [],
    epss: [],
    ssvc: [],
    reach: { concerned: 12, internet: 0, unknownExposure: 0, withoutInventory: 3 },
    ...parts,
  };
}

export const FROM_OUTSIDE = { concerned: 12, internet: 12, unknownExposure: 0, withoutInventory: 3 };
export const BY_CISA = { kind: 'list', by: 'kev', cve: 'CVE-2026-00001', since: '2026-11-03' } as const;
export const BY_EU = { kind: 'list', by: 'eu-kev', cve: 'CVE-2026-00001', since: '2026-11-05' } as const;

export function exampleScore(by: string, baseScore: number, attackVector: 'N' | 'L' = 'N') {
  return { by, baseScore, version: '3.1', vector: `CVSS:3.1/AV:${attackVector}/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H` };
}
