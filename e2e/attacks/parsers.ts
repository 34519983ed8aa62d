import { EXAMPLE_CSAF } from '@forewarn/core/advisories/example-advisory.test-support.ts';
import { cutElements } from '@forewarn/core/advisories/formats/cut-elements.ts';
import { readJsonText } from '@forewarn/core/advisories/formats/json-text.ts';
import { epssReader } from '@forewarn/core/advisories/formats/epss.ts';
import { readKnownExploited } from '@forewarn/core/advisories/formats/known-exploited.ts';
import { readAdvisory } from '@forewarn/core/advisories/formats/registry.ts';
import { cleanText, holdsBsnLike } from '@forewarn/core/basics/clean-text.ts';
import { decodeText } from '@forewarn/core/basics/decode-text.ts';
import { readCsv } from '@forewarn/core/basics/csv.ts';
import { readDay } from '@forewarn/core/basics/day.ts';
import { readInstant, type Instant } from '@forewarn/core/basics/instant.ts';
import type { JsonView } from '@forewarn/core/basics/json-view.ts';
import { phoneNumber } from '@forewarn/core/deliveries/phone-number.ts';
import { readDigitAnswer } from '@forewarn/core/deliveries/read-digit-answer.ts';
import { readReturnedMail } from '@forewarn/core/deliveries/read-returned-mail.ts';
import { readWishes } from '@forewarn/core/deliveries/read-wishes.ts';
import { readInstitutions } from '@forewarn/core/institutions/formats/registry.ts';
import { readKvkNumber } from '@forewarn/core/institutions/kvk-number.ts';
import { readNomination } from '@forewarn/core/institutions/nomination.ts';
import { mayLinkByEmail, rolesOfClaims } from '@forewarn/core/institutions/sign-in-claims.ts';
import { readCode, readShortCode } from '@forewarn/core/institutions/sign-in-by-mail.ts';
import { readColumnMapping } from '@forewarn/core/inventories/column-mapping.ts';
import { readInventory } from '@forewarn/core/inventories/formats/registry.ts';
import { readRelations } from '@forewarn/core/inventories/formats/relations.ts';
import { splitVersions } from '@forewarn/core/inventories/split-versions.ts';
import { readPackageName } from '@forewarn/core/matching/read-package-name.ts';
import { readMatter } from '@forewarn/core/matters/read-matter.ts';
import { readCpe } from '@forewarn/core/products/cpe.ts';
import { foldName } from '@forewarn/core/products/fold-name.ts';
import { readNpmRange } from '@forewarn/core/products/npm-range.ts';
import { readPurl } from '@forewarn/core/products/purl.ts';
import { readName } from '@forewarn/core/products/read-name.ts';
import { readVers } from '@forewarn/core/products/read-vers.ts';
import { readItemVersions } from '@forewarn/core/products/read-version.ts';
import { readVersionRange } from '@forewarn/core/products/read-version-range.ts';
import { readDeskIncident } from '@forewarn/core/warnings/desk-incident.ts';
import { readStandingRule } from '@forewarn/core/warnings/read-standing-rule.ts';
import { readCatalogueFile } from '@forewarn/core/products/catalogue/catalogue-file.ts';
import { readWarningText } from '@forewarn/core/warnings/read-warning-text.ts';
import { readCursor } from '@forewarn/server/advisories/page-cursor.ts';
import { openKeys } from '@forewarn/server/advisories/sources/csaf/open-keys.ts';
import { readAggregator } from '@forewarn/server/advisories/sources/csaf/read-aggregator.ts';
import { readDirectory } from '@forewarn/server/advisories/sources/csaf/read-directory.ts';
import { readJson } from '@forewarn/server/advisories/sources/csaf/read-json.ts';
import { readProviderMetadata } from '@forewarn/server/advisories/sources/csaf/read-provider-metadata.ts';
import { readRolieFeed } from '@forewarn/server/advisories/sources/csaf/read-rolie-feed.ts';
import { CVE_LOG } from '@forewarn/server/advisories/sources/cve/cve-log.ts';
import { NVD_PAGES } from '@forewarn/server/advisories/sources/nvd/nvd-pages.ts';
import { readModifiedIds } from '@forewarn/server/advisories/sources/osv/read-modified-ids.ts';
import { readStatement } from '@forewarn/server/audit/statement.ts';
import { mailAddress } from '@forewarn/server/deliveries/channels/email/mail-address.ts';
import { readContactKey } from '@forewarn/server/deliveries/channels/email/keys/read-contact-key.ts';
import { valueAt } from '@forewarn/server/deliveries/channels/gateway/value-at.ts';
import { takeApartMail } from '@forewarn/server/deliveries/take-apart-mail.ts';
import { comesFromElsewhere } from '@forewarn/server/http/comes-from-elsewhere.ts';
import { readNetwork } from '@forewarn/server/institutions/read-network.ts';
import { readRetryAfter } from '@forewarn/server/outbound/fetch-fault.ts';
import { fingerprintIn } from '@forewarn/server/sessions/client-certificate.ts';
import { secretInCookie } from '@forewarn/server/sessions/secret-cookie.ts';
import { billOfMaterials } from './bill-of-materials.ts';

export type Parser = {
  /** A promise is waited for. */
  readonly read: (text: string) => unknown;
  /** Texts that it takes, to be mutilated. */
  readonly seeds: readonly string[];
  /** Longest text that it is handed in the product, or longer. */
  readonly charactersMax: number;
};

const bytes = (text: string) => new TextEncoder().encode(text);
const NAME = { seeds: ['Microsoft Windows Server 2019 R2 (x64) & Co.', 'Citrix NetScaler ADC/Gateway v14.1'], charactersMax: 5_000 };
const VERSION = { seeds: ['1.2.3', '>=1.2.0, <2.0 || 3.x', '7.2.0 - 7.2.9', '2:1.0~rc1-1+deb12u1'], charactersMax: 5_000 };

/** JSON, or the text itself where it is none: what a library has parsed before a reader of ours sees it. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function viewed(text: string, read: (view: JsonView) => unknown): unknown {
  const json = readJson(bytes(text), 'https://a.example/x.json');
  return json.kind === 'read' ? read(json.value) : json;
}

const BOUNCE = `From: MAILER-DAEMON@mx.example
To: waarschuwing@cert.example
Subject: Undelivered Mail
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

<ciso@lindemark.example>: 550 5.1.1 no such user
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; ciso@lindemark.example
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 no such user
--b
Content-Type: text/rfc822-headers

Message-ID: <0198f2a4-7c11-7abc-8def-0123456789ab@cert.example>
--b--
`;
const REPLY = `From: "Ciska" <ciso@lindemark.example>
In-Reply-To: <0198f2a4-7c11-7abc-8def-0123456789ab@cert.example>
Subject: =?utf-8?Q?Re:_opgelost?=
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: quoted-printable

Opgelost =E2=80=94 dank.

Op ma 23 nov 2026 schreef Forewarn CERT:
> Werk bij.
`;
const COMPLAINT = `From: fbl@mx.example
Content-Type: multipart/report; report-type=feedback-report; boundary="c"

--c
Content-Type: message/feedback-report

Feedback-Type: abuse
User-Agent: x/1
Version: 1
--c--
`;
/** An armored block that holds no whole key. */
const KEY = `-----BEGIN PGP PUBLIC KEY BLOCK-----

mDMEZ1JkABYJKwYBBAHaRw8BAQdAd9nXQO4ZzqCkY5sQ8b3vP8m1yq7Yw0kq1d2e
3f4=
=AbCd
-----END PGP PUBLIC KEY BLOCK-----
`;

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
  'whom a branch nominates': {
    read: (text) => viewed(text, (view) => readNomination(view, [])),
    seeds: [
      '{"name":"Praktijk De Linde","sector":"general-practice","place":"Oss","contacts":[{"name":"P. Raktijk","email":"p@linde.example"}]}',
    ],
    charactersMax: 20_000,
  },
  'KvK numbers': { read: readKvkNumber, seeds: ['KvK-nummer: 12.34.56.78', '0123 4567'], charactersMax: 5_000 },
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
  // What comes back, and what others answer to us.
  'mails that come back': {
    // What is no mail at all is thrown, and set aside by whoever reads the mailbox (read-mailbox.ts).
    read: async (text) => {
      const mail = await takeApartMail(bytes(text)).catch(() => undefined);
      return mail === undefined ? undefined : readReturnedMail(mail, 'cert.example');
    },
    seeds: [BOUNCE, REPLY, COMPLAINT],
    charactersMax: 100_000,
  },
  'answers by text message': {
    read: (text) => [readDigitAnswer(text, ['K7QX']), phoneNumber(text)],
    seeds: ['1 K7QX', ' 2: k7qx!', '+31 6 12 34 56 78', '030 - 123 45 67 tst 8'],
    charactersMax: 5_000,
  },
  'calls of gateways': {
    read: (text) => ['/text', '/a/b/0', `/${text}`].map((pointer) => valueAt(jsonOf(text), pointer)),
    seeds: ['{"text":"1 K7QX","a":{"b":["c"]}}', '{"__proto__":{"text":"x"}}'],
    charactersMax: 20_000,
  },
  'answers of service desks': {
    read: (text) => readDeskIncident(jsonOf(text)),
    seeds: ['[{"id":"a-1","number":"I 2611 001","processingStatus":{"name":"In behandeling"},"closed":false}]'],
    charactersMax: 100_000,
  },
  'claims of sign-in services': {
    read: (text) => [
      rolesOfClaims(jsonOf(text), [{ claim: 'realm.groups', is: { kind: 'prefix', value: 'fw-' }, roles: ['analyst'] }], ['analyst']),
      mayLinkByEmail(jsonOf(text), ['cert.example']),
    ],
    seeds: ['{"realm":{"groups":["fw-a"]},"email":"a@cert.example","email_verified":true}'],
    charactersMax: 20_000,
  },
  'keys that are handed in or found': {
    read: (text) => readContactKey(text, '2026-11-23T09:00:00.000Z' as Instant),
    seeds: [KEY, '-----BEGIN CERTIFICATE-----\nMIIBszCCAVmgAwIBAgIUQ2E=\n-----END CERTIFICATE-----', 'mDMEZ1JkABYJKwYBBAHaRw8BAQdA'],
    charactersMax: 100_000,
  },
  // What is no key is thrown, and is a fault of the source (fetch-keys.ts).
  'keys of publishers': { read: (text) => openKeys(bytes(text)).catch(() => []), seeds: [KEY], charactersMax: 100_000 },
  'provider metadata': {
    read: (text) => viewed(text, (view) => readProviderMetadata(view, 'https://a.example/provider-metadata.json')),
    seeds: [
      '{"canonical_url":"https://a.example/provider-metadata.json","metadata_version":"2.0","publisher":{"name":"A"},"distributions":[{"rolie":{"feeds":[{"url":"https://a.example/f.json","tlp_label":"WHITE"}]}},{"directory_url":"https://a.example/d/"}],"public_openpgp_keys":[{"url":"https://a.example/k.asc","fingerprint":"AA"}]}',
    ],
    charactersMax: 100_000,
  },
  aggregators: {
    read: (text) => viewed(text, (view) => readAggregator(view, 'https://a.example/aggregator.json')),
    seeds: [
      '{"aggregator":{"name":"A"},"csaf_providers":[{"metadata":{"url":"https://b.example/p.json","role":"csaf_provider"},"mirrors":["https://a.example/m/"]}]}',
    ],
    charactersMax: 100_000,
  },
  'ROLIE feeds': {
    read: (text) => viewed(text, (view) => readRolieFeed(view, 'https://a.example/feed.json')),
    seeds: [
      '{"feed":{"id":"f","entry":[{"id":"a","updated":"2026-11-01T00:00:00Z","content":{"src":"https://a.example/a.json"},"link":[{"rel":"hash","href":"https://a.example/a.json.sha256"}]}]}}',
    ],
    charactersMax: 100_000,
  },
  'lists of directories': {
    read: (text) => readDirectory({ index: text, changes: text, deletions: text }, 'https://a.example/d/'),
    seeds: ['2026/a.json\n2026/b.json\n', '"2026/a.json","2026-11-01T00:00:00Z"\n'],
    charactersMax: 100_000,
  },
  'chances of being exploited': {
    read: (text) => {
      const reader = epssReader();
      return [reader.next(text), reader.head(), reader.end()];
    },
    seeds: ['#model_version:v2026.01.01,score_date:2026-11-22T00:00:00+0000\ncve,epss,percentile\nCVE-2026-0001,0.00042,0.05\n'],
    charactersMax: 100_000,
  },
  'statements of the trail': {
    read: readStatement,
    seeds: [
      '{"format":"forewarn-audit/1","kind":"head","sequence":1,"hash":"00","at":"2026-11-23T09:00:00.000000Z","key":"00","signature":"AA"}',
    ],
    charactersMax: 20_000,
  },
  'headers of requests': {
    read: (text) => [
      secretInCookie(text, 'forewarn_session', true),
      fingerprintIn(text.slice(0, 20_000)),
      comesFromElsewhere({ origin: text, 'sec-fetch-site': text, host: text }, 'https://forewarn.example'),
      readRetryAfter(text, '2026-11-23T09:00:00Z'),
      readCursor(text),
      readCode(text),
      readShortCode(text),
    ],
    seeds: [
      '__Host-forewarn_session=AAAA; a=b; __Host-forewarn_token=x',
      'https://forewarn.example',
      'Mon, 23 Nov 2026 09:00:00 GMT',
      'AB:CD:EF',
      '-----BEGIN%20CERTIFICATE-----%0AMIIB',
    ],
    charactersMax: 20_000,
  },
  'addresses and networks': {
    read: (text) => [mailAddress(text), readNetwork(text)],
    seeds: ['ciso@lindemark.example', '198.51.100.0/24', '2001:db8::/48', 'a@b.example>,<c@d.example'],
    charactersMax: 5_000,
  },
  'names of packages': { read: readPackageName, seeds: ['@scope/name', 'org.apache:log4j', 'golang.org/x/net'], charactersMax: 5_000 },
  'tables, cut into cells': {
    read: (text) => readCsv(text, new Set(['product'])),
    seeds: ['product;versie\n"a";"b"\n'],
    charactersMax: 100_000,
  },
  // What the CERT's own programs and pages hand in.
  'what members wish': {
    read: (text) => readWishes(jsonOf(text)),
    seeds: ['{"channels":["email","sms"],"digest":{"at":"08:00"}}'],
    charactersMax: 20_000,
  },
  matters: {
    read: (text) => readMatter(jsonOf(text)),
    seeds: ['{"title":"Zaak","source":"gebeld","degree":"confirmed"}'],
    charactersMax: 20_000,
  },
  'standing rules': {
    read: (text) => readStandingRule(jsonOf(text)),
    seeds: [
      '{"name":"Regel","condition":{"anyOf":[{"certaintyAtLeast":"certain","severityMin":9}],"tlpMax":"GREEN"},"urgency":"this-week"}',
    ],
    charactersMax: 20_000,
  },
  'catalogues handed to the agent': {
    read: (text) => readCatalogueFile(jsonOf(text)),
    seeds: ['{"format":"forewarn-catalogue","version":1,"suppliers":[],"products":[]}'],
    charactersMax: 20_000,
  },
  'texts of warnings': {
    read: (text) => readWarningText(jsonOf(text), { version: 1, kind: 'initial', urgency: 'act-now' }),
    seeds: ['{"nl":{"title":"Lek","summary":"Er is een lek.","actions":[{"text":"Werk bij."}]}}'],
    charactersMax: 20_000,
  },
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
