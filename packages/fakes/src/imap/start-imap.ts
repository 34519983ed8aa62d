import { createServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

/** What a mailbox server does wrong. `drop-at`: every connection is cut after so many bytes were sent. `refuse`: no sign-in. `silent`: no greeting. */
export type ImapTrouble = { readonly kind: 'drop-at'; readonly bytes: number } | { readonly kind: 'refuse' | 'silent' };

export type FakeImap = {
  /** For FOREWARN_IMAP_URL. */
  readonly url: string;
  /** A mail comes in; gives its number. `receivedAt`: when it came; this moment where absent. */
  readonly add: (raw: string | Buffer, receivedAt?: Date) => number;
  /** The mailbox is made anew: the same mails under other numbers. */
  readonly renumber: () => void;
  readonly trouble: (trouble: ImapTrouble | undefined) => void;
  /** Commands that could change something; a reader sends none. */
  readonly changes: () => readonly string[];
  readonly stop: () => Promise<void>;
};

type Kept = { readonly uid: number; readonly raw: Buffer; readonly receivedAt: Date };
type Account = { readonly user: string; readonly password: string };

/** What the server keeps, and what it does wrong. */
type Mailbox = {
  readonly account: Account;
  mails: readonly Kept[];
  uidValidity: number;
  trouble: ImapTrouble | undefined;
  readonly changes: string[];
};

/** One command of a reader: `tag NAME rest`. */
type Command = { readonly line: string; readonly tag: string; readonly name: string; readonly rest: string };
type Send = (bytes: string | Buffer) => void;

/** One mailbox that is read by IMAP4rev1 (RFC 3501): as much of it as a reader needs, on loopback. */
export async function startImap(account: Account): Promise<FakeImap> {
  const mailbox: Mailbox = { account, mails: [], uidValidity: 1_000, trouble: undefined, changes: [] };
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => {});
    serve(mailbox, socket);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `imap://${encodeURIComponent(account.user)}:${encodeURIComponent(account.password)}@127.0.0.1:${port}/INBOX`,
    add: (raw, receivedAt = new Date()) => {
      const uid = (mailbox.mails.at(-1)?.uid ?? 0) + 1;
      const bytes = Buffer.isBuffer(raw) ? raw : Buffer.from(raw.replace(/\r?\n/g, '\r\n'));
      mailbox.mails = [...mailbox.mails, { uid, raw: bytes, receivedAt }];
      return uid;
    },
    renumber: () => {
      mailbox.uidValidity += 1;
      mailbox.mails = mailbox.mails.map((mail, place) => ({ ...mail, uid: place + 1 }));
    },
    trouble: (wanted) => {
      mailbox.trouble = wanted;
    },
    changes: () => [...mailbox.changes],
    stop: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

/** One connection: greets, and answers line by line. */
function serve(mailbox: Mailbox, socket: Socket): void {
  const send = sendThrough(mailbox, socket);
  if (mailbox.trouble?.kind === 'silent') return;
  send('* OK [CAPABILITY IMAP4rev1 UIDPLUS] mailbox of Forewarn\r\n');
  let held = '';
  socket.on('data', (data) => {
    held += data.toString('latin1');
    for (let end = held.indexOf('\r\n'); end >= 0; end = held.indexOf('\r\n')) {
      const line = held.slice(0, end);
      held = held.slice(end + 2);
      const [, tag = '*', name = '', rest = ''] = /^(\S+) (UID \S+|\S+) ?(.*)$/i.exec(line) ?? [];
      answer(mailbox, { line, tag, name: name.toUpperCase(), rest }, send);
      if (name.toUpperCase() === 'LOGOUT') socket.end();
    }
  });
}

/** Cuts the connection at the byte where the trouble says so. */
function sendThrough(mailbox: Mailbox, socket: Socket): Send {
  let sent = 0;
  return (bytes) => {
    const all = Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes);
    const { trouble } = mailbox;
    const room = trouble?.kind === 'drop-at' ? Math.max(0, trouble.bytes - sent) : all.length;
    sent += all.length;
    if (room < all.length) socket.write(all.subarray(0, room), () => socket.destroy());
    else socket.write(all);
  };
}

/** RFC 3501 §6: what a command is answered with. One that is none of a reader's is noted, and refused. */
function answer(mailbox: Mailbox, command: Command, send: Send): void {
  const { line, tag, name } = command;
  const answering = ANSWERS[name];
  if (answering === undefined) {
    mailbox.changes.push(line);
    send(`${tag} BAD unknown\r\n`);
    return;
  }
  const words = answering(mailbox, command, send);
  send(words.startsWith('NO ') ? `${tag} ${words}\r\n` : `${tag} OK ${words}\r\n`);
}

/** Sends the lines of an answer and gives the words of its last. */
type Answering = (mailbox: Mailbox, command: Command, send: Send) => string;
const says =
  (...lines: readonly string[]): Answering =>
  (_mailbox, _command, send) => {
    for (const line of lines) send(`* ${line}\r\n`);
    return 'done';
  };
const FOLDERS = says('LIST (\\HasNoChildren) "/" "INBOX"');
const ANSWERS: Readonly<Record<string, Answering>> = {
  CAPABILITY: says('CAPABILITY IMAP4rev1 UIDPLUS'),
  LOGIN: login,
  LIST: FOLDERS,
  LSUB: FOLDERS,
  SELECT: select,
  EXAMINE: select,
  'UID SEARCH': search,
  'UID FETCH': fetchMail,
  LOGOUT: says('BYE'),
  NOOP: says(),
  ID: says(),
  ENABLE: says(),
  CLOSE: says(),
  UNSELECT: says(),
};

function login({ account, trouble }: Mailbox, { rest }: Command): string {
  const [user, password] = [...rest.matchAll(/"((?:[^"\\]|\\.)*)"|(\S+)/g)].map(
    ([, quoted, plain]) => quoted?.replace(/\\(.)/g, '$1') ?? plain,
  );
  const mayIn = trouble?.kind !== 'refuse' && user === account.user && password === account.password;
  return mayIn ? '[CAPABILITY IMAP4rev1 UIDPLUS] signed in' : 'NO [AUTHENTICATIONFAILED] wrong user or password';
}

function select({ mails, uidValidity, changes }: Mailbox, { line, name }: Command, send: Send): string {
  if (name === 'SELECT') changes.push(line);
  send(`* FLAGS (\\Seen)\r\n* ${mails.length} EXISTS\r\n* 0 RECENT\r\n* OK [UIDVALIDITY ${uidValidity}] UIDs valid\r\n`);
  send(`* OK [UIDNEXT ${(mails.at(-1)?.uid ?? 0) + 1}] next\r\n`);
  return '[READ-ONLY] selected';
}

function search({ mails }: Mailbox, { rest }: Command, send: Send): string {
  const from = Number(/(\d+):\*/.exec(rest)?.[1] ?? 1);
  const last = mails.at(-1)?.uid;
  const found = mails.filter(({ uid }) => uid >= from || uid === last).map(({ uid }) => uid);
  send(`* SEARCH${found.map((uid) => ` ${uid}`).join('')}\r\n`);
  return 'done';
}

function fetchMail({ mails, changes }: Mailbox, { line, rest }: Command, send: Send): string {
  const uid = Number(/^\d+/.exec(rest)?.[0]);
  const place = mails.findIndex((mail) => mail.uid === uid);
  const kept = mails[place];
  if (kept !== undefined && /INTERNALDATE/i.test(rest)) {
    send(`* ${place + 1} FETCH (UID ${uid} INTERNALDATE "${imapDate(kept.receivedAt)}")\r\n`);
    return 'done';
  }
  if (!/BODY\.PEEK\[\]/i.test(rest)) changes.push(line);
  if (kept === undefined) return 'done';
  const length = Number(/BODY(?:\.PEEK)?\[\]<0\.(\d+)>/i.exec(rest)?.[1] ?? Number.MAX_SAFE_INTEGER);
  const part = kept.raw.subarray(0, length);
  const head = `* ${place + 1} FETCH (UID ${uid} RFC822.SIZE ${kept.raw.length} BODY[]<0> {${part.length}}\r\n`;
  send(Buffer.concat([Buffer.from(head), part, Buffer.from(')\r\n')]));
  return 'done';
}

/** RFC 3501 §9 date-time. */
function imapDate(at: Date): string {
  const [, day = '', month = '', year = '', time = ''] = /^\w+, (\d\d) (\w+) (\d+) ([\d:]+)/.exec(at.toUTCString()) ?? [];
  return `${day}-${month}-${year} ${time} +0000`;
}
