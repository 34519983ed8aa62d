import { expect, test } from 'vitest';
import { DESK_FAULTS, describeDeskFault, deskFaultOfStatus, deskFaultOfStored, storedDeskFault } from './desk-fault.ts';

test.each([
  [200, undefined],
  [204, undefined],
  [206, undefined], // TOPdesk: there is more than this page
  [401, 'password-refused'],
  [403, 'not-allowed'],
  [404, 'not-a-desk'],
  [400, 'refused'],
  [429, 'busy'],
  [503, 'busy'],
] as const)('a desk that answers %i: %s', (status, code) => {
  expect(deskFaultOfStatus(status)?.code).toBe(code);
});

test('what is stored is read back; what an earlier version stored is still a fault', () => {
  for (const code of DESK_FAULTS) expect(deskFaultOfStored(storedDeskFault({ code }))).toEqual({ code });
  expect(deskFaultOfStored(storedDeskFault({ code: 'busy', status: 503 }))).toEqual({ code: 'busy', status: 503 });
  expect(deskFaultOfStored('The service desk answered with status 503.')).toEqual({ code: 'other' });
});

test('every fault says what happened and then what to do, in both languages', () => {
  for (const language of ['nl', 'en'] as const) {
    const said = DESK_FAULTS.map((code) => describeDeskFault({ code, status: 503 }, language));
    expect(new Set(said).size).toBe(DESK_FAULTS.length);
    expect(said.filter((text) => text.split(/[.:] /).length < 2)).toEqual([]);
  }
  expect(describeDeskFault({ code: 'busy', status: 503 }, 'nl')).toContain('status 503');
});
