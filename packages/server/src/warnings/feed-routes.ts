import type { FastifyInstance } from 'fastify';
import * as routes from '@forewarn/api/feeds.ts';
import { pathFor } from '@forewarn/api/portal.ts';
import { cleanText } from '@forewarn/core/basics/clean-text.ts';
import { secondsLater, type Instant } from '@forewarn/core/basics/instant.ts';
import { refuse } from '@forewarn/core/basics/refusal.ts';
import type { Language } from '@forewarn/core/institutions/institution.ts';
import { principalName, type Principal } from '@forewarn/core/institutions/principal.ts';
import { mayRead } from '@forewarn/core/sharing/may-read.ts';
import { atomText } from '@forewarn/core/warnings/atom-text.ts';
import { calendarText, type CalendarEvent } from '@forewarn/core/warnings/calendar-text.ts';
import type { OpenPoint } from '@forewarn/core/warnings/open-point.ts';
import { textFor } from '@forewarn/core/warnings/warning.ts';
import { record } from '../audit/record.ts';
import { asPrincipal } from '../database/as-principal.ts';
import { holdTurn } from '../database/hold-turn.ts';
import { newId } from '../database/new-id.ts';
import { register } from '../http/register.ts';
import { findInstitution } from '../institutions/institution-store.ts';
import type { Machine } from '../machine.ts';
import { countFeeds, endFeed, findFeedWarnings, insertFeed, listFeeds, restoreFeed, type FeedWarning } from './feed-store.ts';
import { loadOpenPoints } from './load-open-points.ts';
import { makeFeedToken, openFeed } from './open-feed.ts';
import { OPEN_POINT_WORDS } from './open-point-words.ts';

const FEEDS_MAX = 20;
/** Long enough to see that the wrong one was ended. */
const RESTORED_WITHIN_SECONDS = 3_600;
const ENTRIES_MAX = 100;
/** Calendars ask every few minutes; one link that is asked more is not a calendar. */
const ASKED_PER_MINUTE_MAX = 30;
const EVENT_MINUTES = 30;
const NO_SUCH = refuse('no-such', 'There is no such feed.');
const TOO_MANY = refuse('feeds-too-many', `An institution has at most ${FEEDS_MAX} links.`, 'Revoke one that is not used.', {
  most: FEEDS_MAX,
});
const OWN_ALONE = refuse('not-allowed', 'Only the institution itself has feeds.', undefined, { about: 'institution-itself' });

/** Warnings and deadlines of an institution for its own programs, by a secret link. */
export function registerFeedRoutes(app: FastifyInstance, machine: Machine): void {
  registerKeeping(app, machine);

  register(
    app,
    routes.showAtomFeed,
    async ({ params, reply }) => {
      const opened = await openFeed(machine, params.token);
      if (opened === undefined) return NO_SUCH;
      const { feed, principal } = opened;
      const now = machine.clock.now();
      const { language, warnings } = await asPrincipal(machine.database, principal, async (trx) => ({
        language: (await findInstitution(trx, feed.institutionId))?.language ?? 'nl',
        warnings: await findFeedWarnings(trx, feed.institutionId, ENTRIES_MAX),
      }));
      const { institutionId } = feed;
      const entries = warnings.map((warning) => entryOf(machine, principal, { ...warning, institutionId }, language, now));
      const text = atomText({
        id: `urn:uuid:${feed.id}`,
        title: language === 'nl' ? `Waarschuwingen van ${machine.config.cert.name}` : `Warnings of ${machine.config.cert.name}`,
        author: machine.config.cert.name,
        selfUrl: `${machine.publicUrl}/feeds/${params.token}/warnings.atom`,
        updated:
          entries
            .map(({ updated }) => updated)
            .toSorted()
            .at(-1) ?? feed.madeAt,
        entries,
      });
      return reply.type('application/atom+xml; charset=utf-8').send(text);
    },
    { perMinuteMax: ASKED_PER_MINUTE_MAX, countedBy: 'token' },
  );

  register(
    app,
    routes.showCalendar,
    async ({ params, reply }) => {
      const opened = await openFeed(machine, params.token);
      if (opened === undefined) return NO_SUCH;
      const { feed, principal } = opened;
      const now = machine.clock.now();
      const { language, points } = await asPrincipal(machine.database, principal, async (trx) => {
        const spoken: Language = (await findInstitution(trx, feed.institutionId))?.language ?? 'nl';
        const loaded = await loadOpenPoints(trx, principal, { institutionId: feed.institutionId, language: spoken }, now);
        return { language: spoken, points: loaded.points };
      });
      const events = [...Map.groupBy(points, ({ warningId }) => warningId).values()].flatMap((its) =>
        eventOf(machine, principal, feed.institutionId, its, language, now),
      );
      const name = language === 'nl' ? `Termijnen van ${machine.config.cert.name}` : `Deadlines of ${machine.config.cert.name}`;
      return reply.type('text/calendar; charset=utf-8').send(calendarText({ name, product: 'Forewarn', events }, now));
    },
    { perMinuteMax: ASKED_PER_MINUTE_MAX, countedBy: 'token' },
  );
}

function registerKeeping(app: FastifyInstance, machine: Machine): void {
  register(app, routes.listFeeds, ({ principal }) => {
    if (principal.kind !== 'institution') return OWN_ALONE;
    return asPrincipal(machine.database, principal, async (trx) => ({
      feeds: (await listFeeds(trx, principal.institutionId)).map(({ institutionId: _, ...feed }) => feed),
    }));
  });

  register(app, routes.addFeed, ({ principal, body }) => {
    if (principal.kind !== 'institution') return OWN_ALONE;
    const { institutionId } = principal;
    const name = cleanText(body.name, 100);
    if (name === '') return refuse('input-unreadable', 'What is it for?', 'Give it a name.', { about: 'feed' });
    return asPrincipal(machine.database, principal, async (trx) => {
      await holdTurn(trx, `feeds of ${institutionId}`);
      if ((await countFeeds(trx, institutionId)) >= FEEDS_MAX) return TOO_MANY;
      const at = machine.clock.now();
      const id = newId<'Feed'>(at);
      const { token, sha256 } = makeFeedToken();
      await insertFeed(trx, { id, institutionId, name, madeAt: at, madeBy: principalName(principal) }, sha256);
      await record(trx, { principal, at, action: 'feed-made', subject: { kind: 'feed', id }, institutionId });
      const of = `${machine.publicUrl}/feeds/${token}`;
      return { id: id, atomUrl: `${of}/warnings.atom`, calendarUrl: `${of}/deadlines.ics` };
    });
  });

  register(app, routes.revokeFeed, ({ principal, params }) => {
    if (principal.kind !== 'institution') return OWN_ALONE;
    const { institutionId } = principal;
    return asPrincipal(machine.database, principal, async (trx) => {
      const at = machine.clock.now();
      if (!(await endFeed(trx, institutionId, params.id, at))) return NO_SUCH;
      await record(trx, { principal, at, action: 'feed-revoked', subject: { kind: 'feed', id: params.id }, institutionId });
      return { revoked: true };
    });
  });

  register(app, routes.restoreFeed, ({ principal, params }) => {
    if (principal.kind !== 'institution') return OWN_ALONE;
    const { institutionId } = principal;
    return asPrincipal(machine.database, principal, async (trx) => {
      const at = machine.clock.now();
      await holdTurn(trx, `feeds of ${institutionId}`);
      if ((await countFeeds(trx, institutionId)) >= FEEDS_MAX) return TOO_MANY;
      if (!(await restoreFeed(trx, institutionId, params.id, secondsLater(at, -RESTORED_WITHIN_SECONDS)))) return NO_SUCH;
      await record(trx, { principal, at, action: 'feed-restored', subject: { kind: 'feed', id: params.id }, institutionId });
      return { restored: true };
    });
  });
}

/** Above GREEN: the number and the urgency, and where to read it. */
function entryOf(
  { publicUrl }: Machine,
  principal: Principal,
  warning: FeedWarning & { readonly institutionId: string },
  language: Language,
  now: Instant,
) {
  const { id, institutionId, reference, openedAt, releasedAt, tlp, texts, urgency } = warning;
  const isTold = tlp !== undefined && texts !== undefined && mayRead(principal, tlp, now, 'feed');
  const words = OPEN_POINT_WORDS[language];
  return {
    id: `urn:uuid:${id}`,
    title: isTold ? `${textFor(texts, language).title} (${reference})` : `${words.notice} (${reference})`,
    summary: words.urgencies[urgency],
    category: urgency,
    url: publicUrl + pathFor(institutionId, `/home/${id}`),
    published: openedAt,
    updated: releasedAt ?? openedAt,
  };
}

/** One for each warning: its first deadline. */
function eventOf(
  { config, publicUrl }: Machine,
  principal: Principal,
  institutionId: string,
  points: readonly OpenPoint[],
  language: Language,
  now: Instant,
): readonly CalendarEvent[] {
  const [first] = points;
  const at = points.flatMap(({ deadlineAt }) => deadlineAt ?? []).toSorted()[0];
  if (first === undefined || at === undefined) return [];
  const words = OPEN_POINT_WORDS[language];
  const title = first.title !== undefined && mayRead(principal, first.tlp, now, 'feed') ? first.title : words.notice;
  return [
    {
      uid: `${first.warningId}@${config.cert.domain}`,
      at,
      minutes: EVENT_MINUTES,
      summary: `${title} (${first.reference})`,
      description: `${words.urgencies[first.urgency]}. ${words.states[first.state]}.`,
      url: publicUrl + pathFor(institutionId, `/home/${first.warningId}`),
      sequence: Math.max(0, first.version - 1),
    },
  ];
}
