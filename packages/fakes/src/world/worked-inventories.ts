import type { Exposure, Item } from '@forewarn/core/inventories/item.ts';
import { productOf } from './catalogue.ts';
import type { DrawnLine } from './draw-inventory.ts';
import type { Holding } from './world.ts';

/** One row of DOMAIN §9.4: a register with a line per version, each with its quantity. */
export type WorkedRow = {
  /** Product as the institution calls it. */
  readonly product: string;
  /** Of the catalogue; `local` for what no other has. */
  readonly id: string;
  readonly versions: readonly (string | readonly [version: string, quantity: number])[];
  readonly quantity?: number;
  readonly supplier?: string;
  readonly hosting?: string;
  readonly exposure: 'I' | 'K' | 'N' | '';
  readonly importance: 1 | 2 | 3 | 4;
  readonly owner?: string;
  /** The remark in the register; inventories have no place for it. */
  readonly note?: string;
};

type Row = readonly [
  id: string,
  product: string,
  versions: WorkedRow['versions'],
  hosting: string,
  exposure: WorkedRow['exposure'],
  importance: WorkedRow['importance'],
  owner: string,
  more?: { readonly quantity?: number; readonly note?: string; readonly supplier?: string },
];

const EPD = 'functioneel beheer EPD';
const MEDICAL = 'medische techniek';
const PROVIDER = 'IT-dienstverlener';

const LINDEMARK: readonly Row[] = [
  ['meridiaan-epd', 'Meridiaan EPD', ['6.2 HF 14'], 'on-prem', 'K', 1, EPD, { note: 'VPN naar leverancier, staat altijd aan' }],
  ['meridiaan-patientportaal', 'Meridiaan Patiëntportaal', [], 'bij leverancier', 'I', 2, EPD, { note: 'DigiD' }],
  ['netscaler-adc-gateway', 'NetScaler ADC/Gateway', ['13.1-58.32'], 'on-prem', 'I', 1, 'netwerkbeheer', { quantity: 2 }],
  ['fortigate', 'FortiGate', ['7.2.9'], 'on-prem', 'I', 1, 'netwerkbeheer', { quantity: 4, note: 'locatie poliklinieken' }],
  ['vcenter-server', 'vCenter / ESXi', ['8.0 U2'], 'on-prem', 'N', 1, 'systeembeheer', { supplier: 'VMware' }],
  [
    'windows-server',
    'Windows Server',
    [
      ['2012 R2', 9],
      ['2016', 60],
      ['2019', 210],
      ['2022', 120],
    ],
    'on-prem',
    'N',
    1,
    'systeembeheer',
    { note: '2012 R2 voor de labkoppeling' },
  ],
  ['windows-10-11', 'Windows 10/11', ['11 23H2', ['10 22H2', 310]], 'on-prem', 'N', 2, 'werkplek'],
  ['microsoft-365', 'Microsoft 365 / Entra ID', [], 'SaaS', 'I', 1, 'werkplek'],
  ['exchange-server', 'Exchange Server', ['2019 CU14'], 'on-prem', 'I', 1, 'systeembeheer', { note: 'alleen relay' }],
  ['sql-server', 'SQL Server', ['2016', '2019'], 'on-prem', 'N', 1, 'systeembeheer'],
  ['backup-replication', 'Backup & Replication', ['12.1'], 'on-prem', 'N', 1, 'systeembeheer', { note: 'onveranderbare kopie' }],
  ['onesign', 'OneSign', ['23.2'], 'on-prem', 'N', 1, 'werkplek'],
  ['topdesk', 'TOPdesk', [], 'SaaS', 'I', 2, 'servicedesk'],
  ['afas-profit', 'AFAS Profit', [], 'SaaS', 'I', 2, 'HR'],
  ['roosterwerk', 'Roosterwerk', [], 'SaaS', 'I', 2, 'planning'],
  ['local', 'PACS', ['24.2'], 'on-prem', 'K', 1, MEDICAL, { note: 'leverancier kan er van afstand bij' }],
  ['labstraat', 'Labstraat', ['9.4'], 'bij lab Kwartelveen', 'K', 1, 'lab', { note: 'bevat koppelsoftware 4.3' }],
  ['mirth-connect', 'Mirth Connect', ['4.4.1'], 'on-prem', 'K', 1, 'integratieteam'],
  ['pompstation-beheer', 'Pompstation Beheer', ['3.1'], 'on-prem', 'N', 1, MEDICAL, { note: 'geen update uitgebracht' }],
  ['local', 'Patiëntbewaking', ['C.03'], 'on-prem', 'N', 1, MEDICAL, { note: 'eigen VLAN' }],
  ['local', 'MRI-werkplek', ['Windows 10 IoT 2016'], 'apparaat', 'N', 1, MEDICAL, { note: 'alleen fabrikant' }],
  ['local', 'Gebouwbeheer', [], 'on-prem', 'K', 2, 'technische dienst', { note: 'installateur belt in' }],
  ['local', 'UZI / VECOZO / LSP', [], 'landelijk', 'K', 1, 'functioneel beheer', { note: 'certificaten verlopen 03-2027' }],
  ['wordpress', 'Website', ['WordPress 6.6'], 'hosted', 'I', 4, 'communicatie', { note: 'plug-ins onbekend' }],
];

const RIETMARK: readonly Row[] = [
  ['kompas-epd', 'Kompas EPD', [], 'SaaS', 'I', 1, 'functioneel beheer'],
  ['zelfwijzer', 'Zelfwijzer', [], 'SaaS', 'I', 2, 'e-health team', { note: 'gegevens van jongeren' }],
  ['bladwijzer', 'Cliëntportaal Bladwijzer', [], 'SaaS', 'I', 2, 'e-health team'],
  ['local', 'Vragenlijsten (ROM)', [], 'SaaS', 'I', 3, 'e-health team'],
  ['beeldbellen', 'Beeldbellen', [], 'SaaS', 'I', 3, 'werkplek'],
  ['microsoft-365', 'Microsoft 365 / Entra ID', [], 'SaaS', 'I', 1, 'IT'],
  ['helloid', 'HelloID', [], 'SaaS', 'I', 1, 'IT', { note: 'gekoppeld aan HR' }],
  [
    'fortigate',
    'FortiGate',
    [
      ['7.0.15', 31],
      ['7.2.9', 7],
    ],
    'on-prem, beheerd',
    'I',
    1,
    PROVIDER,
    { note: '38 locaties' },
  ],
  ['virtual-apps-and-desktops', 'Virtual Apps and Desktops', ['2203 LTSR'], 'hosted', 'K', 1, PROVIDER],
  ['windows-server', 'Windows Server', [['2019', 14]], 'hosted', 'N', 1, PROVIDER],
  ['windows-10-11', 'Windows 11', [['23H2', 2_100]], '', 'N', 2, 'IT'],
  ['afas-profit', 'AFAS Profit', [], 'SaaS', 'I', 2, 'HR'],
  ['zivver', 'ZIVVER', [], 'SaaS', 'I', 2, 'IT'],
  ['zenya', 'Zenya', [], 'SaaS', 'I', 3, 'kwaliteit', { note: 'incidentmeldingen met namen van cliënten' }],
  ['topdesk', 'TOPdesk', [], 'SaaS', 'I', 3, 'servicedesk'],
  ['salto-space', 'Salto Space', ['6.7'], 'on-prem', 'N', 2, 'facilitair', { note: 'gesloten afdelingen: veiligheid!' }],
  ['local', 'Medicatiesysteem apotheek', [], 'SaaS', 'I', 1, 'apotheek'],
  ['local', 'VECOZO, ZorgMail, Zorgdomein', [], 'landelijk', 'I', 1, 'zorgadministratie'],
];

/** What they typed, and nothing else: no supplier, no version. */
const ELZENBOCHT: readonly Row[] = [
  ['praktijkspoor', 'praktijkspoor', [], '', '', 1, ''],
  ['microsoft-365', 'outlook', [], '', '', 1, ''],
  ['windows-10-11', 'laptops (6)', [], '', '', 2, ''],
  ['windows-10-11', 'laptop van Karin', [], '', '', 2, ''],
  ['provider-router', 'kastje van kpn', [], '', '', 2, ''],
  ['fortigate', 'fortinet', [], '', '', 1, ''],
  ['zelfwijzer', 'zelfwijzer', [], '', '', 2, ''],
  ['vecozo', 'vecozo', [], '', '', 1, ''],
  ['local', 'beveiligde mail', [], '', '', 2, ''],
  ['beeldbellen', 'beeldbellen', [], '', '', 3, ''],
  ['nas-diskstation', 'synology in de kast', [], '', '', 2, ''],
];

/** DOMAIN §9.4, row by row. */
export const WORKED_INVENTORIES: Readonly<Record<string, readonly WorkedRow[]>> = {
  'Ziekenhuis Lindemark': LINDEMARK.map((row) => workedRow(row, true)),
  'GGZ Rietmark': RIETMARK.map((row) => workedRow(row, true)),
  'Psychologiepraktijk Elzenbocht': ELZENBOCHT.map((row) => workedRow(row, false)),
};

function workedRow([id, product, versions, hosting, exposure, importance, owner, more]: Row, namesSuppliers: boolean): WorkedRow {
  const supplier = more?.supplier ?? (id === 'local' || !namesSuppliers ? undefined : productOf(id).supplier);
  return {
    product,
    id,
    versions,
    exposure,
    importance,
    ...(supplier === undefined ? {} : { supplier }),
    ...(hosting === '' ? {} : { hosting }),
    ...(owner === '' ? {} : { owner }),
    ...(more?.quantity === undefined ? {} : { quantity: more.quantity }),
    ...(more?.note === undefined ? {} : { note: more.note }),
  };
}

const EXPOSURES: Readonly<Record<WorkedRow['exposure'], Exposure>> = { I: 'internet', K: 'connection', N: 'internal', '': 'unknown' };

/** The lines of a row: one for each version, or one without. */
export function linesOfRow(row: WorkedRow): readonly DrawnLine[] {
  const versions = row.versions.length === 0 ? [undefined] : row.versions;
  return versions.map((entry) => {
    const [version, ownQuantity] = typeof entry === 'object' ? entry : [entry, undefined];
    const quantity = ownQuantity ?? row.quantity;
    const item: Omit<Item, 'key'> = {
      ...(row.supplier === undefined ? {} : { supplier: row.supplier }),
      product: row.product,
      ...(version === undefined ? {} : { version }),
      ...(row.hosting === undefined ? {} : { hosting: row.hosting }),
      exposure: EXPOSURES[row.exposure],
      importance: row.importance,
      ...(quantity === undefined ? {} : { quantity }),
      ...(row.owner === undefined ? {} : { owner: row.owner }),
    };
    const holding: Holding = { product: row.id, ...(version === undefined ? {} : { version }) };
    return { item, holding };
  });
}
