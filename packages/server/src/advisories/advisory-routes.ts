import type { FastifyInstance, FastifyReply } from 'fastify';
import * as routes from '@forewarn/api/advisories.ts';
import { compareRevisions } from '@forewarn/core/advisories/compare-revisions.ts';
import { readKnownExploited } from '@forewarn/core/advisories/formats/known-exploited.ts';
import type { Problem } from '@forewarn/core/basics/problem.ts';
import { isRefusal, refuse, refuseUnreadable, type Refusal } from '@forewarn/core/basics/refusal.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import { mayRead } from '@forewarn/core/sharing/may-read.ts';
import { recordReading } from '../audit/record-reading.ts';
import { asPrincipal } from '../database/as-principal.ts';
import { UPLOAD_BYTES_MAX } from '../http/build-app.ts';
import { fileOf } from '../http/file-of-request.ts';
import { register, type Call } from '../http/register.ts';
import type { Machine } from '../machine.ts';
import { acceptKnownExploited } from './accept-known-exploited.ts';
import { findAdvisoryRow } from './advisory-list-store.ts';
import { listNotes, type AdvisoryNote } from './advisory-note-store.ts';
import { bringAdvisoryBack } from './bring-advisory-back.ts';
import { decideQuarantined } from './decide-quarantined.ts';
import { findDocument } from './document-store.ts';
import { handInDocument } from './hand-in-document.ts';
import { listAdvisories } from './list-advisories.ts';
import { listQuarantined } from './list-quarantined.ts';
import { markRead } from './mark-read.ts';
import { ownerOfMarks } from './owner-of-marks.ts';
import { cursorOf, readCursor } from './page-cursor.ts';
import { putAdvisoryAway } from './put-advisory-away.ts';
import { readDocument } from './read-document.ts';
import { findRevision, type WholeRevision } from './revision-store.ts';
import { presentComparison, presentRevision, showAdvisory } from './show-advisory.ts';
import { takeNoteBack } from './take-note-back.ts';
import { listUnreadable } from './unreadable-store.ts';
import { writeNote } from './write-note.ts';

/** Of one member: nobody types faster, and a program that reads the whole list takes 500 a time. */
const SEARCHES_PER_MINUTE_MAX = 60;

export function registerAdvisoryRoutes(app: FastifyInstance, machine: Machine): void {
  app.register(async (scope) => registerFileRoutes(scope, machine));
  registerReadingRoutes(app, machine);
  registerRevisionRoutes(app, machine);
  registerDeskRoutes(app, machine);
  registerKeptRoutes(app, machine);
}

/** Routes whose body is a file: its bytes reach our own readers, which say what is wrong at its place. */
function registerFileRoutes(app: FastifyInstance, machine: Machine): void {
  app.removeContentTypeParser(['application/json', 'text/plain', 'application/x-www-form-urlencoded']);
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: UPLOAD_BYTES_MAX }, (_request, body, done) => done(null, body));

  register(app, routes.handInAdvisory, async ({ principal, query, request }) => {
    const file = await fileOf(request);
    if (isRefusal(file)) return file;
    const ingested = await handInDocument(machine, principal, file.bytes, query.fileName ?? 'document');
    switch (ingested.kind) {
      case 'new': {
        const { advisoryId, revisionId, change, isInForce } = ingested;
        const { sha256, problems } = await problemsOf(machine, principal, advisoryId, revisionId);
        return { kind: 'new', advisoryId, revisionId, sha256, change, isInForce, problems };
      }
      case 'known': {
        const { sha256, problems } = await problemsOf(machine, principal, ingested.advisoryId, ingested.revisionId);
        return { kind: 'known', advisoryId: ingested.advisoryId, revisionId: ingested.revisionId, sha256, problems };
      }
      case 'unreadable':
        return { kind: 'unreadable', sha256: ingested.sha256, problems: [...ingested.problems] };
      case 'quarantined':
        return refuse('in-quarantine', 'This document is in quarantine.', 'Decide there whether it is released or rejected.');
    }
  });

  register(app, routes.putKnownExploited, async ({ principal, params, request }) => {
    const file = await fileOf(request);
    if (isRefusal(file)) return file;
    const reading = readKnownExploited(file.bytes);
    if (reading.kind === 'unreadable') return refuseUnreadable(reading.problems);
    const outcome = await acceptKnownExploited(machine, principal, params.list, reading.value);
    return { list: params.list, entries: reading.value.length, ...outcome, problems: [...reading.problems] };
  });
}

async function problemsOf(
  machine: Machine,
  principal: Principal,
  advisoryId: string,
  revisionId: string,
): Promise<{ sha256: string; problems: Problem[] }> {
  const shown = await showAdvisory(machine, principal, advisoryId, 'en');
  const revision = isRefusal(shown) ? undefined : shown.revisions.find(({ id }) => id === revisionId);
  const whole =
    revision === undefined
      ? undefined
      : await asPrincipal(machine.database, principal, (trx) => findRevision(trx, advisoryId, revision.sequence));
  return { sha256: whole?.sha256 ?? '', problems: [...(whole?.problems ?? [])] };
}

function registerReadingRoutes(app: FastifyInstance, machine: Machine): void {
  const list = async ({ principal, query }: Pick<Call<typeof routes.listAdvisories>, 'principal' | 'query'>) => {
    const page = await listAdvisories(machine, principal, query);
    const { sort: _sort, order: _order, limit: _limit, after: _after, ...searched } = query;
    // Page by page: where a page begins is said by who asks, so it is no reason to leave one out.
    if (Object.keys(searched).length > 0)
      await asPrincipal(machine.database, principal, (trx) =>
        recordReading(trx, machine, {
          principal,
          action: 'advisories-searched',
          subject: { kind: 'advisories', id: 'all' },
          details: searched,
        }),
      );
    return isRefusal(page) ? page : { advisories: [...page.advisories], next: page.next };
  };
  register(app, routes.listAdvisories, list, { perMinuteMax: SEARCHES_PER_MINUTE_MAX, ofMembers: true });

  register(app, routes.showAdvisory, async ({ principal, params, query }) => {
    const shown = await showAdvisory(machine, principal, params.id, query.language ?? 'nl');
    if (!isRefusal(shown)) await recordLabelled(machine, principal, shown.id, shown.tlp);
    return shown;
  });
}

/** CLEAR and GREEN are everybody's here: who reads them is nobody's business. */
async function recordLabelled(machine: Machine, principal: Principal, advisoryId: string, label: string): Promise<void> {
  if (label === 'CLEAR' || label === 'GREEN') return;
  await asPrincipal(machine.database, principal, (trx) =>
    recordReading(trx, machine, { principal, action: 'advisory-read', subject: { kind: 'advisory', id: advisoryId }, label }),
  );
}

function registerRevisionRoutes(app: FastifyInstance, machine: Machine): void {
  register(app, routes.showRevision, async ({ principal, params, query }) => {
    const revision = await revisionOf(machine, principal, params.id, params.sequence);
    if (isRefusal(revision)) return revision;
    await recordLabelled(machine, principal, params.id, revision.tlp);
    const { advisory, problems, ...rest } = revision;
    return { ...presentRevision(rest, query.language ?? 'nl'), advisory, problems: [...problems] };
  });

  register(app, routes.compareRevisions, async ({ principal, params, query }) => {
    const from = await revisionOf(machine, principal, params.id, query.from);
    const to = await revisionOf(machine, principal, params.id, query.to);
    if (isRefusal(from)) return from;
    if (isRefusal(to)) return to;
    return presentComparison(compareRevisions(from.advisory, to.advisory), query.language ?? 'nl');
  });

  register(app, routes.downloadOriginal, async ({ principal, params, reply }) => {
    const revision = await revisionOf(machine, principal, params.id, params.sequence);
    if (isRefusal(revision)) return revision;
    if (!mayRead(principal, revision.tlp, machine.clock.now())) return NO_REVISION;
    await recordLabelled(machine, principal, params.id, revision.tlp);
    return sendDocument(machine, principal, revision.sha256, reply);
  });

  register(app, routes.validateRevision, async ({ principal, params }) => {
    const revision = await revisionOf(machine, principal, params.id, params.sequence);
    if (isRefusal(revision)) return revision;
    const bytes = await asPrincipal(machine.database, principal, (trx) => findDocument(trx, Buffer.from(revision.sha256, 'hex')));
    const reading = await readDocument(bytes ?? new Uint8Array(), revision.tlp, 'every-test');
    return { problems: [...reading.problems] };
  });
}

const NO_REVISION = refuse('no-such', 'There is no such revision.');

/** An advisory that the principal may not see has no revisions that it may see, whatever their own labels were. */
function revisionOf(machine: Machine, principal: Principal, advisoryId: string, sequence: number): Promise<WholeRevision | Refusal> {
  return asPrincipal(machine.database, principal, async (trx) => {
    if ((await findAdvisoryRow(trx, advisoryId)) === undefined) return NO_REVISION;
    return (await findRevision(trx, advisoryId, sequence)) ?? NO_REVISION;
  });
}

/** What staff do with an advisory: mark it as read, write notes at it, put it away. */
function registerDeskRoutes(app: FastifyInstance, machine: Machine): void {
  register(app, routes.markAdvisoryRead, ({ principal, params, body }) => markRead(machine, principal, params.id, body.sequence));
  register(app, routes.markAdvisoryUnread, ({ principal, params }) => markRead(machine, principal, params.id, undefined));

  register(app, routes.listAdvisoryNotes, async ({ principal, params }) => {
    const notes = await asPrincipal(machine.database, principal, (trx) => listNotes(trx, params.id));
    return { notes: notes.map((note) => presentNote(principal, note)) };
  });
  register(app, routes.noteAdvisory, async ({ principal, params, body }) =>
    presentNote(principal, await writeNote(machine, principal, params.id, body.text)),
  );
  register(app, routes.takeAdvisoryNoteBack, async ({ principal, params }) =>
    presentNote(principal, await takeNoteBack(machine, principal, params.id, params.noteId, true)),
  );
  register(app, routes.putAdvisoryNoteBack, async ({ principal, params }) =>
    presentNote(principal, await takeNoteBack(machine, principal, params.id, params.noteId, false)),
  );

  register(app, routes.putAdvisoryAway, ({ principal, params, body }) => putAdvisoryAway(machine, principal, params.id, body.because));
  register(app, routes.bringAdvisoryBack, ({ principal, params }) => bringAdvisoryBack(machine, principal, params.id));
}

type ShownNote = Omit<AdvisoryNote, 'writer' | 'takenBackAt'> & { readonly isOwn: boolean };

function presentNote<Given extends AdvisoryNote | Refusal>(principal: Principal, note: Given): ShownNote | Extract<Given, Refusal>;
function presentNote(principal: Principal, note: AdvisoryNote | Refusal): ShownNote | Refusal {
  if (isRefusal(note)) return note;
  const { writer, takenBackAt: _, ...shown } = note;
  return { ...shown, isOwn: writer === ownerOfMarks(principal) };
}

function registerKeptRoutes(app: FastifyInstance, machine: Machine): void {
  register(app, routes.listQuarantined, ({ principal, query }) => listQuarantined(machine, principal, query));

  register(app, routes.decideQuarantined, async ({ principal, params, body }) => {
    const decided = await decideQuarantined(machine, principal, params.id, body.decision);
    if (isRefusal(decided)) return decided;
    if (decided.kind === 'rejected') return { kind: 'rejected', problems: [] };
    const { ingested } = decided;
    return {
      kind: 'released',
      ...('advisoryId' in ingested ? { advisoryId: ingested.advisoryId } : {}),
      problems: ingested.kind === 'unreadable' ? [...ingested.problems] : [],
    };
  });

  register(app, routes.listUnreadable, async ({ principal, query }) => {
    const limit = query.limit ?? 100;
    const after = readCursor(query.after);
    const found = await asPrincipal(machine.database, principal, (trx) =>
      listUnreadable(trx, { after: after === undefined ? undefined : { readAt: after.at, sha256: after.id }, limit: limit + 1 }),
    );
    const documents = found.slice(0, limit).map((one) => ({ ...one, problems: [...one.problems] }));
    const last = documents.at(-1);
    return { documents, next: found.length > limit && last !== undefined ? cursorOf(last.readAt, last.sha256) : undefined };
  });

  register(app, routes.downloadDocument, ({ principal, params, reply }) => sendDocument(machine, principal, params.sha256, reply));
}

/** As a download and never as a page: the bytes are the publisher's. */
async function sendDocument(machine: Machine, principal: Principal, sha256: string, reply: FastifyReply): Promise<FastifyReply | Refusal> {
  const bytes = await asPrincipal(machine.database, principal, (trx) => findDocument(trx, Buffer.from(sha256, 'hex')));
  if (bytes === undefined) return refuse('no-such', 'There is no such document.');
  return reply
    .type('application/octet-stream')
    .header('content-disposition', `attachment; filename="${sha256}.json"`)
    .header('x-sha256', sha256)
    .send(Buffer.from(bytes));
}
