import { expect, test } from 'vitest';
import { logFault } from './log-fault.ts';

test('kind, code, words and place of a fault are logged', () => {
  const fault = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:25'), { code: 'ECONNREFUSED' });
  expect(logFault(fault)).toEqual({
    type: 'Error',
    code: 'ECONNREFUSED',
    message: 'connect ECONNREFUSED 127.0.0.1:25',
    stack: expect.stringMatching(/^Error: connect ECONNREFUSED 127\.0\.0\.1:25\n +at /),
  });
});

test('of a fault of the database no value is logged, and which rule it was about is', () => {
  const rule = Object.assign(new Error('duplicate key value violates unique constraint "contacts_pkey"'), {
    code: '23505',
    severity: 'ERROR',
    constraint: 'contacts_pkey',
    table: 'contacts',
    detail: 'Key (email)=(geheim) already exists.',
    where: 'geheim',
  });
  const logged = logFault(rule);
  expect(logged).toMatchObject({ code: '23505', constraint: 'contacts_pkey', table: 'contacts' });
  expect(JSON.stringify(logged)).not.toContain('geheim');
  const value = Object.assign(new Error('invalid input syntax for type json: "geheim" in row 3 geheim'), {
    code: '22P02',
    severity: 'ERROR',
  });
  expect(JSON.stringify(logFault(value))).not.toContain('geheim');
});

test.for([
  'mail to geheim@lindemark.example was refused',
  'Recipient <geheim@lindemark.example>: no such mailbox',
  'POST https://cert:geheim@hooks.example/geheim?key=geheim failed',
  'no account for fwt_geheimgeheimgeheim',
  'Unexpected token in JSON: "geheim"',
  'could not call +31612345678',
])('addresses, links and tokens are taken out of "%s", in the stack and in its causes too', (message) => {
  const logged = JSON.stringify(logFault(new Error('above', { cause: new Error(message) })));
  expect(logged).not.toMatch(/geheim|31612345678/);
  expect(logged).toContain('…');
});

test('what is thrown and is no error is not shown', () => {
  expect(logFault('geheim')).toEqual({ type: 'string', message: 'something was thrown that is no error' });
});

test('causes that lead round in a circle end', () => {
  const fault = new Error('a');
  fault.cause = fault;
  expect(JSON.stringify(logFault(fault)).length).toBeLessThan(10_000);
});
