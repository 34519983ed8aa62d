import { expect, test } from 'vitest';
import { comesFromElsewhere } from './comes-from-elsewhere.ts';

const OURS = 'https://forewarn.example';

test.each([
  [{}, false],
  [{ 'sec-fetch-site': 'same-origin', origin: 'null' }, false],
  [{ 'sec-fetch-site': 'none' }, false], // typed, or from a mail
  [{ 'sec-fetch-site': 'cross-site', origin: OURS }, true],
  [{ 'sec-fetch-site': 'same-site' }, true], // another host of the CERT is another
  [{ 'sec-fetch-site': ['same-origin', 'cross-site'] }, true],
  [{ origin: OURS, host: '127.0.0.1:8080' }, false], // behind a proxy
  [{ origin: 'http://127.0.0.1:8080', host: '127.0.0.1:8080' }, false],
  [{ origin: 'null' }, false], // our own page, in a browser that says no more
  [{ origin: 'https://elders.example', host: 'forewarn.example' }, true],
  [{ origin: 'nonsense', host: 'forewarn.example' }, true],
] as const)('%j is from elsewhere: %s', (headers, elsewhere) => {
  expect(comesFromElsewhere(headers as Record<string, string>, OURS)).toBe(elsewhere);
});
