import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateKey } from 'openpgp';

/** Before the tests' clock, whatever today is: keys are made at it, and GnuPG is told that it is then. */
export const KEYS_MADE_AT = new Date('2025-06-01T00:00:00Z');
export const NOW = '2025-06-02T09:00:00Z';

export function isInstalled(program: string): boolean {
  return (
    spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0 || spawnSync(program, ['version'], { stdio: 'ignore' }).status === 0
  );
}

/** A folder that is gone when the test file ends. */
export function workplace(): { readonly path: (name: string, content?: string | Uint8Array) => string; readonly remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'fw-keys-'));
  return {
    path: (name, content) => {
      const path = join(folder, name);
      if (content !== undefined) writeFileSync(path, content, { mode: 0o600 });
      return path;
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** An OpenPGP key pair that GnuPG 2.2 can use too. */
export async function openpgpPair(name: string, email: string, options: { expiresAfterSeconds?: number; at?: Date } = {}) {
  return generateKey({
    type: 'ecc',
    curve: 'curve25519Legacy',
    userIDs: [{ name, email }],
    date: options.at ?? KEYS_MADE_AT,
    keyExpirationTime: options.expiresAfterSeconds ?? 0,
    format: 'armored',
  });
}

/** GnuPG with a home of its own. */
export function gpgIn(home: string) {
  return (args: readonly string[], input?: string | Uint8Array): { readonly out: Buffer; readonly said: string } => {
    const ran = spawnSync(
      'gpg',
      [
        '--homedir',
        home,
        '--batch',
        '--yes',
        '--no-tty',
        '--trust-model',
        'always',
        '--pinentry-mode',
        'loopback',
        '--passphrase',
        '',
        ...args,
      ],
      {
        input: input === undefined ? undefined : Buffer.from(input),
      },
    );
    return { out: ran.stdout, said: `${ran.stderr.toString()}\nstatus ${ran.status}` };
  };
}

export type CertificateKind = 'rsa' | 'ec' | 'weak' | 'signing-alone';
const NEW_KEY: Readonly<Record<CertificateKind, readonly string[]>> = {
  rsa: ['-newkey', 'rsa:2048', '-addext', 'keyUsage=digitalSignature,keyEncipherment'],
  ec: ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-addext', 'keyUsage=digitalSignature,keyAgreement'],
  weak: ['-newkey', 'rsa:1024', '-addext', 'keyUsage=digitalSignature,keyEncipherment'],
  'signing-alone': ['-newkey', 'rsa:2048', '-addext', 'keyUsage=digitalSignature'],
};

/** A certificate that signs itself, made by OpenSSL: paths of the key and of the certificate. */
export function certificateOf(path: (name: string) => string, name: string, email: string, kind: CertificateKind, days = 3_650) {
  const [key, certificate] = [path(`${name}.key`), path(`${name}.pem`)];
  execFileSync(
    'openssl',
    [
      'req',
      '-x509',
      '-nodes',
      '-keyout',
      key,
      '-out',
      certificate,
      '-days',
      String(days),
      '-subj',
      `/CN=${name}`,
      '-addext',
      `subjectAltName=email:${email}`,
      '-addext',
      'extendedKeyUsage=emailProtection',
      ...NEW_KEY[kind],
    ],
    { stdio: 'ignore' },
  );
  return { key, certificate, pem: readFileSync(certificate, 'utf8'), keyPem: readFileSync(key, 'utf8') };
}

/** The two parts of a `multipart/signed` mail: what is signed, byte for byte, and the part that holds the signature. */
export function signedParts(raw: Buffer): { readonly signed: Buffer; readonly signature: string } {
  const text = raw.toString('latin1');
  const boundary = /boundary="([^"]+)"/.exec(text)?.[1] ?? '';
  const [, first = '', second = ''] = text.split(`--${boundary}\r\n`);
  return { signed: Buffer.from(first.replace(/\r\n$/, ''), 'latin1'), signature: second.split(`\r\n--${boundary}--`)[0] ?? '' };
}
