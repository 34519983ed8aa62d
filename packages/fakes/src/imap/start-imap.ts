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

/** One mailbox that is read by IMAP4rev1 (RFC 3501): as much of it as a reader needs, on loopback. */
export async function startImap(account: { readonly user: string; readonly password: string }): Promise<FakeImap> {
  let mails: Kept[] = [];
  let uidValidity = 1_000;
  let trouble: ImapTrouble | undefined;
  const changes: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => {});
    serve(socket);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `imap://${encodeURIComponent(account.user)}:${encodeURIComponent(account.password)}@127.0.0.1:${port}/INBOX`,
    add: (raw, receivedAt = new Date()) => {
      const uid = (mails.at(-1)?.uid ?? 0) + 1;
      mails.push({ uid, raw: Buffer.isBuffer(raw) ? raw : Buffer.from(raw.replace(/\r?\n/g, '\r\n')), receivedAt });
      return uid;
    },
    renumber: () => {
      uidValidity += 1;
      mails = mails.map((mail, place) => ({ ...mail, uid: place + 1 }));
    },
    trouble: (wanted) => {
      trouble = wanted;
    },
    changes: () => [...changes],
    stop: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };

  function serve(socket: Socket): void {
    let sent = 0;
    const send = (bytes: string | Buffer) => {
      const all = Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes);
      const room = trouble?.kind === 'drop-at' ? Math.max(0, trouble.bytes - sent) : all.length;
      sent += all.length;
      if (room < all.length) {
        socket.write(all.subarray(0, room), () => socket.destroy());
        return;
      }
      socket.write(all);
    };
    if (trouble?.kind === 'silent') return;
    send('* OK [CAPABILITY IMAP4rev1 UIDPLUS] mailbox of Forewarn\r\n');
    let held = '';
    socket.on('data', (data) => {
      held += data.toString('latin1');
      for (let end = held.indexOf('\r\n'); end >= 0; end = held.indexOf('\r\n')) {
        const line = held.slice(0, end);
        held = held.slice(end + 2);
        command(line, send, socket);
      }
    });
  }

  function command(line: string, send: (bytes: string | Buffer) => void, socket: Socket): void {
    const [, tag = '*', name = '', rest = ''] = /^(\S+) (UID \S+|\S+) ?(.*)$/i.exec(line) ?? [];
    const ok = (words = 'done') => send(`${tag} OK ${words}\r\n`);
    switch (name.toUpperCase()) {
      case 'CAPABILITY':
        send('* CAPABILITY IMAP4rev1 UIDPLUS\r\n');
        return ok();
      case 'LOGIN': {
        const [user, password] = [...rest.matchAll(/"((?:[^"\\]|\\.)*)"|(\S+)/g)].map(
          ([, quoted, plain]) => quoted?.replace(/\\(.)/g, '$1') ?? plain,
        );
        const mayIn = trouble?.kind !== 'refuse' && user === account.user && password === account.password;
        return mayIn ? ok('[CAPABILITY IMAP4rev1 UIDPLUS] signed in') : send(`${tag} NO [AUTHENTICATIONFAILED] wrong user or password\r\n`);
      }
      case 'LIST':
      case 'LSUB':
        send('* LIST (\\HasNoChildren) "/" "INBOX"\r\n');
        return ok();
      case 'SELECT':
      case 'EXAMINE':
        if (name.toUpperCase() === 'SELECT') changes.push(line);
        send(`* FLAGS (\\Seen)\r\n* ${mails.length} EXISTS\r\n* 0 RECENT\r\n* OK [UIDVALIDITY ${uidValidity}] UIDs valid\r\n`);
        send(`* OK [UIDNEXT ${(mails.at(-1)?.uid ?? 0) + 1}] next\r\n`);
        return ok('[READ-ONLY] selected');
      case 'UID SEARCH': {
        const from = Number(/(\d+):\*/.exec(rest)?.[1] ?? 1);
        const last = mails.at(-1)?.uid;
        const found = mails.filter(({ uid }) => uid >= from || uid === last).map(({ uid }) => uid);
        send(`* SEARCH${found.map((uid) => ` ${uid}`).join('')}\r\n`);
        return ok();
      }
      case 'UID FETCH': {
        const uid = Number(/^\d+/.exec(rest)?.[0]);
        const kept = mails.find((mail) => mail.uid === uid);
        if (kept !== undefined && /INTERNALDATE/i.test(rest)) {
          send(`* ${mails.indexOf(kept) + 1} FETCH (UID ${uid} INTERNALDATE "${imapDate(kept.receivedAt)}")\r\n`);
          return ok();
        }
        const length = Number(/BODY(?:\.PEEK)?\[\]<0\.(\d+)>/i.exec(rest)?.[1] ?? Number.MAX_SAFE_INTEGER);
        if (!/BODY\.PEEK\[\]/i.test(rest)) changes.push(line);
        const place = mails.findIndex((mail) => mail.uid === uid);
        const raw = mails[place]?.raw;
        if (raw !== undefined) {
          const part = raw.subarray(0, length);
          send(
            Buffer.concat([
              Buffer.from(`* ${place + 1} FETCH (UID ${uid} RFC822.SIZE ${raw.length} BODY[]<0> {${part.length}}\r\n`),
              part,
              Buffer.from(')\r\n'),
            ]),
          );
        }
        return ok();
      }
      case 'LOGOUT':
        send('* BYE\r\n');
        ok();
        socket.end();
        return undefined;
      case 'NOOP':
      case 'ID':
      case 'ENABLE':
      case 'CLOSE':
      case 'UNSELECT':
        return ok();
      default:
        changes.push(line);
        return send(`${tag} BAD unknown\r\n`);
    }
  }
}

/** RFC 3501 §9 date-time. */
function imapDate(at: Date): string {
  const [, day = '', month = '', year = '', time = ''] = /^\w+, (\d\d) (\w+) (\d+) ([\d:]+)/.exec(at.toUTCString()) ?? [];
  return `${day}-${month}-${year} ${time} +0000`;
}
