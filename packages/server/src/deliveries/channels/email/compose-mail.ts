import { describeKeys, keyFault, keyToEncryptTo } from '@forewarn/core/deliveries/contact-key.ts';
import { mayGoOut, messageToEncrypt } from '@forewarn/core/deliveries/may-go-out.ts';
import type { Machine } from '../../../machine.ts';
import type { KeyToEncrypt, Outgoing } from '../channel.ts';
import { buildMail } from './build-mail.ts';
import { mailBytes } from './mail-bytes.ts';
import type { MailMaker } from './mail-maker.ts';
import type { RelayMail } from './relay-line.ts';
import { hasSigner, secureMail } from './keys/secure-mail.ts';
import type { SigningKeys } from './keys/signing-keys.ts';

/** What mails are made with: `make` knows what many have in common. */
export type MailWorkshop = { readonly machine: Machine; readonly signers: SigningKeys; readonly make: MailMaker };

/** `mail` is undefined where its label keeps it from going so; `note` says how it went where that is not as it should be. */
export type ComposedMail = { readonly mail?: RelayMail; readonly note?: string };

/**
 * The mail of one delivery as it goes to the relay: encrypted where the contact has a key that can be used, else as its label lets it go, signed
 * wherever the CERT has a key. A key that fails at the last moment is said in `note` and the mail goes without it: to be warned comes first.
 */
export async function composeMail({ machine, signers, make }: MailWorkshop, outgoing: Outgoing, address: string): Promise<ComposedMail> {
  const now = machine.clock.now();
  const keys = outgoing.keys ?? [];
  const key = keyToEncryptTo(keys, now);
  if (key !== undefined) {
    try {
      return { mail: await encrypted(machine, signers, outgoing, address, key), note: `encrypted to ${key.fingerprint}` };
    } catch (cause) {
      machine.log.error(
        { err: cause, delivery: outgoing.deliveryId, key: key.id },
        'a mail could not be encrypted to a key that seemed right',
      );
      return {
        ...(await plain({ machine, signers, make }, outgoing, address)),
        note: `not encrypted: ${key.fingerprint} could not be used`,
      };
    }
  }
  const faults = keys.map((each) => `${each.fingerprint} ${keyFault(each, now) ?? ''}`.trim());
  const composed = await plain({ machine, signers, make }, outgoing, address);
  return describeKeys(keys, 'en', now) === undefined ? composed : { ...composed, note: `not encrypted: ${faults.join(', ')}` };
}

async function encrypted(
  machine: Machine,
  signers: SigningKeys,
  outgoing: Outgoing,
  address: string,
  key: KeyToEncrypt,
): Promise<RelayMail> {
  const now = machine.clock.now();
  const { contactRole } = outgoing;
  const message = contactRole === undefined ? outgoing.message : messageToEncrypt(outgoing.message, contactRole, now);
  // Outside stands the subject that may be read by whoever sees the mail pass: that of the message as it would go plain.
  const inside = buildMail({ ...outgoing, message: { ...message, subject: outgoing.message.subject } }, address, machine.config.cert, true);
  const raw = mailBytes(inside);
  return {
    from: machine.config.cert.email,
    to: address,
    bytes: await secureMail({ raw, signers, readerKey: key, subject: message.subject, deliveryId: outgoing.deliveryId }, now),
  };
}

async function plain({ machine, signers, make }: MailWorkshop, outgoing: Outgoing, address: string): Promise<ComposedMail> {
  const now = machine.clock.now();
  if (mayGoOut(outgoing.message, 'email', now).kind !== 'yes') return {};
  const raw = make(outgoing, address);
  const envelope = { from: machine.config.cert.email, to: address };
  if (!hasSigner(signers)) return { mail: { ...envelope, bytes: raw } };
  const { deliveryId, message } = outgoing;
  const bytes = await secureMail({ raw, signers, readerKey: undefined, subject: message.subject, deliveryId }, now);
  return { mail: { ...envelope, bytes } };
}
