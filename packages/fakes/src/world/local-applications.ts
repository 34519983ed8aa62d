import type { DrawnLine } from './draw-inventory.ts';
import { placeName } from './names.ts';
import type { SeededRandom } from './seeded-random.ts';

const DEPARTMENTS = [
  'Verloskunde',
  'Cardiologie',
  'Dialyse',
  'Apotheek',
  'Polikliniek',
  'Dagbehandeling',
  'Keuken',
  'Inkoop',
  'Revalidatie',
  'Oogheelkunde',
  'Wondzorg',
  'Neurologie',
  'Opleidingen',
  'Facilitair',
  'Verpleging',
  'Thuiszorg',
  'Crisisdienst',
  'Vrijwilligers',
  'Zorgadministratie',
  'Kwaliteit',
] as const;
const WORKS = [
  'Planner',
  'Register',
  'Archief',
  'Module',
  'Koppeling',
  'Werkplek',
  'Scherm',
  'Monitor',
  'Formulieren',
  'Rapportage',
  'Agenda',
  'Meetkast',
] as const;

/**
 * One line more: a small application of a department, by a small invented supplier. 240 of them, in a hundred versions each, as long as
 * the long tail of a real register.
 */
export function localApplication(random: SeededRandom): DrawnLine {
  const version = `${random.whole(1, 5)}.${random.whole(0, 9)}.${random.whole(0, 1)}`;
  const work = random.pick(WORKS);
  return {
    item: {
      supplier: `${placeName(1_500 + WORKS.indexOf(work) * 7)} Software`,
      product: `${random.pick(DEPARTMENTS)} ${work}`,
      version,
      hosting: 'on-prem',
      exposure: 'internal',
      importance: 4,
      owner: 'functioneel beheer',
    },
    holding: { product: 'local', version },
  };
}
