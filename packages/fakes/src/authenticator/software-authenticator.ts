import { createHash, createSign, generateKeyPairSync, randomBytes, type KeyObject } from 'node:crypto';
import { cbor } from './cbor.ts';

/** What the page's script hands to the browser, as far as an authenticator looks at it (WebAuthn L3 §5.4, §5.5). */
export type CreationOptions = {
  readonly rp: { readonly id?: string };
  readonly user: { readonly id: string };
  readonly challenge: string;
  readonly excludeCredentials?: readonly { readonly id: string }[];
};
export type RequestOptions = {
  readonly challenge: string;
  readonly rpId?: string;
  readonly allowCredentials?: readonly { readonly id: string }[];
};

/** Where what is signed departs from what a right browser and key would say. */
export type Lies = {
  readonly origin?: string;
  readonly rpId?: string;
  readonly type?: string;
  readonly challenge?: string;
  readonly userVerified?: boolean;
  readonly userPresent?: boolean;
  /** The signature counter (§6.1.1); a cloned key repeats one. */
  readonly counter?: number;
  readonly crossOrigin?: boolean;
};

type Credential = {
  readonly id: string;
  readonly rpId: string;
  readonly userHandle: string;
  readonly key: KeyObject;
  readonly x: Buffer;
  readonly y: Buffer;
};

/** A key as a browser offers it: real CBOR, COSE and ES256, and everything that it signs can be made to lie. */
export type SoftwareAuthenticator = {
  readonly register: (options: CreationOptions, lies?: Lies) => RegistrationResponse;
  readonly sign: (
    options: RequestOptions,
    lies?: Lies & { readonly credentialId?: string; readonly userHandle?: string },
  ) => SignInResponse;
  /** The same keys and counter in another hand. */
  readonly clone: () => SoftwareAuthenticator;
};

export type RegistrationResponse = {
  id: string;
  rawId: string;
  type: 'public-key';
  clientExtensionResults: Record<string, never>;
  response: { clientDataJSON: string; attestationObject: string; transports: string[] };
};
export type SignInResponse = {
  id: string;
  rawId: string;
  type: 'public-key';
  clientExtensionResults: Record<string, never>;
  response: { clientDataJSON: string; authenticatorData: string; signature: string; userHandle: string };
};

/** §6.1: bits of the flags. A passkey that is synchronised says that it may be backed up, and that it is. */
const FLAGS = { userPresent: 0x01, userVerified: 0x04, backupEligible: 0x08, backedUp: 0x10, attested: 0x40 };

/** `counts`: keys in hardware count their signatures; synchronised ones leave the counter at 0 (§6.1.1). */
export function softwareAuthenticator(
  origin: string,
  counts = false,
  credentials: readonly Credential[] = [],
  counterAt = 0,
): SoftwareAuthenticator {
  const held = [...credentials];
  let counter = counterAt;
  const nextCounter = (lies: Lies): number => lies.counter ?? (counts ? (counter += 1) : 0);
  const clientData = (type: string, challenge: string, lies: Lies) =>
    Buffer.from(
      JSON.stringify({
        type: lies.type ?? type,
        challenge: lies.challenge ?? challenge,
        origin: lies.origin ?? origin,
        crossOrigin: lies.crossOrigin ?? false,
      }),
    );
  const authenticatorData = (rpId: string, lies: Lies, attested?: Buffer) => {
    const flags =
      (lies.userPresent === false ? 0 : FLAGS.userPresent) |
      (lies.userVerified === false ? 0 : FLAGS.userVerified) |
      (counts ? 0 : FLAGS.backupEligible | FLAGS.backedUp) |
      (attested === undefined ? 0 : FLAGS.attested);
    const counterBytes = Buffer.alloc(4);
    counterBytes.writeUInt32BE(nextCounter(lies));
    return Buffer.concat([sha256(lies.rpId ?? rpId), Buffer.from([flags]), counterBytes, attested ?? Buffer.alloc(0)]);
  };

  return {
    register(options, lies = {}) {
      const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      const jwk = publicKey.export({ format: 'jwk' });
      const credential: Credential = {
        id: randomBytes(32).toString('base64url'),
        rpId: options.rp.id ?? new URL(origin).hostname,
        userHandle: options.user.id,
        key: privateKey,
        x: Buffer.from(jwk.x ?? '', 'base64url'),
        y: Buffer.from(jwk.y ?? '', 'base64url'),
      };
      held.push(credential);
      const data = authenticatorData(credential.rpId, lies, attestedData(credential));
      return {
        id: credential.id,
        rawId: credential.id,
        type: 'public-key',
        clientExtensionResults: {},
        response: {
          clientDataJSON: clientData('webauthn.create', options.challenge, lies).toString('base64url'),
          attestationObject: cbor(
            new Map<string, unknown>([
              ['fmt', 'none'],
              ['attStmt', new Map()],
              ['authData', data],
            ]),
          ).toString('base64url'),
          transports: counts ? ['usb'] : ['internal', 'hybrid'],
        },
      };
    },

    sign(options, lies = {}) {
      const credential =
        held.find(({ id }) => (lies.credentialId === undefined ? offered(options, id) : id === lies.credentialId)) ?? held.at(-1);
      if (credential === undefined) throw new Error('this authenticator holds no key');
      const said = clientData('webauthn.get', options.challenge, lies);
      const data = authenticatorData(credential.rpId, lies);
      const signature = createSign('SHA256')
        .update(Buffer.concat([data, createHash('sha256').update(said).digest()]))
        .sign(credential.key);
      return {
        id: credential.id,
        rawId: credential.id,
        type: 'public-key',
        clientExtensionResults: {},
        response: {
          clientDataJSON: said.toString('base64url'),
          authenticatorData: data.toString('base64url'),
          signature: signature.toString('base64url'),
          userHandle: lies.userHandle ?? credential.userHandle,
        },
      };
    },

    clone: () => softwareAuthenticator(origin, counts, held, counter),
  };
}

function offered({ allowCredentials = [] }: RequestOptions, id: string): boolean {
  return allowCredentials.length === 0 || allowCredentials.some((each) => each.id === id);
}

/** §6.5.1: which kind of authenticator, the credential's id, its public key in COSE (RFC 9053 §7.1.1: EC2, ES256, P-256). */
function attestedData({ id, x, y }: Credential): Buffer {
  const idBytes = Buffer.from(id, 'base64url');
  const length = Buffer.alloc(2);
  length.writeUInt16BE(idBytes.length);
  const key = cbor(
    new Map<number, unknown>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, x],
      [-3, y],
    ]),
  );
  return Buffer.concat([Buffer.alloc(16), length, idBytes, key]);
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
