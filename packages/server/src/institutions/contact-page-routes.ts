import type { FastifyInstance, FastifyReply } from 'fastify';
import * as routes from '@forewarn/api/pages.ts';
import { idOf } from '@forewarn/core/basics/ids.ts';
import type { Contact } from '@forewarn/core/institutions/contact.ts';
import type { Language } from '@forewarn/core/institutions/institution.ts';
import { raiseNotice } from '../audit/notices.ts';
import { record } from '../audit/record.ts';
import { asSystem } from '../database/as-principal.ts';
import { html } from '../http/html.ts';
import { register } from '../http/register.ts';
import { sendPage } from '../http/send-page.ts';
import type { Machine } from '../machine.ts';
import { knownLinkSecrets, linkIdOfAny } from '../sessions/link-token.ts';
import { findContact, markConfirmed } from './contact-store.ts';

const PER_MINUTE_MAX = 30;
const SYSTEM = { kind: 'system', name: 'contact-page' } as const;

/**
 * "Kloppen uw gegevens nog?", one click from a mail that came anyway: the page asks, its button says. Whoever holds the link may have been forwarded it,
 * so address and number stand there so far that their owner knows them.
 */
export function registerContactPageRoutes(app: FastifyInstance, machine: Machine): void {
  const limits = { perMinuteMax: PER_MINUTE_MAX, countedBy: 'token' };

  register(app, routes.showContactPage, ({ params, reply }) => show(machine, reply, params.token), limits);

  register(
    app,
    routes.sayContact,
    async ({ params, body, reply }) => {
      const contactId = linkIdOfAny(params.token, knownLinkSecrets(machine), 'contact-link');
      const right = body.right === 'yes' ? true : body.right === 'no' ? false : undefined;
      if (contactId === undefined || right === undefined) return show(machine, reply, params.token);
      await say(machine, contactId, right);
      return show(machine, reply, params.token, right ? 'right' : 'wrong');
    },
    limits,
  );
}

async function say(machine: Machine, contactId: string, right: boolean): Promise<void> {
  const now = machine.clock.now();
  await asSystem(machine.database, SYSTEM.name, async (trx) => {
    const contact = await findContact(trx, contactId);
    if (contact === undefined) return;
    const { institutionId, name } = contact;
    if (right) await markConfirmed(trx, [contactId], 'the contact itself, by its link', now);
    else {
      await raiseNotice(trx, { kind: 'contact-says-wrong', key: contactId, contact: name }, now);
    }
    const action = right ? 'contacts-confirmed' : 'contact-said-wrong';
    const subject = { kind: 'contact', id: contactId };
    await record(trx, {
      principal: SYSTEM,
      at: now,
      action,
      subject,
      institutionId,
      details: { contacts: [contactId], through: 'contact-link' },
    });
  });
}

async function show(machine: Machine, reply: FastifyReply, token: string, done?: 'right' | 'wrong'): Promise<FastifyReply> {
  const contactId = linkIdOfAny(token, knownLinkSecrets(machine), 'contact-link');
  const { cert } = machine.config;
  const contact =
    contactId === undefined
      ? undefined
      : await asSystem(machine.database, SYSTEM.name, (trx) => findContact(trx, idOf<'Contact'>(contactId)));
  const words = WORDS[contact?.language ?? 'nl'];
  const help = html`<aside class="help">
    <p>${words.help}<br /><strong>${cert.phone}</strong></p>
  </aside>`;
  const top = html`<div class="top"><strong>${cert.name}</strong></div>`;
  if (contact === undefined)
    return sendPage(reply, 404, {
      language: 'nl',
      kind: 'member',
      title: cert.name,
      body: html`${top}
        <main>
          <h1>${words.unknown}</h1>
          ${help}
        </main>`,
    });
  return sendPage(reply, 200, {
    language: contact.language,
    kind: 'member',
    title: words.title,
    body: html`${top}
      <main>
        <h1>${done === undefined ? words.title : words[done]}</h1>
        <ul class="points">
          <li>${contact.name}</li>
          ${contact.email === undefined ? '' : html`<li>${maskedAddress(contact.email)}</li>`}
          ${contact.phone === undefined ? html`<li>${words.noPhone}</li>` : html`<li>${maskedNumber(contact.phone)}</li>`}
        </ul>
        ${
          done === 'right'
            ? ''
            : html`<form method="post" action="/c/${token}">
                <button name="right" value="yes">${words.yes}</button>
                <button name="right" value="no" class="second">${words.no}</button>
              </form>`
        }
        ${help}
      </main>`,
  });
}

function maskedAddress(address: NonNullable<Contact['email']>): string {
  const [local = '', domain = ''] = address.split('@');
  return `${local.slice(0, 1)}…@${domain}`;
}

function maskedNumber(number: NonNullable<Contact['phone']>): string {
  return `… ${number.replace(/\D/g, '').slice(-3)}`;
}

type Words = Readonly<Record<'title' | 'yes' | 'no' | 'right' | 'wrong' | 'unknown' | 'noPhone' | 'help', string>>;
const WORDS: Readonly<Record<Language, Words>> = {
  nl: {
    title: 'Kloppen uw gegevens nog?',
    yes: 'Ja, dit klopt',
    no: 'Nee, er klopt iets niet',
    right: 'Dank u wel. Wij weten dat dit klopt.',
    wrong: 'Dank u wel. Wij bellen uw organisatie.',
    unknown: 'Deze link werkt niet (meer).',
    noPhone: 'Geen telefoonnummer',
    help: 'Hulp, dag en nacht:',
  },
  en: {
    title: 'Are your details still right?',
    yes: 'Yes, this is right',
    no: 'No, something is wrong',
    right: 'Thank you. We know that this is right.',
    wrong: 'Thank you. We will call your organisation.',
    unknown: 'This link does not work (any more).',
    noPhone: 'No telephone number',
    help: 'Help, day and night:',
  },
};
