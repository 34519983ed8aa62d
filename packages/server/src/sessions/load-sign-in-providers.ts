import { readFileSync } from 'node:fs';
import { readSignInProviders, type SignInProvider } from '@forewarn/core/institutions/sign-in-providers.ts';
import type { Config } from '../config.ts';
import { InternalFault } from '../internal-fault.ts';

export type LoadedProvider = SignInProvider & { readonly clientSecret: string };

/** The operator's sign-in services, with their secrets out of their own files. Throws `InternalFault` with every fault: at start, in words. */
export function loadSignInProviders({ oidcFile }: Pick<Config, 'oidcFile'>): readonly LoadedProvider[] {
  if (oidcFile === undefined) return [];
  const { providers, problems } = readSignInProviders(readJson(oidcFile));
  if (problems.length > 0)
    throw new InternalFault(`${oidcFile} can't be used:\n${problems.map(({ at, message }) => `  ${at}: ${message}`).join('\n')}`);
  return providers.map((provider) => ({ ...provider, clientSecret: secretOf(provider) }));
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new InternalFault(`${file} can't be read as JSON.`, { cause });
  }
}

function secretOf({ id, clientSecretFile }: SignInProvider): string {
  try {
    const secret = readFileSync(clientSecretFile, 'utf8').trim();
    if (secret !== '') return secret;
  } catch (cause) {
    throw new InternalFault(`The secret of the sign-in service "${id}" can't be read from ${clientSecretFile}.`, { cause });
  }
  throw new InternalFault(`${clientSecretFile} is empty; it holds the secret of the sign-in service "${id}".`);
}
