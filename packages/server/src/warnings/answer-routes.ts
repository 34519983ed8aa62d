import type { FastifyInstance, FastifyReply } from 'fastify';
import * as routes from '@forewarn/api/pages.ts';
import { isRefusal, refuse } from '@forewarn/core/basics/refusal.ts';
import type { Block } from '@forewarn/core/deliveries/message.ts';
import type { Language } from '@forewarn/core/institutions/institution.ts';
import { ABUSE_CHECKS, ANSWERS } from '@forewarn/core/warnings/acknowledgement.ts';
import { describeMoment } from '@forewarn/core/institutions/describe-moment.ts';
import { standingOf } from '@forewarn/core/warnings/standing-of.ts';
import { textFor } from '@forewarn/core/warnings/warning.ts';
import { mayRead } from '@forewarn/core/sharing/may-read.ts';
import { words } from '@forewarn/core/warnings/words.ts';
import { asPrincipal } from '../database/as-principal.ts';
import { register } from '../http/register.ts';
import { sendPage } from '../http/send-page.ts';
import type { Machine } from '../machine.ts';
import { listAcknowledgements } from './acknowledgement-store.ts';
import { answerThroughLink, isEnded, type AnswerRefused } from './acknowledge-warning.ts';
import { undoAnswer } from './correct-answer.ts';
import { answerItems } from './answer-items.ts';
import { answerPage, endedPage, type AnswerPage, type Filled } from './answer-page.ts';
import { findDecisions, findSpokenDecision } from './concerned-store.ts';
import { openAnswerLink, type OpenedLink } from './open-answer-link.ts';
import { findReadingInstitutions } from './reader-store.ts';
import { recordOpening } from './record-opening.ts';
import { findContactOfLink, findToldMessage } from './told-message-store.ts';
import { unreadPage } from './unread-page.ts';
import { findVersion, findWarning, type StoredVersion } from './warning-store.ts';

/** Of one link. A forwarded link is read by many; a script that answers is stopped. */
const READS_PER_MINUTE_MAX = 120;
const ANSWERS_PER_MINUTE_MAX = 10; // each may mail the colleagues

type OpenLink = Extract<OpenedLink, { kind: 'open' }>;
const DONE = ['answered', 'unchanged', 'undone'] as const;

/** The page behind the link in a mail. Reading it never acts: mail scanners open links. */
export function registerAnswerRoutes(app: FastifyInstance, machine: Machine): void {
  register(
    app,
    routes.showAnswerPage,
    async ({ params, query, reply }) => {
      const link = await openAnswerLink(machine, params.token);
      if (link.kind !== 'open') return sendEnded(reply, machine, link);
      await recordOpening(machine, link.principal);
      const done = DONE.find((one) => one === query.done);
      return sendAnswerPage(reply, machine, link, params.token, 200, { done });
    },
    { perMinuteMax: READS_PER_MINUTE_MAX, countedBy: 'token' },
  );

  register(
    app,
    routes.answer,
    async ({ params, body, reply }) => {
      const { token } = params;
      const answer = ANSWERS.find((one) => one === body.answer);
      const outcome =
        answer === undefined
          ? NO_ANSWER
          : await answerThroughLink(machine, token, {
              answeredAs: body.answeredAs,
              item: said(body.item),
              input: {
                answer,
                abuseCheck: ABUSE_CHECKS.find((check) => check === body.abuseCheck),
                why: said(body.why),
                until: said(body.until),
                forwardedTo: said(body.forwardedTo),
                remark: said(body.remark),
                version: Number.isSafeInteger(Number(body.version)) && said(body.version) !== undefined ? Number(body.version) : undefined,
              },
            });
      if (isRefusal(outcome)) return sendRefused(reply, machine, token, outcome, body satisfies Filled);
      if (isEnded(outcome)) return sendEnded(reply, machine, outcome);
      return reply.redirect(`/a/${token}?done=${outcome.kind === 'acknowledged' ? 'answered' : 'unchanged'}`, 303);
    },
    { perMinuteMax: ANSWERS_PER_MINUTE_MAX, countedBy: 'token' },
  );

  register(
    app,
    routes.undoAnswer,
    async ({ params, body, reply }) => {
      const link = await openAnswerLink(machine, params.token);
      if (link.kind !== 'open') return sendEnded(reply, machine, link);
      const { principal } = link;
      const outcome = /^[0-9a-f-]{36}$/.test(body.acknowledgementId)
        ? await undoAnswer(machine, principal, principal.warningId, body.acknowledgementId, body.answeredAs)
        : undefined;
      if (outcome === undefined) return sendAnswerPage(reply, machine, link, params.token, 409, {});
      if (isRefusal(outcome)) return sendAnswerPage(reply, machine, link, params.token, 409, { refused: outcome.code });
      return reply.redirect(`/a/${params.token}?done=undone`, 303);
    },
    { perMinuteMax: ANSWERS_PER_MINUTE_MAX, countedBy: 'token' },
  );
}

/** An empty field says nothing. */
function said(text: string | undefined): string | undefined {
  return text === undefined || text.trim() === '' ? undefined : text;
}

/** It is told on the page, where the link opens it. */
async function sendRefused(
  reply: FastifyReply,
  machine: Machine,
  token: string,
  { problems }: AnswerRefused,
  filled: Filled,
): Promise<FastifyReply> {
  const link = await openAnswerLink(machine, token);
  if (link.kind !== 'open') return sendEnded(reply, machine, link);
  // A state that forbids answering is shown by the page itself.
  if (problems === undefined) return sendAnswerPage(reply, machine, link, token, 409, {});
  return sendAnswerPage(reply, machine, link, token, 422, { wrong: { problems, filled } });
}
const NO_ANSWER: AnswerRefused = {
  ...refuse('input-unreadable', 'No answer was chosen.', undefined, { about: 'answer' }),
  problems: [{ code: 'answer-missing', at: 'answer', message: '' }],
};

async function sendAnswerPage(
  reply: FastifyReply,
  machine: Machine,
  link: OpenLink,
  token: string,
  status: number,
  said: Pick<AnswerPage, 'done' | 'wrong' | 'refused'>,
): Promise<FastifyReply> {
  const { principal } = link;
  const page = await asPrincipal(machine.database, principal, async (trx) => {
    const warning = await findWarning(trx, principal.warningId);
    const spoken = await findSpokenDecision(trx, principal.warningId, principal.institutionId);
    const contact = await findContactOfLink(trx, principal.contactId);
    const [institution] = (await findReadingInstitutions(trx, [principal.institutionId])).values();
    const version = warning === undefined ? undefined : await findVersion(trx, warning.id, warning.releasedVersion);
    if (warning === undefined || spoken === undefined || institution === undefined) return undefined;
    if (version === undefined || !mayRead(principal, version.tlp, machine.clock.now())) return 'unread';
    const language: Language = contact?.language ?? institution.language;
    const told = await findToldMessage(trx, warning.id, spoken.version, institution.id, language);
    const [newest] = await findDecisions(trx, warning.id, institution.id);
    const answers = await listAcknowledgements(trx, warning.id, institution.id);
    return answerPage({
      language,
      cert: machine.config.cert,
      path: `/a/${token}`,
      institutionName: institution.name,
      warning,
      version,
      spoken,
      isClosed: newest !== undefined && !newest.told,
      blocks: told?.blocks ?? blocksOf(version, language, spoken.part),
      standing: standingOf({ answers, decision: newest ?? spoken, urgency: (newest ?? spoken).urgency }),
      answers,
      items: answerItems((newest ?? spoken).reasons, words(language)('list.unnamed')),
      done: said.done,
      refused: said.refused,
      wrong:
        said.wrong === undefined
          ? undefined
          : { ...said.wrong, problems: said.wrong.problems.map((problem) => inWords(problem, language)) },
    });
  });
  if (page === 'unread') return sendUnread(reply, machine, link, token, status, said);
  return page === undefined ? sendEnded(reply, machine, { kind: 'unknown' }) : sendPage(reply, status, page);
}

/** The text is above what a link may show: that there is something, and how to read it. Of what is RED only to whom it names. */
async function sendUnread(
  reply: FastifyReply,
  machine: Machine,
  { principal, label }: OpenLink,
  token: string,
  status: number,
  said: Pick<AnswerPage, 'done' | 'wrong' | 'refused'>,
): Promise<FastifyReply> {
  if (label === undefined || (label.tlp === 'RED' && label.audience.persons?.includes(principal.contactId) !== true))
    return sendEnded(reply, machine, { kind: 'unknown' });
  const page = await asPrincipal(machine.database, principal, async (trx) => {
    const warning = await findWarning(trx, principal.warningId);
    const spoken = await findSpokenDecision(trx, principal.warningId, principal.institutionId);
    const [institution] = (await findReadingInstitutions(trx, [principal.institutionId])).values();
    if (warning === undefined || spoken === undefined || institution === undefined) return undefined;
    const [newest] = await findDecisions(trx, warning.id, institution.id);
    const language = (await findContactOfLink(trx, principal.contactId))?.language ?? institution.language;
    const problems =
      said.wrong?.problems ?? (said.refused === 'who-missing' ? [{ code: said.refused, at: 'answeredAs', message: '' }] : undefined);
    return unreadPage({
      language,
      cert: machine.config.cert,
      path: `/a/${token}`,
      institutionId: institution.id,
      institutionName: institution.name,
      warning,
      label,
      urgency: spoken.urgency,
      isAsked: newest === undefined || newest.told,
      answers: await listAcknowledgements(trx, warning.id, institution.id),
      done: said.done,
      wrong: problems?.map((problem) => inWords(problem, language).message),
    });
  });
  return page === undefined ? sendEnded(reply, machine, { kind: 'unknown' }) : sendPage(reply, status, page);
}

/** Core's codes have their words in the reader's language. */
function inWords(problem: { readonly at: string; readonly message: string; readonly code?: string }, language: Language) {
  const say = words(language);
  if (problem.code === 'answer-missing') return { at: problem.at, message: say('page.question') };
  const code = ANSWER_PROBLEMS.find((one) => one === problem.code);
  return { at: problem.at, message: code === undefined ? problem.message : say(`problem.${code}`) };
}
const ANSWER_PROBLEMS = [
  'read-first',
  'who-missing',
  'why-missing',
  'until-missing',
  'until-past',
  'until-unreadable',
  'forwarded-to-missing',
  'item-unknown',
  'version-unknown',
  'bsn-like',
  'too-long',
] as const;

/** Where the message itself may not be shown here (its personal block is not free), the warning's own words are. */
function blocksOf(version: StoredVersion, language: Language, part: string | undefined): readonly Block[] {
  const say = words(language);
  const text = textFor(version.texts, language, part);
  const steps: readonly Block[] =
    text.actions.length === 0
      ? []
      : [
          { kind: 'heading', text: say(`heading.do.${version.urgency}`) },
          { kind: 'steps', items: text.actions.map((action) => action.text) },
        ];
  return [{ kind: 'heading', text: say('heading.in-short') }, { kind: 'paragraph', text: text.summary }, ...steps];
}

function sendEnded(reply: FastifyReply, machine: Machine, link: Exclude<OpenedLink, { kind: 'open' }>): FastifyReply {
  const say = words('nl');
  const { phone } = machine.config.cert;
  switch (link.kind) {
    case 'unknown':
      return sendPage(reply, 404, endedPage('nl', machine.config.cert, say('page.link-unknown', { phone })));
    case 'expired':
      return sendPage(
        reply,
        410,
        endedPage('nl', machine.config.cert, say('page.link-expired', { phone, when: describeMoment(link.at, 'nl') })),
      );
    case 'revoked':
      return sendPage(reply, 410, endedPage('nl', machine.config.cert, say('page.link-revoked', { phone })));
  }
}
