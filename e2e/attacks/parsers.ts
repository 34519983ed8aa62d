import { EXAMPLE_CSAF } from '@forewarn/core/advisories/example-advisory.test-support.ts';
import { cutElements } from '@forewarn/core/advisories/formats/cut-elements.ts';
import { readJsonText } from '@forewarn/core/advisories/formats/json-text.ts';
import { readKnownExploited } from '@forewarn/core/advisories/formats/known-exploited.ts';
import { readAdvisory } from '@forewarn/core/advisories/formats/registry.ts';
import { cleanText, holdsBsnLike } from '@forewarn/core/basics/clean-text.ts';
import { decodeText } from '@forewarn/core/basics/decode-text.ts';
import { readDay } from '@forewarn/core/basics/day.ts';
import { readInstant } from '@forewarn/core/basics/instant.ts';
import { readInstitutions } from '@forewarn/core/institutions/formats/registry.ts';
import { readColumnMapping } from '@forewarn/core/inventories/column-mapping.ts';
import { readInventory } from '@forewarn/core/inventories/formats/registry.ts';
import { readRelations } from '@forewarn/core/inventories/formats/relations.ts';
import { splitVersions } from '@forewarn/core/inventories/split-versions.ts';
import { readCpe } from '@forewarn/core/products/cpe.ts';
import { foldName } from '@forewarn/core/products/fold-name.ts';
import { readNpmRange } from '@forewarn/core/products/npm-range.ts';
import { readPurl } from '@forewarn/core/products/purl.ts';
import { readName } from '@forewarn/core/products/read-name.ts';
import { readVers } from '@forewarn/core/products/read-vers.ts';
import { readItemVersions } from '@forewarn/core/products/read-version.ts';
import { readVersionRange } from '@forewarn/core/products/read-version-range.ts';
import { CVE_LOG } from '@forewarn/server/advisories/sources/cve/cve-log.ts';
import { NVD_PAGES } from '@forewarn/server/advisories/sources/nvd/nvd-pages.ts';
import { readModifiedIds } from '@forewarn/server/advisories/sources/osv/read-modified-ids.ts';
import { billOfMaterials } from './bill-of-materials.ts';

export type Parser = {
  readonly read: (text: string) => unknown;
  /** Texts that it takes, to be mutilated. */
  readonly seeds: readonly string[];
  /** Longest text that it is handed in the product, or longer. */
  readonly charactersMax: number;
};

const bytes = (text: string) => new TextEncoder().encode(text);
const NAME = { seeds: ['Microsoft Windows Server 2019 R2 (x64) & Co.', 'Citrix NetScaler ADC/Gateway v14.1'], charactersMax: 5_000 };
const VERSION = { seeds: ['1.2.3', '>=1.2.0, <2.0 || 3.x', '7.2.0 - 7.2.9', '2:1.0~rc1-1+deb12u1'], charactersMax: 5_000 };

/** Every reader of what outsiders write. */
export const PARSERS: Readonly<Record<string, Parser>> = {
  'advisory documents': { read: (text) => readAdvisory(bytes(text)), seeds: [JSON.stringify(EXAMPLE_CSAF)], charactersMax: 100_000 },
  'JSON text': { read: (text) => readJsonText(bytes(text)), seeds: ['{"a":[1,"b",{"c":null}]}'], charactersMax: 100_000 },
  'lists of exploited vulnerabilities': {
    read: (text) => readKnownExploited(bytes(text)),
    seeds: ['CVE-2026-0001\nCVE-2026-0002\n', '{"vulnerabilities":[{"cveID":"CVE-2026-0001","dateAdded":"2026-11-01"}]}'],
    charactersMax: 100_000,
  },
  'logs of the CVE list': {
    read: (text) => CVE_LOG.recognises(bytes(text)),
    seeds: ['[{"fetchTime":"2026-11-20T10:00:00Z","new":[{"cveId":"CVE-2026-0001","dateUpdated":"2026-11-20T10:00:00Z"}],"updated":[]}]'],
    charactersMax: 100_000,
  },
  'changed ids of OSV': {
    read: (text) => readModifiedIds(text, 'https://osv.example/npm/modified_id.csv', undefined),
    seeds: ['2026-11-20T10:00:00Z,GHSA-aaaa-bbbb-cccc\n2026-11-19T10:00:00Z,npm/GHSA-dddd-eeee-ffff\n'],
    charactersMax: 100_000,
  },
  'pages of the NVD': {
    read: (text) => NVD_PAGES.recognises(bytes(text)),
    seeds: [
      '{"resultsPerPage":1,"startIndex":0,"totalResults":1,"format":"NVD_CVE","vulnerabilities":[{"cve":{"id":"CVE-2026-0001","lastModified":"2026-11-20T10:00:00.000"}}]}',
    ],
    charactersMax: 100_000,
  },
  'cutting records out of pages': {
    read: (text) => cutElements(bytes(text), 'vulnerabilities'),
    seeds: ['{"vulnerabilities":[{"a":1},{"b":"}]"}]}'],
    charactersMax: 100_000,
  },
  'inventory tables': {
    read: (text) => readInventory(bytes(text), 'x.csv'),
    seeds: ['product;versie;leverancier\nMeridiaan EPD;6.2.9;"Meridiaan ""Zorg"""\n'],
    charactersMax: 100_000,
  },
  'inventory items in JSON': {
    read: (text) => readInventory(bytes(text), 'x.json'),
    seeds: ['{"items":[{"product":"Meridiaan EPD","version":"6.2.9"}]}'],
    charactersMax: 100_000,
  },
  'bills of materials': {
    read: (text) => readInventory(bytes(text), 'x.json'),
    seeds: [
      JSON.stringify(billOfMaterials('deel')),
      '{"spdxVersion":"SPDX-2.3","packages":[{"SPDXID":"SPDXRef-a","name":"a","versionInfo":"1"}]}',
    ],
    charactersMax: 100_000,
  },
  'lists of institutions': {
    read: (text) => readInstitutions(bytes(text)),
    seeds: ['naam;sector;regio;e-mail\nZiekenhuis Lindemark;ziekenhuis;3;ciso@lindemark.example\n'],
    charactersMax: 100_000,
  },
  'lists of relations': {
    read: readRelations,
    seeds: ['instelling;leverancier;soort verbinding\nLindemark;Meridiaan;vpn\n'],
    charactersMax: 100_000,
  },
  'column mappings': { read: readColumnMapping, seeds: ['{"Applicatienaam":"product"}'], charactersMax: 20_000 },
  'version ranges': { read: readVersionRange, ...VERSION },
  'vers: ranges': { read: readVers, seeds: ['vers:npm/>=1.2.0|<2.0.0', 'vers:deb/*'], charactersMax: 5_000 },
  'npm ranges': { read: (text) => readNpmRange(text), seeds: ['^1.2.3 || ~2.0 >=3.x <4'], charactersMax: 5_000 },
  'versions of a line': { read: readItemVersions, ...VERSION },
  'cells with several versions': { read: (text) => splitVersions(text), seeds: ['1.2.3 (4x), 2.0; 3.1 en 3.2'], charactersMax: 5_000 },
  CPE: { read: readCpe, seeds: ['cpe:2.3:o:fortinet:fortios:7.2.9:*:*:*:*:*:*:*', 'cpe:/a:citrix:netscaler:14.1'], charactersMax: 5_000 },
  'package URLs': { read: readPurl, seeds: ['pkg:npm/%40scope/name@1.0.0?arch=x86#sub/path'], charactersMax: 5_000 },
  'names, folded': { read: foldName, ...NAME },
  'names, read': { read: readName, ...NAME },
  'texts, cleaned': {
    read: (text) => [cleanText(text, 200), holdsBsnLike(text)],
    seeds: ['BSN 111222333 van wie'],
    charactersMax: 100_000,
  },
  'texts, decoded': { read: (text) => decodeText(Buffer.from(text, 'latin1')), seeds: ['\u00ff\u00fea\u0000'], charactersMax: 100_000 },
  moments: { read: (text) => [readInstant(text), readDay(text)], seeds: ['2026-11-23T09:00:00.000Z', '23-11-2026'], charactersMax: 5_000 },
};

/** What is repeated until an expression that goes back over its steps would never end. */
const UNITS = [
  'a',
  ' ',
  '\t',
  '\n',
  '0',
  '1.',
  '.1',
  '-',
  '--',
  '_',
  'a-',
  '1-',
  '~',
  '^',
  '>',
  '>=1',
  '<',
  '||',
  ' || ',
  ',',
  ', ',
  ';',
  '"',
  '""',
  '\\',
  '\\"',
  '(',
  '()',
  '(a',
  '[',
  '[[',
  '{',
  '{"a":',
  '%',
  '%2',
  '%25',
  ':',
  '*',
  '?',
  'é',
  'e\u0301',
  '\u200b',
  '💥',
  '=',
  '/',
  '//',
  '@',
  '#',
  '&',
  '1 - ',
  'v1 ',
  'x.',
  'CVE-',
  'Ã',
  "'",
  '\r',
  '\u0000',
  '\ud800',
  'en ',
  'versie ',
];
const LENGTHS = [40, 700, 20_000];

/** Hostile texts for a parser, always the same: pumped units around pieces of what it takes, and what it takes mutilated. */
export function* hostileTextsFor({ seeds, charactersMax }: Parser): Generator<string> {
  const seed = seeds[0] ?? '';
  for (const unit of UNITS)
    for (const length of LENGTHS) {
      const pumped = unit.repeat(Math.ceil(Math.min(length, charactersMax) / unit.length));
      yield pumped;
      if (length < 20_000) yield seed.slice(0, Math.ceil(seed.length / 2)) + pumped + seed.slice(Math.ceil(seed.length / 2));
      else yield `${seed.slice(0, 12)}${pumped}!`;
    }
  let state = 20_261_123;
  const next = (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state % below;
  };
  for (let turn = 0; turn < 120; turn += 1) {
    let text = seeds[turn % seeds.length] ?? '';
    for (let cut = 0; cut < 1 + next(4); cut += 1) {
      const at = next(text.length + 1);
      const unit = UNITS[next(UNITS.length)] ?? '';
      text =
        [
          text.slice(0, at) + unit + text.slice(at),
          text.slice(0, at) + text.slice(at + 1 + next(8)),
          text + text.slice(at),
          text.slice(0, at),
        ][next(4)] ?? '';
    }
    yield text.slice(0, charactersMax);
  }
}
