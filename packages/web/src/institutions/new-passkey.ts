import { startRegistration, type PublicKeyCredentialCreationOptionsJSON } from '@simplewebauthn/browser';
import { addPasskey, askNewPasskey } from '@forewarn/api/sessions.ts';
import { callAsMyself } from '../lib/call.ts';

/** Has this device make a passkey, for who is signed in or for whom a one-time code was made. Throws a `Fault`, or what the browser throws. */
export async function newPasskey(name: string, code?: string): Promise<void> {
  const options = await callAsMyself(askNewPasskey, { body: { code } });
  const response = await startRegistration({ optionsJSON: options as PublicKeyCredentialCreationOptionsJSON });
  await callAsMyself(addPasskey, { body: { name, response, code } });
}
