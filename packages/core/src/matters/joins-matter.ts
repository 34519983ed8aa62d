import type { Advisory } from '../advisories/advisory.ts';

/** What an advisory is about: its form, and the CVEs that it names or is known as. */
export type AboutCves = { readonly format: Advisory['format']; readonly cves: readonly string[] };

/**
 * Whether an advisory is another source's word on what a matter is about already, so that nobody is warned twice for one CVE (decision record
 * 019): a record of a database joins the matter whose advisories name all its CVEs; a publisher's advisory joins a matter that rests on such
 * records alone, where it names all of theirs. Two publishers' advisories stay apart: they are about two products, and what to do is not the same.
 */
export function joinsMatter(advisory: AboutCves, matter: readonly AboutCves[]): boolean {
  const held = new Set(matter.flatMap(({ cves }) => cves));
  if (advisory.cves.length === 0 || held.size === 0) return false;
  if (isRecord(advisory)) return advisory.cves.every((cve) => held.has(cve));
  return matter.every(isRecord) && [...held].every((cve) => advisory.cves.includes(cve));
}

/** About one vulnerability, by somebody who collects them. */
function isRecord({ format }: AboutCves): boolean {
  return format !== 'csaf';
}
