import { expect, test } from 'vitest';
import { joinDevices } from './join-devices.ts';

const row = (device: string | undefined, version: string, more: object = {}) => ({
  line: { at: 'line 2', content: { product: 'Zoom', version, exposure: 'unknown' as const, ...more } },
  ...(device === undefined ? {} : { device }),
});
const joined = (...rows: readonly ReturnType<typeof row>[]) =>
  joinDevices(rows).map(({ content }) => [content.version, content.quantity, content.owner]);

test('the same product and version on several devices is one line with how many', () => {
  expect(joined(row('PC-1', '6.1'), row('PC-2', '6.1'), row('PC-3', '6.2'))).toEqual([
    ['6.1', 2, undefined],
    ['6.2', 1, undefined],
  ]);
});

test('a device that is listed twice counts once; a row without a name counts by itself, one that counts by its count', () => {
  expect(joined(row('PC-1', '6.1'), row('pc-1', '6.1'), row(undefined, '6.1'), row('x', '6.1', { quantity: 40 }))).toEqual([
    ['6.1', 42, undefined],
  ]);
});

test('an owner that differs between devices is their user and is left out', () => {
  expect(joined(row('PC-1', '6.1', { owner: 'Karin' }), row('PC-2', '6.1', { owner: 'Piet' }))).toEqual([['6.1', 2, undefined]]);
  expect(joined(row('PC-1', '6.1', { owner: 'werkplek' }), row('PC-2', '6.1', { owner: 'werkplek' }))).toEqual([['6.1', 2, 'werkplek']]);
});
