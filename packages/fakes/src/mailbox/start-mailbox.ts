import type { Behaviour } from './behaviour.ts';
import { readMail, type ReceivedMail } from './received-mail.ts';
import { startSmtpSide, type Account } from './smtp-side.ts';
import { startWebSide } from './web-side.ts';

export type MailboxSettings = {
  /** A free one by default. */
  readonly smtpPort?: number;
  readonly webPort?: number;
  /** Of mailboxes that `behave` says nothing of. */
  readonly behaviour?: Behaviour;
  /** False keeps only the envelope and the time: for counting tens of thousands. Default true. */
  readonly keepContent?: boolean;
  /** Offers STARTTLS with a certificate that nobody signed. Default false. */
  readonly offersTls?: boolean;
  /** Who may send, inside TLS; anybody by default. */
  readonly account?: Account;
  /** The largest mail that it says it takes (RFC 1870). */
  readonly sizeBytesMax?: number;
};

/** A mail server that takes everybody's mail, and the page on which their mailboxes can be read. */
export type Mailbox = {
  /** For FOREWARN_SMTP_URL. */
  readonly smtpUrl: string;
  readonly webUrl: string;
  /** In the order in which they were accepted. */
  readonly mails: () => readonly ReceivedMail[];
  /** Resolves with the first mail that fits, that there is or that comes; rejects after `timeoutMs` with what did come. */
  readonly waitFor: (fits: (mail: ReceivedMail) => boolean, timeoutMs?: number) => Promise<ReceivedMail>;
  readonly behave: (address: string, behaviour: Behaviour) => void;
  /** Forgets all mails. */
  readonly empty: () => void;
  readonly stop: () => Promise<void>;
};

export async function startMailbox(settings: MailboxSettings = {}): Promise<Mailbox> {
  const mails: ReceivedMail[] = [];
  const behaviours = new Map<string, Behaviour>();
  const watchers = new Set<(mail: ReceivedMail) => void>();
  let number = 0;
  const smtp = await startSmtpSide({
    port: settings.smtpPort ?? 0,
    offersTls: settings.offersTls ?? false,
    account: settings.account,
    sizeBytesMax: settings.sizeBytesMax,
    behaviourOf: (address) => behaviours.get(address.toLowerCase()) ?? settings.behaviour ?? 'accept',
    keep: async (arrived) => {
      number += 1;
      const raw = settings.keepContent === false ? headOf(arrived.raw) : arrived.raw;
      const mail = await readMail({ ...arrived, raw, number, acceptedAtMs: performance.timeOrigin + performance.now() });
      mails.push(mail);
      for (const watcher of watchers) watcher(mail);
    },
  });
  const web = await startWebSide(settings.webPort ?? 0, mails, (watcher) => {
    watchers.add(watcher);
    return () => watchers.delete(watcher);
  });
  return {
    smtpUrl: `smtp://127.0.0.1:${smtp.port}`,
    webUrl: web.url,
    mails: () => [...mails],
    waitFor: (fits, timeoutMs = 10_000) =>
      new Promise((resolve, reject) => {
        const found = mails.find(fits);
        if (found !== undefined) return resolve(found);
        const watcher = (mail: ReceivedMail) => {
          if (!fits(mail)) return;
          end();
          resolve(mail);
        };
        const timer = setTimeout(() => {
          end();
          const came = mails.slice(-20).map((mail) => `  ${mail.rcptTo}: ${mail.subject}`);
          reject(new Error(`no such mail within ${timeoutMs} ms; ${mails.length} came${came.length === 0 ? '' : `:\n${came.join('\n')}`}`));
        }, timeoutMs);
        const end = () => {
          clearTimeout(timer);
          watchers.delete(watcher);
        };
        watchers.add(watcher);
      }),
    behave: (address, behaviour) => {
      behaviours.set(address.toLowerCase(), behaviour);
    },
    empty: () => {
      mails.length = 0;
    },
    stop: async () => {
      await Promise.all([smtp.close(), web.close()]);
    },
  };
}

/** Up to the empty line. */
function headOf(raw: Buffer): Buffer {
  const end = raw.indexOf('\r\n\r\n');
  return end < 0 ? raw : Buffer.from(raw.subarray(0, end + 4));
}
