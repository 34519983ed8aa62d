import type { Advisory } from './advisory.ts';

/** Another name of a vulnerability, and the CVE that it is; without one where its source names none. */
export type VulnerabilityAlias = { readonly alias: string; readonly cve?: string };

/** Publisher-controlled. */
const ALIASES_MAX = 500;
/** GHSA-35c4-f3rq-f9g3, PYSEC-2024-1, RUSTSEC-2024-0001: the database, a hyphen, and its own number. */
const NAME = /^[A-Za-z][A-Za-z0-9]*-[A-Za-z0-9:.-]{1,150}$/;
/** As GitHub gives them; a CSAF document may name one among tickets of its own, which are nobody else's names. */
const GHSA = /^GHSA(?:-[23456789cfghjmpqrvwx]{4}){3}$/i;

/**
 * Other names of an advisory's vulnerabilities that several sources use. Of a withdrawn record none: it says no longer what they are. A record of a
 * distribution that is about several CVEs is another name of none of them.
 */
export function aliasesOf(advisory: Advisory): readonly VulnerabilityAlias[] {
  if (advisory.category === 'csaf_withdrawn') return [];
  const isOsv = advisory.format === 'osv';
  const several = isOsv && advisory.vulnerabilities.length > 1;
  const found = advisory.vulnerabilities.flatMap(({ cve, ids }) =>
    ids.flatMap(({ text }) =>
      several || !(isOsv ? NAME : GHSA).test(text) ? [] : [{ alias: text, ...(cve === undefined ? {} : { cve }) }],
    ),
  );
  return [...new Map(found.map((each) => [`${each.alias} ${each.cve ?? ''}`, each])).values()].slice(0, ALIASES_MAX);
}
