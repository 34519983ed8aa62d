import { readFileSync } from 'node:fs';
import { InternalFault } from '../../internal-fault.ts';

export type OperatingUser = { readonly name: string; readonly uid: number; readonly gid: number };

/**
 * The ordinary user that the database must run as when Forewarn is started as root (PostgreSQL refuses root): the first of these
 * that the machine knows. Undefined when we are not root and no change of user is needed.
 */
export function databaseUser(): OperatingUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n');
  for (const name of ['forewarn', 'nobody']) {
    const fields = lines.find((line) => line.startsWith(`${name}:`))?.split(':');
    if (fields !== undefined) return { name, uid: Number(fields[2]), gid: Number(fields[3]) };
  }
  throw new InternalFault('Started as root, the database needs an ordinary user to run as. Make one: useradd --system forewarn');
}
