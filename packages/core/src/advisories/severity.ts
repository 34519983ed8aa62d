import type { Advisory } from './advisory.ts';

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
  return advisory.vulnerabilities.some(({ threats }) =>
    threats.some(({ category, details }) => category === 'exploit_status' && saysSo(details)),
  );
}

/** Denials first: "no known exploitation" holds the same word. A Microsoft form is "Exploited:Yes". */
function saysSo(details: string): boolean {
  if (/\b(not|no|never|geen|niet|keine?|nicht)\b|exploited:\s*no/i.test(details)) return false;
  return /exploited|exploitation|in the wild|misbruikt|ausgenutzt/i.test(details);
}
