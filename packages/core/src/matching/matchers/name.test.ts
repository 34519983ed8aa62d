import { expect, test } from 'vitest';
import { NO_ALIASES } from '../../products/aliases.ts';
import { identifyProduct } from '../../products/product-identity.ts';
import { wordsOf } from '../../products/product-words.ts';
import { matchByName } from './name.ts';

type Named = readonly [supplier: string | undefined, name: string];

function gradeOf(
  [supplier, name]: Named,
  [otherSupplier, otherName]: Named,
  around: { title?: string; mentions?: string; firstNumber?: string; isPackage?: boolean } = {},
) {
  const identify = (by: string | undefined, called: string) =>
    identifyProduct({ supplier: by, names: [called], identifiers: [] }, NO_ALIASES);
  return matchByName(identify(supplier, name), identify(otherSupplier, otherName), {
    context: new Set(wordsOf(around.title ?? '')),
    mentions: () => new Set((around.mentions ?? '').split(' ')),
    firstNumber: around.firstNumber,
    isPackage: around.isPackage,
  })?.grade;
}

/** The advisory's product, the inventory's line, how like they are. */
test.each<[Named, Named, ReturnType<typeof gradeOf>]>([
  [['Fortinet PSIRT', 'FortiOS'], ['Fortinet', 'FortiGate 60F'], 'same'],
  [['Fortinet PSIRT', 'FortiOS'], ['KPN', 'FortiGate'], 'same'], // the reseller in the column of the supplier
  [['Fortinet PSIRT', 'FortiOS'], [undefined, 'Fortinet FortiGate'], 'same'],
  [['Fortinet PSIRT', 'FortiOS'], ['Fortinet', 'fortinet kastje'], 'maker'],
  [['Fortinet PSIRT', 'FortiOS'], ['Fortinet', 'FortiMail'], undefined],
  [['Philips', 'Vue PACS'], ['Philips', 'VuePACS'], 'same'],
  [['Philips', 'Vue PACS'], ['Sectra', 'PACS (IDS7)'], undefined],
  [['Swisslog Healthcare', 'Nexus Control Panel'], ['Swisslog', 'Translogic buizenpost Nexus bedienpaneel'], 'likely'],
  [['Philips', 'Efficia CM Series'], ['Philips', 'Efficia CM12'], 'same'],
  [['Hikvision', 'DS-2CD2xx2FWD Series'], ['Hikvision', 'DS-2CD2142FWD-I'], 'same'],
  [['Hikvision', 'DS-2CD2xx2FWD Series'], ['Hikvision', 'DS-7616NI-I2 (NVR)'], undefined],
  [['FUJIFILM', 'Synapse Mobility'], ['Fuji', 'Synapse'], 'family'],
  [['FUJIFILM', 'Synapse Mobility'], ['Fuji', 'Synapse PACS'], undefined],
  [['Cisco', 'Cisco Firepower System Software'], ['Cisco', 'Firepower Threat Defense'], 'family'],
  [['Microsoft', 'Windows Server 2022'], ['Microsoft', 'Windows Server 2019'], undefined],
  [['SICK AG', 'Media Server'], ['Plex', 'Media Server'], undefined],
  [['Open-Xchange GmbH', 'OX Dovecot Pro core'], ['Open-Xchange', 'OX App Suite'], undefined],
  [['Siemens', 'Desigo PXC50-E.D'], ['Siemens', 'Desigo PXC5'], undefined],
  // A bracket that all models of a series have names none of them.
  [['Siemens', 'SCALANCE M876-4 (EU) (6GK5876-4AA00-2BA2)'], ['Siemens', 'SCALANCE WAM766-1 (EU) (6GK5766-1GE00-7DA0)'], undefined],
  [['ELOG', 'ELOG'], ['Ascom', 'eLog alarmregistratie'], undefined],
  [['ELOG', 'ELOG'], [undefined, 'elog (logboek laboratorium)'], 'likely'],
  // Names that no catalogue holds, with a slip of the pen: likely with their maker, possible without, never certain.
  [['Zilverberk B.V.', 'Kwartelvliet Dossier'], ['Zilverberk', 'Kwartelvleit dossier'], 'likely'],
  [['Zilverberk B.V.', 'Kwartelvliet Dossier'], [undefined, 'Quartelvliet dossier'], 'family'],
  [['Zilverberk B.V.', 'Kwartelvliet Dossier'], ['Zilvrberk', 'Kwartelvliet Dossier'], 'likely'],
  [['Zilverberk Software B.V.', 'Zilverberk EPD'], [undefined, 'EPD Zilverberk b.v.'], 'likely'],
  [['Zilverberk Software B.V.', 'Zilverberk EPD'], ['Zilverberk', 'ZilverberkEPD'], 'likely'],
  [['Zilverberk Software B.V.', 'Zilverberk EPD'], ['Zilver berk', 'EPD'], 'same'],
  [['Zilverberk Software B.V.', 'Zilverberk EPD'], [undefined, 'EPD Zilverbrek'], 'family'],
  [['Zilverberk Software B.V.', 'Kwartelvliet Dossier'], ['Zilverberk Nederland', 'Dossier Kwartelvliet'], 'likely'],
  [['Hazelduin', 'Kwartelvliet'], ['Hazelduin', 'KwartelVliet dossier'], 'likely'],
  [['Hazelduin', 'Labyrint Kompas Planner'], ['Hazelduin', 'LabyrintKompasPlanner'], 'likely'],
  [['Hazelduin', 'Klaver Spoor'], ['Hazelduin', 'Klaverspoer'], 'likely'], // written as one, with a slip
  // A maker that only the product's name tells, whoever is written down as the supplier.
  [['Zilverberk B.V.', 'Zilverberk Vizier'], ['Hovenier ICT', 'Zilverberk Vizier'], 'likely'],
  [['ABB', 'Ability Zenon'], [undefined, 'ABB Ability Zenon'], 'likely'],
  [['CODESYS, GmbH', 'CODESYS Development System'], ['CODESYS', 'CODESYS Development System locatie Noord'], 'same'],
  // What is left of a name without its maker is nobody's name.
  [['Lindehorst BV', 'Lindehorst Planner'], [undefined, 'Berkenwijk Planner'], undefined],
  [['Hazelduin', 'Spoor'], [undefined, 'Telemetra Spoor'], 'family'],
  [['Magelis', 'HMI S7ABCD'], ['Magelis', 'HMI S7ABCE'], undefined],
  // Of two models with numbers neither is the other.
  [['Siemens', 'SIMATIC CP 343-1 (incl. SIPLUS variants)'], ['Siemens', 'SIMATIC CP 1243-1 (incl. SIPLUS variants)'], undefined],
  [['Siemens', 'SIMATIC CP 1543-1'], ['Siemens', 'SIMATIC CP 1542SP-1'], undefined],
  [['Siemens', 'Automation License Manager'], ['Siemens', 'Polarion ALM'], undefined],
  // A model tells the product without its kind; not where it is but one word of a longer name.
  [['Hazelduin', 'KWL8000 Patient Monitor'], ['Hazelduin', 'KWL8000'], 'likely'],
  [['Hazelduin', 'KWL8000 Patient Monitor'], ['Hazelduin', 'KWL8100'], undefined],
  [['Hazelduin', 'KWL8000 Spoor Patient Monitor'], ['Hazelduin', 'KWL8000'], 'family'],
  // Of a series of one letter what has a number behind it, and not a GmbH.
  [['Hazelduin', 'Spoor K/G family'], ['Hazelduin', 'Spoor G120'], 'likely'],
  [['Hazelduin', 'Spoor K/G family'], [undefined, 'Hazelduin GmbH & Co. KG Vizier RX15'], undefined],
  // The form and the country of the company in front of the name.
  [['Hazelduin', 'Vizier'], [undefined, 'Hazelduin Nederland B.V. Vizier'], 'likely'],
  [['Hazelduin', 'Vizier'], [undefined, 'Hazelduin Group Vizier'], 'likely'],
  [['Siemens', 'SCALANCE M874-3 3G-Router (CN)'], ['Siemens', 'SIMATIC CN 4100'], undefined],
  [['Siemens', 'SIMATIC S7-1500 CPU 1515-2 PN'], ['Siemens', 'SIMATIC S7-400 CPU 412-2 PN'], undefined],
])('%j and %j: %s', (advisory, line, grade) => {
  expect(gradeOf(advisory, line)).toBe(grade);
});

test('a number that the name lacks may be the version', () => {
  expect(gradeOf(['Microsoft', 'Windows Server 2022'], ['Microsoft', 'Windows Server'], { firstNumber: '2022' })).toBe('same');
});

test('a title may name what the tree does not', () => {
  expect(
    gradeOf(['Swisslog Healthcare', 'Nexus Control Panel'], ['Swisslog', 'TransLogic'], { title: 'Swisslog Healthcare Translogic PTS' }),
  ).toBe('family');
});

test('a supplier that the advisory speaks of is not somebody else', () => {
  expect(gradeOf(['ELOG', 'ELOG'], ['PSI', 'ELOG'], { mentions: 'see elog psi ch' })).toBe('likely');
});

test('a distribution speaks for its own packages', () => {
  expect(gradeOf(['SUSE', 'docker'], ['Docker', 'Docker Engine'], { isPackage: true })).toBeUndefined();
});
