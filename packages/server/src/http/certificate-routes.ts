import type { FastifyInstance } from 'fastify';
import * as routes from '@forewarn/api/sessions.ts';
import { refuse } from '@forewarn/core/basics/refusal.ts';
import { record } from '../audit/record.ts';
import { asPrincipal, asSystem } from '../database/as-principal.ts';
import type { Machine } from '../machine.ts';
import { bindCertificate, findProgram } from '../sessions/certificate-store.ts';
import { fingerprintIn } from '../sessions/client-certificate.ts';
import { register } from './register.ts';

const NO_SUCH = refuse('no-such', 'There is no such program.');
const NO_CERTIFICATE = refuse('input-unreadable', 'This is no certificate.', 'Send it as PEM, or its SHA-256 in 64 hexadecimal digits.', {
  about: 'certificate',
});
const TAKEN = refuse('certificate-taken', 'This certificate cannot be used for this program.');

/** Which client certificate a program shows to the proxy. */
export function registerCertificateRoutes(app: FastifyInstance, machine: Machine): void {
  register(app, routes.bindCertificate, async ({ principal, params, body }) => {
    const sha256 = body.certificate === null ? null : fingerprintIn(body.certificate);
    if (sha256 === undefined) return NO_CERTIFICATE;
    const program = await asPrincipal(machine.database, principal, (trx) => findProgram(trx, params.id));
    if (program === undefined) return NO_SUCH;
    // Whether another's program has it is seen by Forewarn alone.
    return asSystem(machine.database, 'bind-certificate', async (trx) => {
      if (!(await bindCertificate(trx, params.id, sha256))) return TAKEN;
      const fingerprint = sha256 === null ? undefined : Buffer.from(sha256).toString('hex');
      await record(trx, {
        principal,
        at: machine.clock.now(),
        action: sha256 === null ? 'certificate-unbound' : 'certificate-bound',
        subject: { kind: 'account', id: params.id },
        ...(program.institutionId === null ? {} : { institutionId: program.institutionId }),
        ...(fingerprint === undefined ? {} : { details: { sha256: fingerprint } }),
      });
      return fingerprint === undefined ? {} : { sha256: fingerprint };
    });
  });
}
