/** What stands in a log line of a fault. */
export type LoggedFault = {
  readonly type: string;
  readonly code?: string;
  readonly message: string;
  /** Of a fault of the database: which rule of ours it was about. */
  readonly constraint?: string;
  readonly table?: string;
  readonly stack?: string;
  readonly cause?: LoggedFault;
};

const DEPTH_MAX = 4;
const MESSAGE_CHARACTERS_MAX = 500;
/** SQLSTATE class 22 (PostgreSQL 15, appendix A): the message quotes the value that could not be taken. */
const DATA_EXCEPTION = /^22/;
const SQLSTATE = /^[0-9A-Z]{5}$/;

/**
 * A fault as it may stand in a log: its kind, code, place and words, without what other people wrote or may know. Libraries put the value that they
 * choked on, the address that they wrote to or the command that they sent into their faults' words and properties: properties are left out but for
 * those above, values of the database too, and addresses, links and tokens of the words.
 */
export function logFault(fault: unknown, depth = 0): LoggedFault {
  if (!(fault instanceof Error)) return { type: typeof fault, message: 'something was thrown that is no error' };
  const { code, constraint, table } = fault as Error & { code?: unknown; constraint?: unknown; table?: unknown };
  const isOfDatabase = typeof code === 'string' && SQLSTATE.test(code) && 'severity' in fault;
  const message = isOfDatabase && DATA_EXCEPTION.test(code) ? 'the database could not take a value' : withoutSecrets(fault.message);
  const frames = (fault.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return {
    type: fault.name,
    ...(typeof code === 'string' ? { code } : {}),
    message,
    ...(isOfDatabase && typeof constraint === 'string' ? { constraint } : {}),
    ...(isOfDatabase && typeof table === 'string' ? { table } : {}),
    stack: [`${fault.name}: ${message}`, ...frames].join('\n'),
    ...(fault.cause === undefined || depth >= DEPTH_MAX ? {} : { cause: logFault(fault.cause, depth + 1) }),
  };
}

/** Mail addresses, addresses of pages, tokens and what stands in quotation marks after a colon: somebody's, or a key. */
function withoutSecrets(text: string): string {
  return text
    .slice(0, MESSAGE_CHARACTERS_MAX)
    .replaceAll(/\bfw[a-z]?_[A-Za-z0-9_-]{8,}/g, '…')
    .replaceAll(
      /\b[a-z][a-z0-9+.-]*:\/\/[^\s<>"']+/gi,
      (url) =>
        `${url
          .split('/', 3)
          .join('/')
          .replace(/\/\/[^@/]*@/, '//')}/…`,
    )
    .replaceAll(/[^\s<>"'(:,;]+@[^\s<>"'),:;]+/g, '…@…')
    .replaceAll(/\+\d{8,15}\b/g, '+…')
    .replaceAll(/: ?"[^"]*"/g, ': "…"');
}
