import { isZeros, pushText } from './keyed-scheme.ts';
import { pushDigits } from './version-scheme.ts';

/** Numbers of which those that are missing are 0. */
export function pushNumbers(key: number[], dotted: string): void {
  const numbers = dotted.split('.');
  while (numbers.length > 0 && isZeros(numbers.at(-1) ?? '')) numbers.pop();
  for (const number of numbers) {
    key.push(1);
    pushDigits(key, number);
  }
  key.push(0);
}

/** Semver 2.0.0 §11.3, §11.4: before the release; numbers before words; fewer fields first. */
export function pushPreRelease(key: number[], fields: string | undefined): void {
  if (fields === undefined) {
    key.push(1);
    return;
  }
  key.push(0);
  for (const field of fields.split('.')) {
    if (/^\d+$/.test(field)) {
      key.push(1);
      pushDigits(key, field);
    } else {
      key.push(2);
      pushText(key, field);
    }
  }
  key.push(0);
}
