import type { FastifyInstance, FastifyReply } from 'fastify';
import * as routes from '@forewarn/api/pages.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import { words } from '@forewarn/core/warnings/words.ts';
import { record } from '../audit/record.ts';
import { asSystem } from '../database/as-principal.ts';
import { html } from '../http/html.ts';
import { register } from '../http/register.ts';
import { sendPage } from '../http/send-page.ts';
import type { Machine } from '../machine.ts';
import { endedPage } from './answer-page.ts';
import { openAnswerLink } from './open-answer-link.ts';
import { findContactOfLink } from './told-message-store.ts';
import { keepVote } from './vote-store.ts';
import { findWarning } from './warning-store.ts';

const PER_MINUTE_MAX = 30;
type LinkPrincipal = Extract<Principal, { kind: 'link' }>;

/** "Was dit nuttig?": one question and two buttons. A mail scanner that opens the link says nothing. */
export function registerVoteRoutes(app: FastifyInstance, machine: Machine): void {
  const limits = { perMinuteMax: PER_MINUTE_MAX, countedBy: 'token' };

  register(app, routes.showUsefulPage, ({ params, reply }) => show(machine, reply, params.token), limits);

  register(
    app,
    routes.sayUseful,
    async ({ params, body, reply }) => {
      const link = await openAnswerLink(machine, params.token);
      const useful = body.useful === 'yes' ? true : body.useful === 'no' ? false : undefined;
      if (link.kind !== 'open' || useful === undefined) return show(machine, reply, params.token);
      await vote(machine, link.principal, useful);
      return show(machine, reply, params.token, true);
    },
    limits,
  );
}

/** A link changes nothing that a policy of the database would let it: Forewarn writes it, and says through whose link. */
async function vote(machine: Machine, principal: LinkPrincipal, useful: boolean): Promise<void> {
  const now = machine.clock.now();
  const { warningId, institutionId, contactId } = principal;
  await asSystem(machine.database, 'vote', async (trx) => {
    if (!(await keepVote(trx, { warningId, institutionId, contactId, useful }, now))) return;
    const subject = { kind: 'warning', id: warningId };
    await record(trx, { principal, at: now, action: 'usefulness-said', subject, institutionId, details: { useful } });
  });
}

async function show(machine: Machine, reply: FastifyReply, token: string, isDone = false): Promise<FastifyReply> {
  const link = await openAnswerLink(machine, token);
  const { cert } = machine.config;
  if (link.kind !== 'open') return sendPage(reply, 404, endedPage('nl', cert, words('nl')('page.link-unknown', { phone: cert.phone })));
  const { warning, contact } = await asSystem(machine.database, 'vote-page', async (trx) => ({
    warning: await findWarning(trx, link.principal.warningId),
    contact: await findContactOfLink(trx, link.principal.contactId),
  }));
  const language = contact?.language ?? 'nl';
  const say = words(language);
  // The reference alone: what it is about stands behind its own link, where its label is asked.
  const reference = warning?.reference ?? '';
  return sendPage(reply, 200, {
    language,
    kind: 'member',
    title: say('vote.title', { reference }),
    body: html`<div class="top"><strong>${cert.name}</strong><span>${reference}</span></div>
      <main>
        <h1>${isDone ? say('vote.thanks') : say('vote.question', { reference })}</h1>
        <p>${say('vote.why')}</p>
        <form method="post" action="/a/${token}/useful">
          <button name="useful" value="yes">${say('vote.yes')}</button>
          <button name="useful" value="no" class="second">${say('vote.no')}</button>
        </form>
        <p><a href="/a/${token}">${say('vote.back', { reference })}</a></p>
      </main>`,
  });
}
