import type { Machine } from '../machine.ts';

/** Who asks, as a publisher reads it in its log, and whom to tell when we misbehave. */
export function userAgent(machine: Pick<Machine, 'config'>): string {
  return `Forewarn/0.1 (CSAF client of ${machine.config.cert.domain}; ${machine.config.cert.email})`.replaceAll(/[^\x20-\x7e]/g, '');
}
