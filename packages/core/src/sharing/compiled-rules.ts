import { CONTACT_ROLES } from '../institutions/contact.ts';
import { applyReceiveRules, type TimelessSharing } from './receive-rules.ts';
import { BLOCKS, CERT_READERS, PURPOSES, WAYS, type MayReceive, type Reader } from './sharing.ts';
import { TLP_LABELS } from './tlp.ts';

/** Every reader that the rules tell apart. */
export const READERS: readonly Reader[] = [
  ...CONTACT_ROLES.map((role): Reader => ({ kind: 'contact', role })),
  ...CERT_READERS.map((role): Reader => ({ kind: 'cert', role })),
  ...(['colleague', 'group', 'service-account', 'it-provider', 'branch', 'supplier', 'anyone'] as const).map((kind): Reader => ({ kind })),
];

const SIZES = [TLP_LABELS.length, BLOCKS.length, READERS.length, WAYS.length, PURPOSES.length, 2, 2];
const COMBINATIONS = SIZES.reduce((product, size) => product * size, 1);

export type CompiledRules = {
  /** How many combinations there are; each has its verdict. */
  readonly combinations: number;
  readonly look: (sharing: TimelessSharing) => MayReceive;
};

let compiled: CompiledRules | undefined;

/**
 * The rules as one table: a byte for each combination of label, block, reader, channel, purpose and the two ticks, filled once when it is
 * first asked. Whatever is outside the table, a role of tomorrow for one, is refused.
 */
export function compiledRules(): CompiledRules {
  compiled ??= compile();
  return compiled;
}

function compile(): CompiledRules {
  const verdicts: MayReceive[] = [];
  const places = new Map<string, number>();
  const table = new Uint8Array(COMBINATIONS);
  for (let place = 0; place < COMBINATIONS; place++) {
    const verdict = applyReceiveRules(combinationAt(place));
    const key = `${verdict.kind} ${'because' in verdict ? verdict.because : ''}`;
    const known = places.get(key) ?? verdicts.push(verdict) - 1;
    places.set(key, known);
    table[place] = known;
  }
  return {
    combinations: COMBINATIONS,
    look: (sharing) => verdicts[table[placeOf(sharing)] ?? -1] ?? { kind: 'no', because: 'label-above-reader' },
  };
}

/** The combination at a place of the table: all of them, for whoever writes them out. */
export function combinationAt(place: number): TimelessSharing {
  const [label, block, reader, channel, purpose, ticked, details] = digitsOf(place);
  return {
    label: TLP_LABELS[label ?? 0] ?? 'RED',
    block: BLOCKS[block ?? 0],
    reader: READERS[reader ?? 0] ?? { kind: 'anyone' },
    channel: WAYS[channel ?? 0] ?? 'static-page',
    purpose: PURPOSES[purpose ?? 0] ?? 'publish',
    sharedWithItProvider: ticked === 1,
    ownDetailsInMail: details === 1,
  };
}

function digitsOf(place: number): readonly number[] {
  const digits: number[] = [];
  let rest = place;
  for (const size of SIZES.toReversed()) {
    digits.unshift(rest % size);
    rest = Math.floor(rest / size);
  }
  return digits;
}

/** -1 where any part of it is unknown. */
function placeOf(sharing: TimelessSharing): number {
  const digits = [
    TLP_LABELS.indexOf(sharing.label),
    BLOCKS.indexOf(sharing.block ?? 'text'),
    placeOfReader(sharing.reader),
    WAYS.indexOf(sharing.channel),
    PURPOSES.indexOf(sharing.purpose),
    sharing.sharedWithItProvider === true ? 1 : 0,
    sharing.ownDetailsInMail === true ? 1 : 0,
  ];
  if (digits.includes(-1)) return -1;
  return digits.reduce((place, digit, index) => place * (SIZES[index] ?? 1) + digit, 0);
}

function placeOfReader(reader: Reader): number {
  const role = 'role' in reader ? reader.role : undefined;
  return READERS.findIndex((one) => one.kind === reader.kind && ('role' in one ? one.role : undefined) === role);
}
