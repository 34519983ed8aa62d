import type { InstitutionEntry } from '@forewarn/core/institutions/institution-entry.ts';
import type { Item } from '@forewarn/core/inventories/item.ts';
import { CAST } from './cast.ts';
import { demoAdvisories, type CsafDocument } from './demo-advisory.ts';
import { makeWorld } from './make-world.ts';
import { linesOfRow, WORKED_INVENTORIES } from './worked-inventories.ts';

/** A file of the folder fixtures/, by its path there. */
export type FixtureFile = { readonly path: string; readonly bytes: Uint8Array };

type Dialect = { readonly delimiter: ',' | ';'; readonly encoding: 'utf8' | 'utf8-bom' | 'cp1252' };

/**
 * The cast in files, as an operator and its members would hand it in: a list of institutions, the three worked inventories (each as another
 * program writes its CSV), and the advisory of the demo with its last revision.
 */
export function fixtureFiles(): readonly FixtureFile[] {
  const { first, revised } = demoAdvisories();
  return [
    { path: 'institutions.csv', bytes: institutions({ delimiter: ',', encoding: 'utf8' }) },
    { path: 'inventories/lindemark.csv', bytes: lindemark({ delimiter: ',', encoding: 'utf8-bom' }) },
    { path: 'inventories/rietmark.csv', bytes: rietmark({ delimiter: ';', encoding: 'cp1252' }) },
    { path: 'inventories/elzenbocht.csv', bytes: elzenbocht({ delimiter: ';', encoding: 'utf8' }) },
    { path: 'advisories/meridiaan-sa-2026-014-version-1.json', bytes: json(first) },
    { path: 'advisories/meridiaan-sa-2026-014-version-2.json', bytes: json(revised) },
  ];
}

/** A line for each contact; what is said of the institution stands on its first. */
function institutions(dialect: Dialect): Uint8Array {
  const cast = new Set(Object.values(CAST).flatMap((members) => members.map(({ name }) => name)));
  const entries = [...makeWorld({ scale: 178 }).institutions].map(({ entry }) => entry).filter(({ name }) => cast.has(name));
  const heading = [
    'instelling',
    'sector',
    'ROAZ-regio',
    'aantal medewerkers',
    'koepel',
    'IT-dienstverlener',
    'locatie',
    'plaats',
    'netwerk',
    'domein',
    'contactpersoon',
    'rol',
    'e-mail',
    'telefoon',
  ];
  return csv([heading, ...entries.flatMap(rowsOf)], dialect);
}

/** A UMC has hundreds of domains: the example lists a few. */
const DOMAINS_SHOWN = 3;

function rowsOf(entry: InstitutionEntry): readonly (readonly Cell[])[] {
  const { name, sector, region, staff, branch, itProvider, locations, networks, domains, contacts } = entry;
  const place = [locations[0]?.name, locations[0]?.city, networks.join(' '), domains.slice(0, DOMAINS_SHOWN).join(' ')];
  return contacts.map((contact, index) => [
    name,
    ...(index === 0 ? [sector, region, staff, branch, itProvider, ...place] : Array.from({ length: 9 }, () => undefined)),
    contact.name,
    contact.role,
    contact.email,
    contact.phone,
  ]);
}

/** As a CMDB exports it: Dutch headings, a remark that Forewarn has no place for, a byte order mark. */
function lindemark(dialect: Dialect): Uint8Array {
  const name = 'Ziekenhuis Lindemark';
  const heading = [
    'instelling',
    'nr',
    'leverancier',
    'applicatie',
    'versie',
    'hosting',
    'blootstelling',
    'belang',
    'aantal',
    'eigenaar',
    'opmerking',
  ];
  let line = 0;
  const rows = linesOf(name).map(({ item, note }) => {
    line += 1;
    return [
      name,
      `LI-${String(line).padStart(3, '0')}`,
      item.supplier,
      item.product,
      item.version,
      item.hosting,
      EXPOSURE_WORDS[item.exposure],
      item.importance,
      item.quantity,
      item.owner,
      note,
    ];
  });
  return csv([heading, ...rows], dialect);
}

/** As Excel saves it on a Dutch machine: semicolons and Windows-1252, columns in an order of its own. */
function rietmark(dialect: Dialect): Uint8Array {
  const name = 'GGZ Rietmark';
  const heading = [
    'Product',
    'Leverancier',
    'Versie',
    'Aantal',
    'Beheerder',
    'Bereikbaar vanaf internet',
    'Belang',
    'Omgeving',
    'Instelling',
  ];
  const rows = linesOf(name).map(({ item }) => [
    item.product,
    item.supplier,
    item.version ?? 'onbekend',
    item.quantity,
    item.owner,
    EXPOSURE_WORDS[item.exposure],
    item.importance,
    item.hosting,
    name,
  ]);
  return csv([heading, ...rows], dialect);
}

/** As the practice manager typed it. */
function elzenbocht(dialect: Dialect): Uint8Array {
  const name = 'Psychologiepraktijk Elzenbocht';
  return csv(
    [['instelling', 'wat gebruikt u', 'belang'], ...linesOf(name).map(({ item }) => [name, item.product, item.importance])],
    dialect,
  );
}

const EXPOSURE_WORDS: Readonly<Record<Item['exposure'], string>> = {
  internet: 'internet',
  connection: 'koppeling',
  internal: 'intern',
  isolated: 'los',
  unknown: '',
};

function linesOf(name: string): readonly { readonly item: Omit<Item, 'key'>; readonly note: string | undefined }[] {
  return (WORKED_INVENTORIES[name] ?? []).flatMap((row) => linesOfRow(row).map(({ item }) => ({ item, note: row.note })));
}

type Cell = string | number | undefined;

function csv(rows: readonly (readonly Cell[])[], { delimiter, encoding }: Dialect): Uint8Array {
  const text = rows.map((row) => `${row.map((cell) => quoted(cell, delimiter)).join(delimiter)}\r\n`).join('');
  // Latin-1 and Windows-1252 agree on every letter that our texts have.
  if (encoding === 'cp1252') return Buffer.from(text, 'latin1');
  return Buffer.from(encoding === 'utf8-bom' ? `\u{feff}${text}` : text, 'utf8');
}

function quoted(cell: Cell, delimiter: string): string {
  const text = String(cell ?? '');
  return text.includes(delimiter) || text.includes('"') ? `"${text.replaceAll('"', '""')}"` : text;
}

function json(document: CsafDocument): Uint8Array {
  return Buffer.from(`${JSON.stringify(document, undefined, 2)}\n`, 'utf8');
}
