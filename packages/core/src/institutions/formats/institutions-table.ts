import { findColumns, textOfCell, type Columns, type Row, type SaidColumns } from '../../basics/table.ts';
import type { JsonView } from '../../basics/json-view.ts';
import type { Problem } from '../../basics/problem.ts';
import { read, unreadable, type Read } from '../../basics/read.ts';
import type { Location } from '../institution.ts';
import { foldInstitutionName, type ContactEntry, type InstitutionEntry } from '../institution-entry.ts';
import { readContactEntry, readInstitutionEntry } from '../read-institution-entry.ts';

/** Columns of a list of institutions; the contact's repeat on further lines of the same institution. */
const HEADINGS = {
  name: ['name', 'naam', 'instelling', 'institution', 'naam instelling', 'organisatie', 'organisation', 'deelnemer', 'zorginstelling'],
  sector: ['sector', 'soort', 'type', 'branche', 'zorgsoort'],
  region: ['region', 'regio', 'roaz', 'roaz regio'],
  staff: ['staff', 'medewerkers', 'aantal medewerkers', 'personeel', 'fte', 'omvang'],
  branch: ['branch', 'koepel', 'brancheorganisatie', 'branch organisation'],
  itProvider: ['it provider', 'it dienstverlener', 'ict dienstverlener', 'it leverancier', 'msp'],
  language: ['language', 'taal'],
  detailsInMail: ['details in mail', 'versies in mail', 'detailsinmail'],
  kvk: [
    'kvk',
    'kvk nummer',
    'kvknummer',
    'kvk nr',
    'nummer kvk',
    'kamer van koophandel',
    'handelsregisternummer',
    'chamber of commerce',
    'coc number',
  ],
  location: ['location', 'locatie', 'vestiging'],
  city: ['city', 'plaats', 'woonplaats', 'stad'],
  network: ['network', 'netwerk', 'networks', 'netwerken', 'ip', 'ip reeks', 'ip reeksen', 'cidr'],
  domain: ['domain', 'domein', 'domains', 'domeinen', 'url', 'website'],
  contactName: ['contact name', 'contact', 'contactpersoon', 'naam contact', 'naam contactpersoon', 'contactnaam'],
  contactRole: ['contact role', 'role', 'rol', 'functie', 'rol contact', 'rol contactpersoon', 'contactrol'],
  email: ['email', 'e mail', 'mail', 'emailadres', 'e mailadres', 'mailadres', 'email adres'],
  phone: ['phone', 'telefoon', 'telefoonnummer', 'tel', 'nummer', 'mobiel', '24/7 nummer'],
} as const;
export type InstitutionField = keyof typeof HEADINGS;
export const INSTITUTION_FIELDS = Object.keys(HEADINGS) as readonly InstitutionField[];
/** What a branch organisation says of an institution that it brings. */
export const NOMINATION_FIELDS = [
  'name',
  'sector',
  'staff',
  'kvk',
  'location',
  'city',
  'contactName',
  'email',
  'phone',
] as const satisfies readonly InstitutionField[];

export const INSTITUTION_HEADING_WORDS: ReadonlySet<string> = new Set(Object.values(HEADINGS).flat());

/** One line of a list: what it says, and what of it was not understood. Without an entry it has no name. */
export type InstitutionLine = {
  /** As an editor or a spreadsheet program counts. */
  readonly line: number;
  readonly entry: InstitutionEntry | undefined;
  readonly problems: readonly Problem[];
};
export type InstitutionLines = { readonly columns: Columns<InstitutionField>; readonly lines: readonly InstitutionLine[] };

/**
 * Rows to lines, each by itself, for who shows what becomes of every line. `said`: what somebody said that the columns are; `fields`: what
 * they may be, others are left aside.
 */
export function readInstitutionLines(
  rows: readonly Row[],
  said?: SaidColumns<InstitutionField>,
  fields: readonly InstitutionField[] = INSTITUTION_FIELDS,
): Read<InstitutionLines> {
  const [heading, ...others] = rows;
  const columns = heading === undefined ? { known: [], ignored: [] } : findColumns<InstitutionField>(heading, headingsOf(fields), said);
  if (!columns.known.some((column) => column.field === 'name')) {
    const seen = (heading?.cells ?? []).slice(0, 12).map((cell) => `"${textOfCell(cell).slice(0, 40)}"`);
    return unreadable({
      code: 'name-column-missing',
      at: '',
      message: `No column names the institution. Seen were: ${seen.join(', ') || 'nothing'}.`,
      hint: 'Name the column "name" or "instelling". The others may be: sector, region, staff, branch, it_provider, language, kvk, location, city, network, domain, contact_name, contact_role, email, phone.',
      facts: { seen: seen.join(', ') },
    });
  }
  const lines = others.map((row) => {
    const problems: Problem[] = [];
    const entry = readRow(row, columns, problems);
    return { line: row.line, entry, problems };
  });
  return read({ columns, lines });
}

function headingsOf(fields: readonly InstitutionField[]): Partial<Record<InstitutionField, readonly string[]>> {
  return Object.fromEntries(fields.map((field) => [field, HEADINGS[field]]));
}

/** Rows to institutions. Lines of one name are one institution; the first line that says something about it decides. */
export function readInstitutionsTable(rows: readonly Row[]): Read<readonly InstitutionEntry[]> {
  const reading = readInstitutionLines(rows);
  if (reading.kind !== 'read') return reading;
  const { columns, lines } = reading.value;
  const problems: Problem[] = columns.ignored.map((name) => ({
    code: 'column-ignored',
    at: `column "${name}"`,
    message: `The column "${name}" is not one that a list of institutions has; it was left aside.`,
  }));
  problems.push(...lines.flatMap((line) => line.problems));
  return read(joinLines(lines.flatMap(({ entry }) => entry ?? [])), problems);
}

/** Lines of one name as one institution. */
export function joinLines(lines: readonly InstitutionEntry[]): readonly InstitutionEntry[] {
  const entries = new Map<string, InstitutionEntry>();
  for (const entry of lines) {
    const folded = foldInstitutionName(entry.name);
    const earlier = entries.get(folded);
    entries.set(folded, earlier === undefined ? entry : join(earlier, entry));
  }
  return [...entries.values()];
}

function readRow(row: Row, columns: Columns<InstitutionField>, problems: Problem[]): InstitutionEntry | undefined {
  const text = (field: InstitutionField) =>
    // An apostrophe keeps a sheet from calculating "+31…" (csv-text.ts, and what people type themselves).
    textOfCell(row.cells[columns.known.find((column) => column.field === field)?.index ?? -1]).replace(/^'(?=[=+\-@])/, '');
  const list = (field: InstitutionField) =>
    text(field)
      .split(/[\s,;]+/)
      .filter(Boolean);
  const value = {
    name: text('name'),
    sector: text('sector'),
    region: text('region'),
    staff: text('staff'),
    branch: text('branch'),
    itProvider: text('itProvider'),
    language: text('language'),
    detailsInMail: text('detailsInMail'),
    kvk: text('kvk'),
    locations: [{ name: text('location') || text('city'), city: text('city') }],
    networks: list('network'),
    domains: list('domain'),
  };
  const found: Problem[] = [];
  const contact: JsonView = {
    value: { name: text('contactName'), role: text('contactRole'), email: text('email'), phone: text('phone') },
    at: '/contact',
  };
  const entry = readInstitutionEntry({ value, at: '' }, found);
  const contacts: readonly ContactEntry[] = [readContactEntry(contact, found)].flatMap((one) => one ?? []);
  problems.push(...found.map((problem) => ({ ...problem, at: placeOf(row, problem.at, columns) })));
  return entry === undefined ? undefined : { ...entry, contacts };
}

/** The names that our JSON has for what a table calls otherwise. */
const FIELD_AT: Readonly<Record<string, InstitutionField>> = {
  '/contact/name': 'contactName',
  '/contact/role': 'contactRole',
  '/contact/email': 'email',
  '/contact/phone': 'phone',
};

function placeOf(row: Row, at: string, columns: Columns<InstitutionField>): string {
  const name = FIELD_AT[at] ?? at.replace(/^\//, '').replace(/s\/\d+$/, '');
  const column = columns.known.find((known) => known.field === name);
  return column === undefined ? `line ${row.line}` : `line ${row.line}, column "${column.heading}"`;
}

/** What the earlier line says stands; lists grow. */
function join(earlier: InstitutionEntry, later: InstitutionEntry): InstitutionEntry {
  const locations = new Map<string, Location>([...later.locations, ...earlier.locations].map((location) => [location.name, location]));
  return {
    ...later,
    ...earlier,
    locations: [...locations.values()],
    networks: [...new Set([...earlier.networks, ...later.networks])],
    domains: [...new Set([...earlier.domains, ...later.domains])],
    contacts: [...earlier.contacts, ...later.contacts],
  };
}
