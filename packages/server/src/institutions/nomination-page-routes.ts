import type { FastifyInstance, FastifyReply } from 'fastify';
import * as routes from '@forewarn/api/pages.ts';
import { secondsLater } from '@forewarn/core/basics/instant.ts';
import { INVITATION_DAYS, NOMINATION_ANSWERS, nominationState, type NominationAnswer } from '@forewarn/core/institutions/nomination.ts';
import { asSystem } from '../database/as-principal.ts';
import { html } from '../http/html.ts';
import { register } from '../http/register.ts';
import { sendPage } from '../http/send-page.ts';
import type { Machine } from '../machine.ts';
import { knownLinkSecrets, linkIdOfAny } from '../sessions/link-token.ts';
import { findNomination, type FollowedNomination } from './nomination-store.ts';
import { sayNomination } from './say-nomination.ts';

const PER_MINUTE_MAX = 30;

/** "Doet u mee?", one click from the invitation: the page asks, its buttons say. Whoever holds the link may have been forwarded it. */
export function registerNominationPageRoutes(app: FastifyInstance, machine: Machine): void {
  const limits = { perMinuteMax: PER_MINUTE_MAX, countedBy: 'token' };
  register(app, routes.showNominationPage, ({ params, reply }) => show(machine, reply, params.token), limits);
  register(
    app,
    routes.sayNomination,
    async ({ params, body, reply }) => {
      const nomination = await find(machine, params.token);
      const said = NOMINATION_ANSWERS.find((one) => one === body.say);
      if (nomination !== undefined && said !== undefined) await sayNomination(machine, nomination.id, said);
      return show(machine, reply, params.token);
    },
    limits,
  );
}

/** Undefined where the link is none of ours, asks nothing (any more), or is over. */
async function find(machine: Machine, token: string): Promise<FollowedNomination | undefined> {
  const id = linkIdOfAny(token, knownLinkSecrets(machine), 'nomination-link');
  if (id === undefined) return undefined;
  const nomination = await asSystem(machine.database, 'nomination-page', (trx) => findNomination(trx, id));
  const invitedAt = nomination?.outcome.invitedAt;
  return invitedAt === undefined || secondsLater(invitedAt, INVITATION_DAYS * 24 * 3600) < machine.clock.now() ? undefined : nomination;
}

async function show(machine: Machine, reply: FastifyReply, token: string): Promise<FastifyReply> {
  const { cert } = machine.config;
  const nomination = await find(machine, token);
  const top = html`<div class="top"><strong>${cert.name}</strong></div>`;
  const help = html`<aside class="help">
    <p>Hulp, dag en nacht:<br /><strong>${cert.phone}</strong></p>
  </aside>`;
  const page = (status: number, sentence: string, body: ReturnType<typeof html>) =>
    sendPage(reply, status, {
      language: 'nl',
      kind: 'member',
      title: sentence,
      body: html`${top}
        <main>
          <h1>${sentence}</h1>
          ${body} ${help}
        </main>`,
    });
  if (nomination === undefined) return page(404, 'Deze link werkt niet (meer).', html``);
  switch (nominationState(nomination.outcome)) {
    case 'confirmed':
      return page(200, 'Dank u wel. U doet mee.', html`<p>Wij waarschuwen ${nomination.contactName} als er iets voor u is.</p>`);
    case 'declined':
      return page(
        200,
        'Dank u wel. U doet niet mee.',
        html`<p>Wij mailen u hierover niet meer. Toch meedoen kan hieronder.</p>
          ${form(token, ['yes'])}`,
      );
    case 'not-us':
      return page(
        200,
        'Dank u wel. Wij weten dat u dit niet bent.',
        html`<p>Wij mailen u hierover niet meer.</p>
          ${form(token, ['yes'])}`,
      );
    default:
      return page(
        200,
        `Doet ${nomination.name} mee?`,
        html`<p>${nomination.branch} meldt uw organisatie bij ons aan.</p>
          <p>Wij waarschuwen zorginstellingen bij gevaar op het internet. U hoort alleen wat u aangaat.</p>
          <p>U doet pas mee als u ja zegt. Zegt u nee? Dan hoort uw koepel dat niet van ons.</p>
          ${form(token, NOMINATION_ANSWERS)}`,
      );
  }
}

const BUTTONS: Readonly<Record<NominationAnswer, string>> = {
  yes: 'Ja, wij doen mee',
  no: 'Nee, wij doen niet mee',
  'not-us': 'Dit zijn wij niet',
};

function form(token: string, answers: readonly NominationAnswer[]) {
  return html`<form method="post" action="/j/${token}">
    ${answers.map((one) => (one === 'yes' ? html`<button name="say" value="yes">${BUTTONS.yes}</button>` : html`<button name="say" value="${one}" class="plain">${BUTTONS[one]}</button>`))}
  </form>`;
}
