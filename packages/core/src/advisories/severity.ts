import type { Advisory } from './advisory.ts';
import { exploitStatusOf } from './exploit-status.ts';

/** The highest CVSS base score of an advisory, 0.0 to 10.0; undefined where it carries none. */
export function highestScore(advisory: Advisory): number | undefined {
  let highest: number | undefined;
  for (const vulnerability of advisory.vulnerabilities) {
    for (const { baseScore } of vulnerability.scores) if (highest === undefined || baseScore > highest) highest = baseScore;
  }
  return highest;
}

/** CVE ids of an advisory, each once, in the document's order. */
export function cvesOf(advisory: Advisory): readonly string[] {
  return [...new Set(advisory.vulnerabilities.flatMap(({ cve }) => cve ?? []))];
}

/** True where the publisher itself says in a threat of category `exploit_status` that it is exploited (CSAF 2.0 §3.2.3.14.1). */
export function saysExploited(advisory: Advisory): boolean {
  return exploitStatusOf(advisory) === 'exploited';
}
