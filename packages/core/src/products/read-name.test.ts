import { expect, test } from 'vitest';
import { initialsOf, readName } from './read-name.ts';

const namesOf = (raw: string) => readName(raw).variants.map(({ words }) => words.join(' '));

test.each([
  ['BD Alaris Point-of-Care Unit (PCU) Model 8015', 'bd alaris pcu model 8015'],
  ['Welch Allyn Connex Spot Monitor (CSM)', 'welch allyn csm'],
  ['Intellispace Cardiovascular (ISCV)', 'iscv'],
  ['Patient Information Center iX (PIC iX)', 'pic ix'],
  ['Battery pack with Wi-Fi', 'battery pack'],
  ['Metasys ADS/ADX/OAS', 'adx'],
  ['Identity Services Engine Software', 'ise'],
])('%s is also called %s', (raw, name) => {
  expect(namesOf(raw)).toContain(name);
});

test('what stands in brackets and is no abbreviation is no name', () => {
  expect(namesOf('Microsoft Edge (Chromium-based)')).toEqual(['microsoft edge']);
});

test('a version in the name is told apart', () => {
  expect(readName('SiPass integrated V2.80')).toMatchObject({ versionInName: '2.80', variants: [{ words: ['sipass', 'integrated'] }] });
});

test.each([
  ['FortiOS7.2.9', 'fortios', '7.2.9'],
  ['HiX6.3', 'hix', '6.3'],
  ['WIN-PAKv4.7.2', 'win pak', '4.7.2'],
  ['Spoor RX1500v2.17.0', 'spoor rx1500', '2.17.0'],
  ['Vizier300V2.1.3', 'vizier300', '2.1.3'],
  ['Spoor_Vizier_V4.1', 'spoor vizier', '4.1'],
  ['Vizier_7_(Spoor)_V15', 'vizier 7', '15'],
  ['Spoor 10.2_h1', 'spoor', '10.2_h1'],
])('a version that is glued to the name is told apart: %s', (written, name, version) => {
  expect(readName(written).versionInName).toBe(version);
  expect(namesOf(written)[0]).toBe(name);
});

test.each(['PXC4.E16', 'USB3.0 hub', 'Spoor TLSv1.2', 'SNMPv2.1 agent', 'Kaart Rev2.0'])('%s has no version glued to it', (written) => {
  expect(readName(written).versionInName).toBeUndefined();
});

test('a V with a number that is all of the name is a model; how many there are is no name', () => {
  expect(readName('V720')).toMatchObject({ variants: [{ words: ['v720'] }] });
  expect(readName('V720').versionInName).toBeUndefined();
  expect(readName('Spoor V720').versionInName).toBe('720');
  expect(namesOf('2x Hazel Vizier')).toEqual(['hazel vizier']);
});

test('how strong or how large it is, is no version', () => {
  expect(readName('IEC 1Ph 7.4kW Child socket').versionInName).toBeUndefined();
});

test('what is inside another product is told apart, with its version', () => {
  const read = readName('mailfilter appliance (bevat ClamAV 1.0.5)');
  expect(read.inside).toEqual({ name: 'ClamAV', version: '1.0.5' });
  expect(read.words).not.toContain('clamav');
});

test('where it stands or runs is told apart', () => {
  expect(readName('ClamAV op mailrelay').place).toContain('mailrelay');
});

test('models have no initials', () => {
  expect(initialsOf(['desigo', 'pxm20', 'e'])).toBeUndefined();
  expect(initialsOf(['unified', 'communication', 'manager'])).toBe('ucm');
});

test('a number to order by is no version', () => {
  expect(readName('G-Cam (part n° 5.02024) firmware').versionInName).toBeUndefined();
  expect(readName('G-Cam (part nÂ° 5.02024) firmware').versionInName).toBeUndefined();
  expect(readName('SiPass integrated V2.80').versionInName).toBe('2.80');
});
