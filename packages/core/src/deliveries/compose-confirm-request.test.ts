import { expect, test } from 'vitest';
import { idOf } from '../basics/ids.ts';
import { composeConfirmRequest, confirmRequestKey, isConfirmRequest } from './compose-confirm-request.ts';

const contact = { id: idOf<'Contact'>('ciso'), name: 'Ciska\nde Ciso', language: 'nl' } as const;
const cert = { name: 'Z-CERT', phone: '030 123 45 67', domain: 'cert.example' };

test('the request is one of its kind for a contact and a period, and says what to do first', () => {
  const message = composeConfirmRequest({ contact, since: '2026-08-01', cert });
  expect(message).toMatchObject({ key: confirmRequestKey('ciso', '2026-08-01'), label: 'CLEAR', button: { text: 'Bekijk en bevestig' } });
  expect(message.opening).toBe('Wij hebben u, Ciska de Ciso, als contact. Klopt dat nog? Eén klik is genoeg.');
  expect(composeConfirmRequest({ contact: { ...contact, language: 'en' }, since: '2026-08-01', cert }).subject).toBe(
    'Are your details still right?',
  );
});

test('it is known by its key', () => {
  expect([isConfirmRequest('confirm/x/2026-01-01'), isConfirmRequest('bundle/x/2026-01-01/open')]).toEqual([true, false]);
});
