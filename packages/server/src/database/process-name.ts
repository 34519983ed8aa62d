import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** How a running Forewarn shows itself in pg_stat_activity. */
export type ProcessName = {
  readonly version: string;
  /** The newest migration that it knows. */
  readonly schema: number;
  /** `web`, `worker`, `all`. */
  readonly role: string;
  /** Its number on its machine. */
  readonly pid: number;
};

const SHAPE = /^forewarn (\S{1,20})\/(\d{1,5}) (web|worker|all) (\d{1,10})$/;

/** `forewarn 0.1.0/41 worker 1234`, at most 63 bytes (PostgreSQL 15, §20.11.1 application_name). */
export function processName({ version, schema, role, pid }: ProcessName): string {
  return `forewarn ${version}/${schema} ${role} ${pid}`;
}

/** Undefined for a command, a backup and everybody else. */
export function readProcessName(name: string): ProcessName | undefined {
  const [, version, schema, role, pid] = SHAPE.exec(name) ?? [];
  if (version === undefined || schema === undefined || role === undefined || pid === undefined) return undefined;
  return { version, schema: Number(schema), role, pid: Number(pid) };
}

/** Of this program: of the package that it lies in. */
export function ownVersion(): string {
  const text = readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8');
  const { version } = JSON.parse(text) as { readonly version?: string };
  return version ?? 'unknown';
}
