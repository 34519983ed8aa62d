import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import PostalMime from 'postal-mime';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isRefusal } from '@forewarn/core/basics/refusal.ts';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import { startMailbox, type Mailbox } from '@forewarn/fakes/mailbox/start-mailbox.ts';
import { exampleMessage } from '../../../example-deliveries.test-support.ts';
import { testMachine } from '../../../../test-machine.ts';
import type { KeyToEncrypt, Outgoing } from '../../channel.ts';
import { exampleOutgoing } from '../../example-outgoing.test-support.ts';
import { openEmail } from '../send.ts';
import { certificateOf, gpgIn, isInstalled, KEYS_MADE_AT, NOW, openpgpPair, signedParts, workplace } from './keys.test-support.ts';
import { readContactKey } from './read-contact-key.ts';

const hasGpg = isInstalled('gpg');
const hasOpenssl = isInstalled('openssl');
const at = NOW as Instant;
const place = workplace();
let mailbox: Mailbox;

beforeAll(async () => {
  mailbox = await startMailbox();
});
afterAll(async () => {
  await mailbox.stop();
  place.remove();
});

/** Sends one mail from a CERT with these keys, and gives it as it came. */
async function sent(outgoing: Partial<Outgoing>, environment: Readonly<Record<string, string>> = {}, now = NOW) {
  const machine = await testMachine({ FOREWARN_SMTP_URL: mailbox.smtpUrl, ...environment });
  machine.setNow(now);
  const channel = openEmail(machine);
  if (channel === undefined) throw new Error('the channel is closed');
  try {
    mailbox.empty();
    const outcome = await channel.send(exampleOutgoing({ plannedAt: now as Instant, ...outgoing }));
    return { outcome, mail: mailbox.mails()[0] };
  } finally {
    await channel.close();
    await machine.close();
  }
}

async function keyOf(text: string, now = NOW): Promise<KeyToEncrypt> {
  const facts = await readContactKey(text, now as Instant);
  if (isRefusal(facts)) throw new Error(facts.message);
  return { ...facts, id: 'k', source: 'uploaded', addedAt: at, checkedAt: at };
}

const notice = exampleMessage('w:1:lindemark', 'm:lindemark', {
  label: 'AMBER',
  isNotice: true,
  subject: '[Nu handelen] FW-2026-0031',
  opening: 'Er is een waarschuwing voor u.',
  blocks: [],
  full: {
    subject: '[Nu handelen] NetScaler: lek (FW-2026-0031)',
    opening: 'U gebruikt NetScaler.',
    blocks: [{ kind: 'paragraph', text: 'Vanaf regel één:\nFrom hier verder.' }],
  },
});

test.skipIf(!hasGpg)('GnuPG finds the signature of the CERT good, over a mail that has lines which begin with From', async () => {
  const own = await openpgpPair('Forewarn CERT', 'waarschuwing@cert.example');
  const gpg = gpgIn(place.path('.'));
  gpg(['--import'], own.publicKey);
  const message = exampleMessage('w:1:l', 'm:l', { blocks: [{ kind: 'paragraph', text: 'Vanaf:\nFrom nu af. ' }] });
  const { mail } = await sent({ message }, { FOREWARN_OPENPGP_KEY: place.path('cert.asc', own.privateKey) });
  const { signed, signature } = signedParts(mail!.raw);
  const armored = signature.slice(signature.indexOf('\r\n\r\n') + 4);
  const { said } = gpg(['--verify', place.path('sig.asc', armored), place.path('signed.bin', signed)]);
  expect(said).toContain('Good signature from "Forewarn CERT <waarschuwing@cert.example>"');
  expect(mail!.raw.toString()).toMatch(/micalg=pgp-sha(256|512);/);
  expect(signed.toString()).not.toMatch(/^From /m);
  expect(mail!.text).toContain('From nu af.');
  expect(mail!.messageId).toBe('<0198f2a4-7c11-7abc-8def-0123456789ab@cert.example>');
  const changed = place.path('changed.bin', signed.toString('latin1').replace('NetScaler', 'NetScalar'));
  expect(gpg(['--verify', place.path('sig.asc'), changed]).said).toContain('BAD signature');
});

test.skipIf(!hasGpg)('GnuPG opens what is encrypted to a key of its own, finds it signed, and outside stands nothing of it', async () => {
  const own = await openpgpPair('Forewarn CERT', 'waarschuwing@cert.example');
  const gpg = gpgIn(place.path('.'));
  const then = ['--faked-system-time', `${KEYS_MADE_AT.toISOString().replace(/[-:]/g, '').slice(0, 15)}!`];
  gpg([...then, '--quick-gen-key', 'Piket <piket@lindemark.example>', 'ed25519', 'default', '0']);
  const made = /^fpr:+([0-9A-F]{40}):/m.exec(gpg(['--with-colons', '--list-keys', 'piket@lindemark.example']).out.toString())?.[1] ?? '';
  gpg([...then, '--quick-add-key', made, 'cv25519', 'encr', '0']);
  const readerKey = gpg(['--armor', '--export', 'piket@lindemark.example']).out.toString();
  gpg(['--import'], own.publicKey);
  const { outcome, mail } = await sent(
    { message: notice, contactRole: 'ciso', keys: [await keyOf(readerKey)] },
    { FOREWARN_OPENPGP_KEY: place.path('cert.asc', own.privateKey) },
  );
  expect(outcome).toMatchObject({ kind: 'sent', response: expect.stringContaining('encrypted to') });
  expect(mail!.subject).toBe('[Nu handelen] FW-2026-0031');
  expect(mail!.raw.toString()).not.toContain('NetScaler');
  const armored = /-----BEGIN PGP MESSAGE-----[\s\S]+-----END PGP MESSAGE-----/.exec(mail!.raw.toString())?.[0] ?? '';
  const opened = gpg(['--decrypt'], armored);
  expect(opened.said).toContain('Good signature from "Forewarn CERT');
  const inside = await PostalMime.parse(opened.out);
  expect(inside.subject).toBe('[Nu handelen] NetScaler: lek (FW-2026-0031)');
  expect(inside.text).toContain('U gebruikt NetScaler.');
});

test.skipIf(!hasOpenssl)('OpenSSL finds the S/MIME signature good, by RSA and by a curve', async () => {
  for (const kind of ['rsa', 'ec'] as const) {
    const { pem, keyPem, certificate } = certificateOf(place.path, `cert-${kind}`, 'waarschuwing@cert.example', kind);
    const { mail } = await sent({}, { FOREWARN_SMIME_KEY: place.path(`own-${kind}.pem`, keyPem + pem) });
    const path = place.path('mail.eml', mail!.raw);
    const opened = execFileSync('openssl', ['cms', '-verify', '-in', path, '-CAfile', certificate], { stdio: ['ignore', 'pipe', 'pipe'] });
    expect(opened.toString()).toContain('Zet de update erop.');
    const changed = place.path('changed.eml', mail!.raw.toString('latin1').replace('Zet de update erop.', 'Zet de update uit.'));
    expect(() => execFileSync('openssl', ['cms', '-verify', '-in', changed, '-CAfile', certificate], { stdio: 'pipe' })).toThrow();
  }
});

test.skipIf(!hasOpenssl)('OpenSSL opens what is encrypted to a certificate, by RSA and by a curve, and finds it signed', async () => {
  const own = certificateOf(place.path, 'cert', 'waarschuwing@cert.example', 'rsa');
  const environment = { FOREWARN_SMIME_KEY: place.path('own.pem', own.keyPem + own.pem) };
  const today = new Date(Date.now() + 60_000).toISOString(); // OpenSSL makes certificates from today on
  for (const kind of ['rsa', 'ec'] as const) {
    const reader = certificateOf(place.path, `piket-${kind}`, 'piket@lindemark.example', kind);
    const { mail } = await sent({ message: notice, contactRole: 'ciso', keys: [await keyOf(reader.pem, today)] }, environment, today);
    expect(mail!.subject).toBe('[Nu handelen] FW-2026-0031');
    expect(mail!.raw.toString()).not.toContain('NetScaler');
    execFileSync(
      'openssl',
      [
        'cms',
        '-decrypt',
        '-in',
        place.path('mail.eml', mail!.raw),
        '-inkey',
        reader.key,
        '-recip',
        reader.certificate,
        '-out',
        place.path('opened.eml'),
      ],
      { stdio: 'ignore' },
    );
    execFileSync(
      'openssl',
      ['cms', '-verify', '-in', place.path('opened.eml'), '-CAfile', own.certificate, '-out', place.path('inside.eml')],
      { stdio: 'ignore' },
    );
    expect((await PostalMime.parse(readFileSync(place.path('inside.eml')))).text).toContain('U gebruikt NetScaler.');
  }
});

test('to an expired key nothing is encrypted: GREEN goes as it is, AMBER as a notice, and the record says why', async () => {
  const expired = await openpgpPair('Piket', 'piket@lindemark.example', { expiresAfterSeconds: 3_600 });
  const key = await keyOf(expired.publicKey);
  expect(key).toMatchObject({ fault: 'expired', expiresAt: '2025-06-01T01:00:00.000Z' });
  const green = await sent({ keys: [key] });
  expect(green.mail!.text).toContain('Zet de update erop.');
  const amber = await sent({ message: notice, keys: [key], contactRole: 'ciso' });
  expect(amber.outcome).toEqual({ kind: 'sent', response: expect.stringContaining(`not encrypted: ${key.fingerprint} expired`) });
  expect(amber.mail!.raw.toString()).not.toContain('NetScaler');
  expect(amber.mail!.text).toContain('Er is een waarschuwing voor u.');
});

test('a text above GREEN that is no notice goes out by no mail, and with a key encrypted alone', async () => {
  const pair = await openpgpPair('Piket', 'piket@lindemark.example');
  const message = exampleMessage('w:1:l', 'm:l', { label: 'AMBER' });
  const without = await sent({ message });
  expect(without).toEqual({ outcome: { kind: 'failed-for-good', reason: 'label' }, mail: undefined });
  const { mail } = await sent({ message: { ...notice, label: 'RED' }, keys: [await keyOf(pair.publicKey)], contactRole: 'ciso' });
  expect(mail!.raw.toString()).toContain('BEGIN PGP MESSAGE');
});

test('a CERT whose key file cannot be read sends nothing unsigned', async () => {
  await expect(sent({}, { FOREWARN_OPENPGP_KEY: place.path('absent.asc') })).rejects.toThrow('go unsigned');
  await expect(sent({}, { FOREWARN_SMIME_KEY: place.path('odd.pem', 'no key') })).rejects.toThrow('FOREWARN_SMIME_KEY');
});
