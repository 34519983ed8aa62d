import { NoPrimary } from '../database/primary-client.ts';
import { InternalFault } from '../internal-fault.ts';

/** A fault in one sentence, with what to do. */
export type Explanation = { readonly message: string; readonly hint?: string };

type Coded = Error & { readonly code?: string; readonly port?: number; readonly address?: string; readonly path?: string };

/**
 * What an operator is told of a fault: never a stack trace. Codes of Node (`EADDRINUSE` …) and of PostgreSQL (SQLSTATE, PostgreSQL 18
 * appendix A) that they can do something about have a sentence of their own.
 */
export function explainFault(fault: unknown): Explanation {
  for (let cause: unknown = fault; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof NoPrimary)
      return {
        message: `${cause.message}: ${explainFault(cause.cause).message}`,
        hint: 'Promote the standby (docs/operating/several-machines.md), or start the primary again.',
      };
    const known = explainCode(cause);
    if (known !== undefined) return known;
    const inner = cause instanceof AggregateError ? (cause.errors as readonly unknown[])[0] : undefined;
    if (inner instanceof Error) return explainFault(inner);
  }
  if (fault instanceof InternalFault) return { message: fault.message };
  const message = fault instanceof Error ? fault.message : String(fault);
  return { message: message === '' ? 'It failed without saying why.' : message, hint: 'FOREWARN_LOG=debug shows where it happened.' };
}

function explainCode(fault: Coded): Explanation | undefined {
  switch (fault.code) {
    case 'EADDRINUSE':
      return {
        message: `Port ${fault.port ?? ''} is taken by another program.`,
        hint: 'Stop that program, or choose another port: FOREWARN_PORT=8081 (0 takes a free one).',
      };
    case 'EADDRNOTAVAIL':
      return {
        message: `This machine has no address ${fault.address ?? ''}.`,
        hint: 'Set FOREWARN_HOST to one of its own; 127.0.0.1 and 0.0.0.0 always work.',
      };
    case 'EACCES':
      return fault.port === undefined
        ? {
            message: `There is no permission for ${fault.path ?? 'a file'}.`,
            hint: 'Check whose it is, or set FOREWARN_DATA to a folder of your own.',
          }
        : {
            message: `This user may not listen on port ${fault.port}.`,
            hint: 'Choose one above 1023 with FOREWARN_PORT, and put a proxy in front.',
          };
    case 'ENOSPC':
    case '53100':
      return { message: 'The disk is full.', hint: 'Make room and try again. Nothing that was acknowledged is lost.' };
    case 'EROFS':
      return {
        message: `The disk of ${fault.path ?? 'the data directory'} is read-only.`,
        hint: 'Set FOREWARN_DATA to a folder that can be written.',
      };
    case 'ECONNREFUSED':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'ETIMEDOUT':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return {
        message: `The database server can't be reached (${fault.code}${fault.address === undefined ? '' : `, ${fault.address}`}${fault.port === undefined ? '' : ` port ${fault.port}`}).`,
        hint: 'Check that it runs and that DATABASE_URL names it; without DATABASE_URL Forewarn starts its own.',
      };
    case '28P01':
    case '28000':
      return { message: 'The database server refuses this login.', hint: 'Check user and password in DATABASE_URL.' };
    case '3D000':
      return { message: 'The database that DATABASE_URL names does not exist.', hint: 'Make it: createdb --owner=<user> <name>' };
    case '42501':
      return {
        message: `The database login may not do this: ${fault.message}.`,
        hint: 'It must own the database and its schema "forewarn"; see docs/operating/installing.md.',
      };
    case '53300':
      return { message: 'The database server has no connection left.', hint: 'Raise max_connections, or stop what holds them.' };
    case '57P03':
      return { message: 'The database server is starting up or recovering.', hint: 'Try again in a moment.' };
    default:
      return undefined;
  }
}
