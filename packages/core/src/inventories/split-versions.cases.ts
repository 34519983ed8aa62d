import type { SplitVersions } from './split-versions.ts';

/** A cell as typed, what it says (versions with their quantity after a colon), and the quantity of the line where it plays a part. */
export type SplitCase = readonly [cell: string, says: readonly string[] | 'doubt' | 'one', quantity?: number];

/** Cells of real registers, and ones that are nearly like them and mean something else. */
export const SPLIT_CASES: readonly SplitCase[] = [
  ['7.2.7 (30x), 7.2.12 (8x)', ['7.2.7:30', '7.2.12:8']],
  ['7.2.7 (30x), 7.2.12 (8x)', ['7.2.7:30', '7.2.12:8'], 38],
  ['7.2.7 (30x), 7.2.12 (8x)', ['7.2.7:30', '7.2.12:8'], 40], // the cell says how many of each; the sum is for its owner to mend
  ['7.0.15 (31), 7.2.9 (7)', ['7.0.15:31', '7.2.9:7']],
  ['30x 7.2.7; 8x 7.2.12', ['7.2.7:30', '7.2.12:8']],
  ['7.2.7 30x, 7.2.12 8x', ['7.2.7:30', '7.2.12:8']],
  ['8.0 U2 / 8.0 U3', ['8.0 U2', '8.0 U3']],
  ['2019 (210), 2022 (120)', ['2019:210', '2022:120']],
  ['2012 R2 (9), 2016 (60), 2019 (210), 2022 (120)', ['2012 R2:9', '2016:60', '2019:210', '2022:120']],
  ['2019(210), 2022(120)', ['2019:210', '2022:120']],
  ['2016, 2019', ['2016', '2019']],
  ['2016 / 2019 / 2022', ['2016', '2019', '2022']],
  ['2016/2019', ['2016', '2019']],
  ['2016,2019', ['2016', '2019']],
  ['11 23H2; 10 22H2 (310)', ['11 23H2', '10 22H2:310']],
  ['2019 CU14, 2016 CU23', ['2019 CU14', '2016 CU23']],
  ['13.1-58.32 en 14.1-43.56', ['13.1-58.32', '14.1-43.56']],
  ['6.7 en 7.0', ['6.7', '7.0']],
  ['8.0/8.1', ['8.0', '8.1']],
  ['7.0,7.2', ['7.0', '7.2']],
  ['v7.0.1 & v7.2.3', ['v7.0.1', 'v7.2.3']],
  ['R81.10, R81.20', ['R81.10', 'R81.20']],
  ['R80.40 Take 158; R81.20', ['R80.40 Take 158', 'R81.20']],
  ['DSM 6.2, DSM 7.1', ['DSM 6.2', 'DSM 7.1']],
  ['Windows 10, Windows 11', ['Windows 10', 'Windows 11']],
  ['22.7R2.3, 22.7R2.5', ['22.7R2.3', '22.7R2.5']],
  ['8, 11, 17', ['8', '11', '17']],
  ['9.12(2)9, 9.16(4)', ['9.12(2)9', '9.16(4)']],
  ['7.2.7\n7.2.12', ['7.2.7', '7.2.12']], // a line end within the cell
  ['1.1, 1.2, 1.3, 1.4, 1.5, 1.6', ['1.1', '1.2', '1.3', '1.4', '1.5', '1.6']],
  ['L81; U61; L90', ['L81', 'U61', 'L90']],
  ['C.03 / B.02', ['C.03', 'B.02']],
  ['Win10 22H2, Win11 23H2', ['Win10 22H2', 'Win11 23H2']],
  ['13.0 (einde ondersteuning); 13.1-58.32', 'doubt'],
  ['7.2.7 op 30 stuks, 7.2.12 op 8', 'doubt'],
  ['12.2; 19c; 21c', 'doubt'], // with dots and without
  ['KB5001234, KB5009999', 'doubt'], // patches
  ['2:9.1-1, 2:9.1-2', 'doubt'],
  ['', 'one'],
  ['7.4.5 (2662), 7.4.6 (2702)', 'doubt'], // build numbers
  ['7.4.5 (62), 7.4.6 (70)', 'doubt', 12], // no counts: the line has twelve
  ['7.4.5 (2), 7.4.6 (10)', ['7.4.5:2', '7.4.6:10'], 12],
  ['2016, 19', 'doubt'],
  ['2016/19/22', 'doubt'],
  ['R81.10/20', 'doubt'],
  ['7.2.7/12', 'doubt'],
  ['7.2.7, 8, 9', 'doubt'],
  ['11 SP1, SP2', 'doubt'], // the second is no version by itself
  ['6.7 of 7.0', 'doubt'],
  ['7.0 t/m 7.4', 'doubt'],
  ['7.0 - 7.4', 'doubt'],
  ['7.2.7 (oud), 7.2.12', 'doubt'],
  ['7.2.7, 7.2.12 (test)', 'doubt'],
  ['7.2.7, binnenkort 7.2.12', 'doubt'],
  ['7.2.7, 7.2.7', 'doubt'],
  ['Fortinet 7.2, Veeam 12.1', 'doubt'],
  ['11 SP ?', 'one'],
  ['12,1', 'one'], // a Dutch decimal
  ['6.3 HF12', 'one'],
  ['8.0 U2', 'one'],
  ['22.7R2.4', 'one'],
  ['2019 CU14', 'one'],
  ['Windows 10 IoT 2016', 'one'],
  ['2023.3 (9342)', 'one'],
  ['9.12(2)9', 'one'],
  ['V02.20.142.10-10884', 'one'],
  ['7.4.5, build2702', 'one'],
  ['5.14.0-362.el9', 'one'],
  ['23H2 (2100x)', ['23H2:2100']],
  ['23H2 (2100x)', 'one', 30], // the column says otherwise
];

/** The outcome in the words of the table. */
export function inWords(split: SplitVersions): SplitCase[1] {
  const word = ({ version, quantity }: { version: string; quantity?: number }) =>
    quantity === undefined ? version : `${version}:${quantity}`;
  if (split.kind === 'several') return split.parts.map(word);
  return split.kind === 'one' && split.quantity !== undefined ? [word(split)] : split.kind;
}
