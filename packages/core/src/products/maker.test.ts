import { expect, test } from 'vitest';
import { aliasesOf, NO_ALIASES } from './aliases.ts';
import { isSameWithoutSlip, isWithin, makerOf, sameMaker } from './maker.ts';

const compare = (a: string, b: string, aliases = NO_ALIASES) => sameMaker(makerOf([a], aliases), makerOf([b], aliases));

test.each([
  ['Philips', 'Koninklijke Philips N.V.'],
  ['BBraun', 'B. Braun Medical'],
  ['CareFusion (nu BD)', 'Becton, Dickinson and Company (BD)'],
  ['Pulse Secure', 'Ivanti'], // taken over; the installed product keeps its old maker
  ['Hill-Rom / Welch Allyn', 'Hillrom'],
  ['3S-Smart Software Solutions GmbH', 'CODESYS'],
  ['Juniper Networks', 'Hewlett Packard Enterprise'],
  ['Vocera Communications', 'Stryker'],
  ['NI', 'National Instruments'],
  ['National Instr.', 'National Instruments Corp.'],
  ['Comvault', 'Commvault'],
  ['Frezenius Kabi', 'Fresenius Kabi'],
  ['Fuji film', 'FUJIFILM Healthcare Americas Corporation'],
  ['Fortinet', 'Fortinet PSIRT'],
  ['Micro Dicom', 'MicroDicom'],
  ['Kwartelvliet Zorgsoftware', 'Kwartelvliet Nederland B.V.'],
  ['Kwartelvliet S.A.R.L.', 'Kwartelvliet Software GmbH'],
  ['Kwartelvleit', 'Kwartelvliet Software B.V.'],
  ['Kwartelvliet America, Inc., a subsidiary of Hazelduin Corporation', 'Hazelduin'],
  ['Kwartelvliet Sdn Bhd', 'Kwartelvliet'],
  ['K&R S.p.A.', 'K&R'],
])('%s and %s are one maker', (a, b) => {
  expect(compare(a, b)).toBe('same');
  expect(compare(b, a)).toBe('same');
});

test.each([
  ['Fresenius Medical Care', 'Fresenius Kabi'],
  ['Sectra', 'Philips'],
  ['IBM', 'Nozomi Networks'],
  ['Fresenius Medical', 'Fresenius Kabi'],
  ['Johnson & Johnson', 'Johnson Controls'],
  ['K&R', 'K&S'],
])('%s and %s are two', (a, b) => {
  expect(compare(a, b)).toBe('other');
});

test('a maker that is the same but for a slip of the pen is told apart', () => {
  const exact = (a: string, b: string) => isSameWithoutSlip(makerOf([a], NO_ALIASES), makerOf([b], NO_ALIASES));
  expect(exact('Fortinet', 'Fortinet PSIRT')).toBe(true);
  expect(exact('Frezenius Kabi', 'Fresenius Kabi Holding')).toBe(false);
});

test('words for nobody are no maker', () => {
  expect(compare('eigen bouw', 'Philips')).toBe('unknown');
  expect(compare('diverse', 'Philips')).toBe('unknown');
});

test('a name that a person resolved holds for both sides', () => {
  const aliases = aliasesOf([{ aliasSupplier: 'veldlicht', aliasProduct: '', supplier: 'kompas zorg it', product: '' }]);
  expect(compare('Veldlicht', 'Kompas Zorg-IT')).toBe('other');
  expect(compare('Veldlicht B.V.', 'Kompas Zorg-IT', aliases)).toBe('same');
});

test('a slip of the pen is one letter more, less, other or two in the wrong order', () => {
  expect(isWithin('fortinet', 'fortient', 1)).toBe(true);
  expect(isWithin('fortinet', 'fortnet', 1)).toBe(true);
  expect(isWithin('fortinet', 'forninat', 1)).toBe(false);
});
