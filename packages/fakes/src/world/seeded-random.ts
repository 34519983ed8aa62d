/** Chance that comes out the same for one seed, on every machine. */
export type SeededRandom = {
  /** 0 up to, not including, 1. */
  readonly fraction: () => number;
  /** A whole number from `least` to `most`, both included. */
  readonly whole: (least: number, most: number) => number;
  readonly chance: (probability: number) => boolean;
  readonly pick: <One>(from: readonly One[]) => One;
  /** One of them, by weight; undefined where all weights are 0. */
  readonly pickByWeight: <One>(from: readonly One[], weight: (one: One) => number) => One | undefined;
};

/** sfc32 (PractRand), seeded by the text through FNV-1a: small, fast, and without a pattern that our draws would show. */
export function seededRandom(seed: string): SeededRandom {
  const next = sfc32(seed);
  const fraction = () => next() / 0x1_0000_0000;
  const whole = (least: number, most: number) => least + Math.floor(fraction() * (most - least + 1));
  return {
    fraction,
    whole,
    chance: (probability) => fraction() < probability,
    pick: (from) => {
      const one = from[whole(0, from.length - 1)];
      if (one === undefined) throw new RangeError('there is nothing to pick from');
      return one;
    },
    pickByWeight: (from, weight) => {
      let left = fraction() * from.reduce((sum, one) => sum + weight(one), 0);
      return from.find((one) => weight(one) > 0 && (left -= weight(one)) < 0);
    },
  };
}

function sfc32(seed: string): () => number {
  let [a, b, c, counter] = [fnv1a(seed, 0), fnv1a(seed, 1), fnv1a(seed, 2), 1];
  const next = () => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return sum >>> 0;
  };
  for (let warmUp = 0; warmUp < 12; warmUp += 1) next();
  return next;
}

function fnv1a(text: string, salt: number): number {
  let hash = (0x811c9dc5 ^ salt) | 0;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash | 0;
}
