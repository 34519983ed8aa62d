/**
 * What institutions of a kind usually have: the market table of DOMAIN §9.2, those that at least one in five of a kind has (of a dossier
 * one in ten). The shares are an expectation and were not counted; they decide what is asked first and nothing else.
 *
 * Columns: id | kind | name as the sector says it | supplier | hosting | exposure (I internet, K connection, N internal) | other words by
 * which a line shows that it is there, folded | per cent of university hospitals, hospitals, ggz, small ggz practices, residential care,
 * first line.
 */
const TABLE = `
microsoft-365 | base | Microsoft 365 | Microsoft | SaaS | I | office 365, exchange online, sharepoint, onedrive, outlook, teams, m365, o365 | 95 92 95 88 95 82
entra-id | base | Entra ID | Microsoft | SaaS | I | azure ad, azure active directory, microsoft entra | 95 92 95 85 95 80
exchange-server | base | Exchange Server | Microsoft | on-prem | I | exchange | 30 35 15 2 10 1
windows-server | base | Windows Server | Microsoft | on-prem | N | win srv, win server | 100 100 85 20 75 12
windows-10-11 | base | Windows 10/11 | Microsoft | on-prem | N | windows 10, windows 11, win10, win11 | 100 100 98 92 98 97
active-directory-certificate-services | base | Active Directory Certificate Services | Microsoft | on-prem | N | ad cs, adcs | 90 85 50 2 35 1
sql-server | base | SQL Server | Microsoft | on-prem | N | ms sql, mssql | 100 98 60 5 50 5
oracle-database | base | Oracle Database | Oracle | on-prem | N | oracle db | 90 55 10 0 8 0
netscaler-adc-gateway | base | NetScaler ADC/Gateway | Citrix | on-prem | I | netscaler, citrix adc, citrix gateway | 70 60 40 1 25 0
virtual-apps-and-desktops | base | Virtual Apps and Desktops | Citrix | on-prem | K | xenapp, xendesktop, citrix vad | 70 62 42 2 28 1
vcenter-server | base | vCenter Server | VMware | on-prem | N | vcenter, esxi, vsphere | 95 92 55 3 45 2
horizon | base | Horizon | Omnissa | on-prem | I | vmware horizon | 20 18 10 0 6 0
endpoint-manager-mobile | base | Endpoint Manager Mobile | Ivanti | on-prem | I | mobileiron, mobileiron, epmm | 25 20 12 0 10 0
fortigate | edge | FortiGate | Fortinet | on-prem | I | fortios, fortinet | 20 30 38 16 32 14
pan-os-firewall | edge | PAN-OS firewall | Palo Alto Networks | on-prem | I | pan os, palo alto | 45 25 9 0 6 0
secure-firewall-asa | edge | Secure Firewall ASA | Cisco | on-prem | I | cisco asa, firepower, ftd | 35 25 10 1 8 1
big-ip | base | BIG-IP | F5 | on-prem | I | f5 | 40 15 3 0 2 0
unifi-gateway | edge | UniFi gateway | Ubiquiti | on-prem | I | unifi, ubiquiti | 0 0 4 30 6 30
provider-router | edge | Router van de internetprovider |  | on-prem | I | experia box, experiabox, fritz box, fritzbox, kastje van kpn, kastje van ziggo, modem | 0 0 0 45 3 48
clearpass | base | ClearPass | HPE Aruba | on-prem | N | cisco ise, nac | 85 70 30 0 25 0
backup-replication | base | Backup & Replication | Veeam | on-prem | N | veeam | 55 65 45 8 45 5
nas-diskstation | base | NAS DiskStation | Synology | on-prem | I | synology, diskstation, nas | 5 5 8 25 10 25
remote-support | base | Remote Support | BeyondTrust | on-prem | I | beyondtrust, bomgar | 25 12 3 0 2 0
teamviewer | base | TeamViewer | TeamViewer | SaaS | I |  | 30 35 30 40 30 45
n-central | base | N-central | N-able | bij IT-dienstverlener | I | kaseya, vsa, rmm | 0 2 8 45 12 40
onesign | base | OneSign | Imprivata | on-prem | N | imprivata | 70 60 6 0 5 0
helloid | base | HelloID | Tools4ever | SaaS | I |  | 15 30 35 0 40 0
wordpress | base | Website (WordPress) |  | hosted | I | wordpress, website | 40 45 55 70 55 70
topdesk | business | TOPdesk | TOPdesk | SaaS | I |  | 80 75 60 1 55 0
afas-profit | business | AFAS Profit | AFAS Software | SaaS | I | afas, insite | 20 45 60 15 65 8
youforce | business | Youforce | Visma | SaaS | I | raet, beaufort | 55 30 15 2 15 1
inplanning | business | Inplanning | Intus | SaaS | I |  | 15 25 8 0 15 0
zenya | business | Zenya | Infoland | SaaS | I |  | 35 55 50 2 45 2
triasweb | business | Triasweb | Triasweb | SaaS | I |  | 2 5 20 1 35 0
ultimo | business | Ultimo | IFS | SaaS | K |  | 70 60 15 0 20 0
planon | business | Planon | Planon | SaaS | K |  | 40 20 8 0 10 0
ggz-ecademy | business | GGZ Ecademy | GGZ Ecademy | SaaS | I |  | 10 35 70 20 40 5
zivver | business | ZIVVER | Zivver | SaaS | I | beveiligde mail | 50 60 60 30 60 30
aeos | building | AEOS | Nedap | on-prem | N | nedap aeos | 50 40 15 0 12 0
salto-space | building | Salto Space | Salto | on-prem | N | salto | 15 20 40 3 45 1
ascom-unite | building | Ascom Unite | Ascom | on-prem | N | ascom, verpleegoproep, zusteroproep | 80 75 20 0 40 0
gebouwbeheersysteem | building | Gebouwbeheersysteem |  | on-prem | K | priva, desigo, metasys, gebouwbeheer | 100 95 40 0 35 0
translogic-buizenpost | building | Translogic buizenpost | Swisslog | on-prem | N | translogic, buizenpost | 85 45 0 0 0 0
hix | dossier | HiX | ChipSoft | on-prem | K | hix epd | 43 50 3 0 0 0
hix-365 | dossier | HiX 365 | ChipSoft | SaaS | I | hix365 | 0 22 0 0 0 0
epic | dossier | Epic | Epic Systems | hosted | K |  | 57 14 0 0 0 0
nexus-epd | dossier | NEXUS/EPD | NEXUS | hosted | K |  | 0 11 10 0 0 0
user | dossier | USER | SDB Groep | SaaS | I | avinty, avinty, sdb user | 0 0 30 0 0 0
ons | dossier | Ons | Nedap | SaaS | I | nedap ons, ons dossier | 0 0 27 13 48 0
mijnquarant | dossier | mijnQuarant | PinkRoccade | SaaS | I | quarant, mq | 0 0 14 0 0 0
pluriform-zorg | dossier | Pluriform Zorg | Adapcare | SaaS | I | pluriform, adapcare | 0 0 12 0 9 0
medicore | dossier | Medicore | Medicore | SaaS | I |  | 0 0 4 15 0 0
crs | dossier | CRS | HCI | SaaS | I |  | 0 0 0 12 0 0
praktijkdata | dossier | Praktijkdata | Telasoft | SaaS | I |  | 0 0 0 15 0 0
intramed | dossier | Intramed | Convenient | SaaS | K |  | 0 0 0 15 0 8
crossuite | dossier | Crossuite | Crossuite | SaaS | I |  | 0 0 0 12 0 0
incura | dossier | Incura |  | SaaS | I |  | 0 0 0 10 0 0
mijncaress | dossier | mijnCaress | PinkRoccade | SaaS | I | caress | 0 0 0 0 16 0
puur | dossier | PUUR. | Ecare | SaaS | I |  | 0 0 0 0 10 0
medicom | dossier | Medicom | PharmaPartners | SaaS | I |  | 0 0 0 0 0 30
promedico | dossier | Promedico | Promedico | SaaS | I | sanday, omnihis | 0 0 0 0 0 22
cgm-huisarts | dossier | CGM Huisarts | CompuGroup Medical | SaaS | I | cgm | 0 0 0 0 0 15
bricks-huisarts | dossier | Bricks Huisarts | Tetra | SaaS | I | bricks | 0 0 0 0 0 10
microhis | dossier | MicroHIS | CGM | hosted | K | micro his | 0 0 0 0 0 10
zorgportaal | portal | Zorgportaal | ChipSoft | hosted | I |  | 40 65 2 0 0 0
mychart | portal | MyChart | Epic Systems | hosted | I |  | 57 14 0 0 0 0
caren | portal | Caren | Nedap | SaaS | I | carenzorgt, caren zorgt | 0 0 22 6 48 0
karify | portal | Karify | Karify | SaaS | I |  | 5 8 22 15 4 2
minddistrict | portal | Minddistrict | Minddistrict | SaaS | I |  | 15 10 40 20 5 8
therapieland | portal | Therapieland | Therapieland | SaaS | I |  | 5 8 35 35 5 25
embloom | portal | Embloom | Embloom | SaaS | I |  | 5 5 20 30 2 15
questmanager | portal | Questmanager | VitalHealth | SaaS | I | vragenlijsten, rom | 25 20 35 10 3 2
uw-zorg-online | portal | Uw Zorg Online | Uw Zorg Online | SaaS | I |  | 0 0 2 3 1 40
beeldbellen | portal | Beeldbellen |  | SaaS | I | beeldbellen, zoom, webcamconsult, weseedo, zaurus | 90 85 90 70 60 40
pgo-koppeling-medmij | portal | PGO-koppeling MedMij |  | SaaS | I | medmij, pgo | 90 83 45 10 40 90
koppeltaal | portal | Koppeltaal |  | koppeling | K |  | 5 5 35 8 3 2
vecozo | national | VECOZO | VECOZO | SaaS | I |  | 100 100 100 98 100 98
uzi-servercertificaat | national | UZI-servercertificaat | CIBG | stelsel | N | uzi, uzi pas | 100 100 60 20 40 95
lsp-aorta | national | LSP/AORTA | VZVZ | stelsel | K | lsp, aorta | 95 95 30 2 15 95
digid | national | DigiD | Logius | stelsel | I | tvs | 100 95 70 25 60 60
zorgmail | national | ZorgMail | Enovation | SaaS | I |  | 90 90 70 45 60 90
zorgdomein | national | Zorgdomein | Zorgdomein | SaaS | I |  | 95 98 75 45 55 95
ozoverbindzorg | national | OZOverbindzorg | OZO | SaaS | I |  | 2 5 6 1 25 20
sectra-pacs | imaging | Sectra PACS | Sectra | on-prem | K | sectra, ids7 | 45 40 0 0 0 0
philips-vue-pacs | imaging | Philips Vue PACS | Philips | on-prem | K | vue pacs | 10 20 0 0 0 0
enterprise-imaging | imaging | Enterprise Imaging | Agfa HealthCare | on-prem | K |  | 20 20 0 0 0 0
syngo | imaging | syngo | Siemens Healthineers | on-prem | N | syngo | 60 50 0 0 0 0
glims | lab | GLIMS | Clinisys | on-prem | N |  | 55 55 0 0 0 0
mirth-connect | lab | Mirth Connect | NextGen | on-prem | K |  | 40 30 6 0 3 0
intersystems-iris | lab | InterSystems IRIS | InterSystems | on-prem | K | iris, healthshare, ensemble | 45 30 4 0 2 0
cloverleaf | lab | Cloverleaf | Infor | on-prem | K |  | 40 35 2 0 0 0
metavision | imaging | MetaVision | iMDsoft | on-prem | N |  | 40 30 0 0 0 0
ysis | business | Ysis | Gerimedica | SaaS | I |  | 0 0 2 0 30 0
mri-werkplek | medical | Werkplek van MRI of CT |  | apparaat | N | mri, ct werkplek | 100 100 0 0 0 0
intellivue-pic-ix | medical | IntelliVue PIC iX | Philips | on-prem | N | intellivue, pic ix, patientmonitoring, patient monitoring | 60 55 0 0 0 0
infuuspompen-space | medical | Infuuspompen Space | B. Braun | apparaat | N | infusomat, perfusor, spacecom, infuuspomp | 50 50 1 0 3 0
medicatiekast-pyxis | medical | Medicatiekast Pyxis | BD | on-prem | N | pyxis, medicatiekast | 40 35 0 0 0 0
beademing | medical | Beademing en anesthesie |  | apparaat | N | drager, draeger, getinge, anesthesie | 100 95 0 0 2 0
aria | medical | ARIA | Varian | on-prem | N |  | 70 15 0 0 0 0
mosaiq | medical | MOSAIQ | Elekta | on-prem | N |  | 30 8 0 0 0 0
mammografie | medical | Mammografie | Hologic | apparaat | N |  | 60 60 0 0 0 0
analyseapparatuur | medical | Analyseapparatuur |  | apparaat | N | cobas, sysmex, beckman | 100 95 0 0 0 0
computers-on-wheels | medical | Computers on wheels | HP | apparaat | N | cow | 90 90 0 0 2 0
multifunctional | building | Printers en multifunctionals |  | apparaat | N | printer, multifunctional, ricoh, canon, fax | 95 95 90 60 85 85
`;

export const PRODUCT_KINDS = [
  'base',
  'edge',
  'business',
  'building',
  'dossier',
  'portal',
  'national',
  'imaging',
  'lab',
  'medical',
] as const;
export type ProductKind = (typeof PRODUCT_KINDS)[number];

/** The columns of the table: kinds of institution of which it says anything. */
export const PEER_KINDS = ['umc', 'hospital', 'ggz', 'ggz-small', 'vvt-vgn', 'first-line'] as const;
export type PeerKind = (typeof PEER_KINDS)[number];

export type StarterProduct = {
  readonly id: string;
  readonly kind: ProductKind;
  readonly name: string;
  readonly supplier?: string;
  readonly hosting: string;
  readonly exposure: 'internet' | 'connection' | 'internal';
  readonly words: readonly string[];
  /** Per cent of each kind that has it. */
  readonly shares: Readonly<Record<PeerKind, number>>;
};

const EXPOSURES = { I: 'internet', K: 'connection', N: 'internal' } as const;

export const STARTER_PRODUCTS: readonly StarterProduct[] = TABLE.trim().split('\n').map(productOf);

function productOf(line: string): StarterProduct {
  const [id = '', kind, name = '', supplier = '', hosting = '', exposure, words = '', shares = ''] = line
    .split('|')
    .map((cell) => cell.trim());
  const per = shares.split(' ').map(Number);
  return {
    id,
    kind: PRODUCT_KINDS.find((known) => known === kind) ?? 'base',
    name,
    ...(supplier === '' ? {} : { supplier }),
    hosting,
    exposure: EXPOSURES[exposure === 'I' || exposure === 'K' ? exposure : 'N'],
    words: words === '' ? [] : words.split(', '),
    shares: {
      umc: per[0] ?? 0,
      hospital: per[1] ?? 0,
      ggz: per[2] ?? 0,
      'ggz-small': per[3] ?? 0,
      'vvt-vgn': per[4] ?? 0,
      'first-line': per[5] ?? 0,
    },
  };
}
