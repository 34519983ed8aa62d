/** A mail as it lies in a mailbox. Everything in it is a stranger's. */
export type FetchedMail = {
  readonly uid: number;
  /** Of the whole mail. */
  readonly sizeBytes: number;
  /** Its first bytes, at most as many as were asked for. */
  readonly bytes: Uint8Array;
};

export type OpenMailbox = {
  /** Of another value: the numbers of before mean nothing any more (RFC 9051 §2.3.1.1). */
  readonly uidValidity: string;
  /** That the next mail to come will have. */
  readonly uidNext: number;
  /** Numbers of the mails after `lastUid`, lowest first, at most `limit`. */
  readonly uidsAfter: (lastUid: number, limit: number) => Promise<readonly number[]>;
  /** When the server got it (RFC 9051 §2.3.3), in ms since 1970; undefined where it is gone meanwhile or the server does not say. */
  readonly receivedAtMs: (uid: number) => Promise<number | undefined>;
  /** Undefined where it is gone meanwhile. */
  readonly fetch: (uid: number, bytesMax: number) => Promise<FetchedMail | undefined>;
  readonly close: () => Promise<void>;
};

const CONNECT_TIMEOUT_MS = 15_000;
const SILENCE_TIMEOUT_MS = 30_000;
/** Replies longer than this end the connection. */
const LITERAL_BYTES_MAX = 4 * 1024 * 1024;

/**
 * Opens a mailbox to read, and to read alone (EXAMINE): nothing in it is marked, moved or removed. With TLS, but on this machine. Throws where it can't be
 * opened.
 */
export async function openMailbox(imapUrl: string): Promise<OpenMailbox> {
  const url = new URL(imapUrl);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const secure = url.protocol === 'imaps:';
  const isHere = host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
  const { ImapFlow } = await import('imapflow'); // large: not every Forewarn reads a mailbox
  const client = new ImapFlow({
    host,
    port: url.port === '' ? (secure ? 993 : 143) : Number(url.port),
    secure,
    doSTARTTLS: secure ? undefined : !isHere,
    auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) },
    logger: false,
    disableAutoIdle: true,
    connectionTimeout: CONNECT_TIMEOUT_MS,
    greetingTimeout: CONNECT_TIMEOUT_MS,
    socketTimeout: SILENCE_TIMEOUT_MS,
    maxLiteralSize: LITERAL_BYTES_MAX,
  });
  client.on('error', () => {}); // what breaks off is told by the command that waits
  try {
    await client.connect();
    await client.mailboxOpen(decodeURIComponent(url.pathname.slice(1)) || 'INBOX', { readOnly: true });
  } catch (cause) {
    client.close();
    throw cause;
  }
  const opened = client.mailbox;
  if (opened === false) throw new Error('the mailbox was not opened');
  return {
    uidValidity: String(opened.uidValidity),
    uidNext: opened.uidNext,
    uidsAfter: async (lastUid, limit) => {
      // "n:*" always names the last mail, also one before n (RFC 9051 §9, seq-range).
      const found = await client.search({ uid: `${lastUid + 1}:*` }, { uid: true });
      return (found === undefined || found === false ? [] : found)
        .filter((uid) => uid > lastUid)
        .toSorted((a, b) => a - b)
        .slice(0, limit);
    },
    receivedAtMs: async (uid) => {
      const found = await client.fetchOne(String(uid), { uid: true, internalDate: true }, { uid: true });
      if (found === undefined || found === false || found.internalDate === undefined) return undefined;
      const ms = new Date(found.internalDate).getTime();
      return Number.isNaN(ms) ? undefined : ms;
    },
    fetch: async (uid, bytesMax) => {
      const found = await client.fetchOne(String(uid), { uid: true, size: true, source: { start: 0, maxLength: bytesMax } }, { uid: true });
      if (found === undefined || found === false || found.source === undefined) return undefined;
      return { uid, sizeBytes: found.size ?? found.source.length, bytes: found.source.subarray(0, bytesMax) };
    },
    close: async () => {
      await Promise.race([client.logout().catch(() => {}), new Promise((done) => setTimeout(done, 2_000).unref())]);
      client.close();
    },
  };
}
