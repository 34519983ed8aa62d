import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from '@forewarn/api/client.ts';
import { addInstitution, listInstitutions } from '@forewarn/api/institutions.ts';
import { putInventory } from '@forewarn/api/inventories.ts';
import { openMatter } from '@forewarn/api/matters.ts';
import type { Mailbox } from '@forewarn/fakes/mailbox/start-mailbox.ts';
import { answerFromMail, answerLinkOf } from '@forewarn/fakes/story/answer-from-mail.ts';
import type { KillDatabase } from './kill-database.ts';

/** What the server said yes to (2xx), by kind and by the text that only this write carries. */
export type Ledger = {
  readonly acknowledged: {
    readonly institutions: string[];
    readonly inventories: string[];
    readonly matters: string[];
    readonly answers: string[];
  };
  /** How many writes got no answer or no yes; they may be there or not. */
  readonly unanswered: () => number;
  readonly stop: () => Promise<void>;
};

/** Writes through the API and the links in mails without a pause, as the CERT and the institutions do, while processes are killed. */
export function keepWriting(clientNow: () => Client, mailbox: Mailbox): Ledger {
  const acknowledged: Ledger['acknowledged'] = { institutions: [], inventories: [], matters: [], answers: [] };
  let stopping = false;
  let unanswered = 0;
  let number = 0;
  let answered = 0;
  const attempt = async (kind: keyof Ledger['acknowledged'], text: string, write: () => Promise<unknown>) => {
    try {
      await write();
      acknowledged[kind].push(text);
    } catch {
      unanswered += 1;
      await pause(40);
    }
  };
  const writing = (async () => {
    while (!stopping) {
      number += 1;
      const cert = clientNow();
      const name = `Bijgeschreven ${number}`;
      let id = '';
      await attempt('institutions', name, async () => {
        id = (await cert.call(addInstitution, { body: { name, sector: 'ggz' } })).id;
      });
      if (id !== '')
        await attempt('inventories', `regel ${number}`, () =>
          cert.call(putInventory, { params: { id, name: 'ict' }, body: { items: [{ item: `regel ${number}`, product: 'Iets anders' }] } }),
        );
      await attempt('matters', `Melding ${number}`, () =>
        cert.call(openMatter, { body: { title: `Melding ${number}`, source: 'telefoon' } }),
      );
      const mail = mailbox.mails()[answered];
      const link = mail === undefined ? undefined : answerLinkOf(mail);
      if (link !== undefined) {
        answered += 1;
        await attempt('answers', `antwoord ${number}`, async () => {
          const { status } = await answerFromMail(link, { answer: 'working', answeredAs: 'Beheer', remark: `antwoord ${number}` });
          if (status !== 200) throw new Error(`status ${status}`);
        });
      }
      await pause(5);
    }
  })();
  return {
    acknowledged,
    unanswered: () => unanswered,
    stop: async () => {
      stopping = true;
      await writing;
    },
  };
}

/** Acknowledged writes that are not there, in words; none: all are. */
export async function lostWrites({ acknowledged }: Ledger, cert: Client, database: Pick<KillDatabase, 'ask'>): Promise<readonly string[]> {
  const institutions = new Set<string>();
  for (let after: string | undefined; ;) {
    const page = await cert.call(listInstitutions, { query: { text: 'Bijgeschreven', limit: 500, after } });
    for (const { name } of page.institutions) institutions.add(name);
    if (page.next === undefined) break;
    after = page.next;
  }
  const textsOf = async (question: string) => new Set((await database.ask<{ text: string }>(question)).map((row) => row.text));
  const keys = await textsOf(`select key as text from forewarn.inventory_items where last_snapshot is null`);
  const titles = await textsOf(`select title as text from forewarn.matters where kind = 'report'`);
  const remarks = await textsOf(`select remark as text from forewarn.acknowledgements`);
  return [
    ...acknowledged.institutions.filter((name) => !institutions.has(name)),
    ...acknowledged.inventories.filter((key) => !keys.has(key)),
    ...acknowledged.matters.filter((title) => !titles.has(title)),
    ...acknowledged.answers.filter((remark) => !remarks.has(remark)),
  ];
}
