import { expect, test } from 'vitest';
import { InternalFault } from '../internal-fault.ts';
import { explainFault } from './explain-fault.ts';

function fault(code: string, rest: object = {}): Error {
  return Object.assign(new Error(`raw text of ${code}`), { code, ...rest });
}

test.each([
  ['a port that is taken', fault('EADDRINUSE', { port: 8080 }), /8080 is taken.*/, /FOREWARN_PORT/],
  ['a port below 1024', fault('EACCES', { port: 80 }), /may not listen on port 80/, /1023/],
  ['a folder of somebody else', fault('EACCES', { path: '/x' }), /permission for \/x/, /FOREWARN_DATA/],
  ['a full disk', fault('ENOSPC'), /disk is full/, /Make room/],
  ['a full disk of the database', fault('53100'), /disk is full/, /Make room/],
  ['no database server', fault('ECONNREFUSED', { address: '127.0.0.1', port: 5432 }), /can't be reached.*5432/, /DATABASE_URL/],
  ['a wrong password', fault('28P01'), /refuses this login/, /DATABASE_URL/],
  ['no such database', fault('3D000'), /does not exist/, /createdb/],
  ['a login without rights', fault('42501'), /may not do this/, /own/],
  ['the cause lies within', new InternalFault('Outer.', { cause: fault('ENOSPC') }), /disk is full/, /Make room/],
  [
    'several addresses were tried',
    new AggregateError([fault('ECONNREFUSED', { address: '::1', port: 1 })]),
    /can't be reached/,
    /DATABASE_URL/,
  ],
  ['anything else', new Error('odd'), /^odd$/, /FOREWARN_LOG=debug/],
])('%s is told in a sentence with what to do', (_, thrown, message, hint) => {
  const told = explainFault(thrown);
  expect(told.message).toMatch(message);
  expect(told.hint).toMatch(hint);
  expect(told.message).not.toContain('\n    at ');
});

test('our own words stay as they are', () => {
  expect(explainFault(new InternalFault('The settings are wrong.'))).toEqual({ message: 'The settings are wrong.' });
});
