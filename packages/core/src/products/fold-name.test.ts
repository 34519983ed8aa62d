import { expect, test } from 'vitest';
import { foldName, repairMojibake } from './fold-name.ts';

test.each([
  ['FortiGate®', 'fortigate'],
  ['  B. Braun  ', 'b braun'],
  ['Dräger', 'drager'],
  ['Patiëntportaal', 'patientportaal'],
  ['PatiÃ«ntportaal', 'patientportaal'], // UTF-8 that somebody read as Latin-1
  ['PatiÃƒÂ«ntportaal', 'patientportaal'], // twice
  ['Sant\u00e9 – PACS™', 'sante pacs'],
  ["Poli's", 'polis'],
  ['PIC-iX', 'pic ix'],
  ['ＷＩＮＤＯＷＳ', 'windows'],
  ['', ''],
])('%s folds to "%s"', (text, folded) => {
  expect(foldName(text)).toBe(folded);
  expect(foldName(folded)).toBe(folded);
});

test('text that is right stays as it is', () => {
  expect(repairMojibake('Ångström – Ãrea')).toBe('Ångström – Ãrea');
});
