import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { fillTemplate } from './fill-template.ts';
import { gatewayOutcome } from './open-gateway.ts';
import { openLaterChannels, readGateways } from './read-gateways.ts';
import { valueAt } from './value-at.ts';

const place = mkdtempSync(join(tmpdir(), 'fw-gateways-'));
afterAll(() => rmSync(place, { recursive: true, force: true }));

function gateways(file: unknown) {
  const gatewaysFile = join(place, 'gateways.json');
  writeFileSync(gatewaysFile, typeof file === 'string' ? file : JSON.stringify(file));
  return readGateways({ gatewaysFile });
}

const filling = {
  number: '+31612345678',
  text: 'Zet <de> "update" & meer\nerop',
  delivery: 'd1',
  language: 'nl-NL',
  callback: 'https://fw.example/hooks?delivery=d1',
};
const account = { account: 'AC1', key: 'sleutel', sender: '+3197000000', hook: 'een-lang-geheim-van-de-provider' };

test('without a file nothing rings', () => {
  expect(openLaterChannels({ gatewaysFile: undefined })).toEqual([]);
});

test('a form is filled with each value encoded for where it stands', () => {
  const { sms, voice } = gateways({ sms: { provider: 'twilio', ...account }, voice: { provider: 'twilio', ...account } });
  const filled = fillTemplate(sms!, filling);
  expect(filled.url).toBe('https://api.twilio.com/2010-04-01/Accounts/AC1/Messages.json');
  expect(filled.headers['authorization']).toBe(`Basic ${Buffer.from('AC1:sleutel').toString('base64')}`);
  expect(Object.fromEntries(new URLSearchParams(filled.body))).toEqual({
    To: '+31612345678',
    From: '+3197000000',
    Body: filling.text,
    StatusCallback: filling.callback,
  });
  const spoken = new URLSearchParams(fillTemplate(voice!, filling).body).get('Twiml');
  expect(spoken).toContain('Zet &#60;de&#62; &#34;update&#34; &#38; meer');
});

test('JSON is filled as JSON: a text stays a text, whatever is in it', () => {
  const { sms } = gateways({ sms: { provider: 'messagebird', ...account } });
  const { body, headers } = fillTemplate(sms!, { ...filling, text: '", "recipients": ["+1900"], "x": "{key}' });
  expect(JSON.parse(body!)).toEqual({
    originator: '+3197000000',
    recipients: ['+31612345678'],
    body: '", "recipients": ["+1900"], "x": "{key}',
    reference: 'd1',
    reportUrl: filling.callback,
  });
  expect(headers['authorization']).toBe('AccessKey sleutel');
});

test('an operator describes a gateway of their own', () => {
  const own = {
    url: 'http://10.0.0.5/send?to={number}',
    allowPrivate: true,
    method: 'GET',
    key: 'k',
    headers: { 'x-key': '{key}' },
    accepted: { statuses: [200], at: '/result/0/state', values: ['queued'] },
    messageId: '/result/0/id',
  };
  const { sms } = gateways({ sms: own });
  expect(fillTemplate(sms!, filling)).toEqual({
    url: 'http://10.0.0.5/send?to=%2B31612345678',
    headers: { 'x-key': 'k' },
    body: undefined,
  });
  expect(gatewayOutcome(sms!, 200, '{"result":[{"state":"queued"}]}').kind).toBe('sent');
  expect(gatewayOutcome(sms!, 200, '{"result":[{"state":"no credit"}]}')).toMatchObject({ kind: 'failed-for-good', reason: 'refused' });
  expect(valueAt({ result: [{ 'a/b': 7 }] }, '/result/0/a~1b')).toBe('7');
});

test('without a hook no receipt is waited for', () => {
  const { hook: _, ...without } = account;
  expect(gateways({ sms: { provider: 'twilio', ...without } }).sms!.receipts).toBeUndefined();
});

test.each<[string, unknown, RegExp]>([
  ['no JSON', '{', /can't be read as JSON/],
  ['an unknown provider', { sms: { provider: 'nobody' } }, /no template "nobody"/],
  ['nowhere to go', { sms: {} }, /neither a provider nor an url/],
  ['no TLS', { sms: { url: 'http://sms.example/' } }, /without TLS/],
  ['a hook that can be guessed', { sms: { provider: 'twilio', hook: 'kort' } }, /hook/],
  ['a word that means nothing', { sms: { provider: 'twilio', sendr: 'x' } }, /can't be used/],
])('%s is told in words', (_what, file, said) => {
  expect(() => gateways(file)).toThrow(said);
});

test.each([
  [401, 'failed-for-now', 'authentication'],
  [402, 'failed-for-now', 'authentication'],
  [429, 'failed-for-now', 'busy'],
  [500, 'failed-for-now', 'busy'],
  [400, 'failed-for-good', 'refused'],
] as const)('HTTP %s is %s', (status, kind, reason) => {
  expect(gatewayOutcome({ accepted: { statuses: [201] } }, status, '')).toMatchObject({ kind, reason });
});
