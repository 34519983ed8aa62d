import { createMessage, readKey, readSignature, verify } from 'openpgp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startMailbox, type Mailbox } from '@forewarn/fakes/mailbox/start-mailbox.ts';
import { testMachine } from '../../../test-machine.ts';
import { codeMessage } from '../../sign-in-mail-text.ts';
import { NOW, openpgpPair, signedParts, workplace } from './keys/keys.test-support.ts';
import { mailOnce } from './mail-once.ts';

const place = workplace();
let mailbox: Mailbox;
beforeAll(async () => {
  mailbox = await startMailbox();
});
afterAll(async () => {
  await mailbox.stop();
  place.remove();
});

/** The mail with a code to sign in, from a CERT with these settings. */
async function mailed(environment: Readonly<Record<string, string>>) {
  const machine = await testMachine({ FOREWARN_SMTP_URL: mailbox.smtpUrl, ...environment });
  machine.setNow(NOW);
  mailbox.empty();
  try {
    const account = { id: 'a-1', name: 'Ciska de Ciso', email: 'ciska@lindemark.example', language: 'nl' as const };
    const message = codeMessage({ account, code: '12345678', askedFrom: '192.0.2.1' }, machine.config.cert);
    await mailOnce(machine, { id: 'request-1', to: account, link: 'https://x.example/sign-in/mail/abc', message });
    return mailbox.mails()[0];
  } finally {
    await machine.close();
  }
}

test('a mail about an account is signed with the key of the CERT, as its warnings are', async () => {
  const own = await openpgpPair('Forewarn CERT', 'waarschuwing@cert.example');
  const mail = await mailed({ FOREWARN_OPENPGP_KEY: place.path('cert.asc', own.privateKey) });
  const { signed, signature } = signedParts(mail!.raw);
  const checked = await verify({
    message: await createMessage({ binary: signed }),
    signature: await readSignature({ armoredSignature: signature.slice(signature.indexOf('-----BEGIN')) }),
    verificationKeys: await readKey({ armoredKey: own.publicKey }),
    date: new Date(NOW),
  });
  await expect(checked.signatures[0]?.verified).resolves.toBe(true);
  expect(signed.toString()).toContain('1234 5678');
  expect(mail!.messageId).toBe('<request-1@cert.example>');
});

test('a key that cannot be read stops it: who means to sign sends nothing unsigned', async () => {
  await expect(mailed({ FOREWARN_OPENPGP_KEY: place.path('broken.asc', 'no key') })).rejects.toThrow(/OpenPGP/);
  expect(mailbox.mails()).toEqual([]);
});

test('without a key it goes as it always did', async () => {
  const mail = await mailed({});
  expect(mail!.raw.toString()).not.toContain('multipart/signed');
  expect(mail!.text).toContain('1234 5678');
});
