import { createHmac } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import * as routes from '@forewarn/api/print.ts';
import { refuse } from '@forewarn/core/basics/refusal.ts';
import { spokenWords } from '@forewarn/core/deliveries/spoken-words.ts';
import { mayRead } from '@forewarn/core/sharing/may-read.ts';
import { mayReceive } from '@forewarn/core/sharing/may-receive.ts';
import { readerOf } from '@forewarn/core/sharing/reader-of.ts';
import { principalName, type Principal } from '@forewarn/core/institutions/principal.ts';
import type { TlpLabel } from '@forewarn/core/sharing/tlp.ts';
import type { Instant } from '@forewarn/core/basics/instant.ts';
import { textFor } from '@forewarn/core/warnings/warning.ts';
import { recordReading } from '../audit/record-reading.ts';
import { asPrincipal } from '../database/as-principal.ts';
import type { Transaction } from '../database/open-database.ts';
import { register } from '../http/register.ts';
import { sendPage } from '../http/send-page.ts';
import { findContacts } from '../institutions/contact-store.ts';
import { findInstitution } from '../institutions/institution-store.ts';
import type { Machine } from '../machine.ts';
import { listFollowUps } from './follow-up-store.ts';
import { callSheetPage, contactCardPage, type CallSheet, type CallSheetLine } from './print-pages.ts';
import { findReadingInstitutions } from './reader-store.ts';
import { findVersion, findWarning } from './warning-store.ts';

const WORDS_EACH = 3;

/** Pages for paper. */
export function registerPrintRoutes(app: FastifyInstance, machine: Machine): void {
  register(app, routes.showCallSheet, async ({ principal, params, reply }) => {
    const sheet = await asPrincipal(machine.database, principal, (trx) => callSheet(trx, machine, principal, params.id));
    return sheet === undefined
      ? refuse('no-such', 'There is no such warning, or it may not be printed.')
      : sendPage(reply, 200, callSheetPage(sheet));
  });

  register(app, routes.showContactCard, async ({ principal, params, reply }) => {
    const now = machine.clock.now();
    const found = await asPrincipal(machine.database, principal, async (trx) => {
      const institution = await findInstitution(trx, params.id);
      if (institution === undefined || !mayRead(principal, 'AMBER+STRICT', now)) return undefined;
      const subject = { kind: 'institution', id: params.id };
      await recordReading(trx, machine, { principal, action: 'contact-card-read', subject, institutionId: params.id });
      return { institution, contacts: await findContacts(trx, [params.id]) };
    });
    if (found === undefined) return refuse('no-such', 'There is no such institution.');
    const year = Number(now.slice(0, 4));
    // Of the year: a card that was lost is of no use in the next. Nobody but the CERT can make it, and it needs no place to be kept.
    const digest = createHmac('sha256', machine.linkSecret).update(`card:${params.id}:${year}`).digest();
    const page = contactCardPage({
      cert: machine.config.cert,
      institution: found.institution.name,
      certWords: spokenWords(digest, WORDS_EACH),
      ownWords: spokenWords(digest.subarray(WORDS_EACH), WORDS_EACH),
      year,
      contacts: found.contacts,
      now,
      by: principalName(principal),
    });
    return sendPage(reply, 200, page);
  });
}

async function callSheet(trx: Transaction, machine: Machine, principal: Principal, warningId: string): Promise<CallSheet | undefined> {
  const now = machine.clock.now();
  const warning = await findWarning(trx, warningId);
  const version = warning === undefined ? undefined : await findVersion(trx, warningId, warning.releasedVersion);
  if (warning === undefined || version === undefined || !mayRead(principal, version.tlp, now) || !mayPrint(principal, version.tlp, now))
    return undefined;
  await recordReading(trx, machine, { principal, action: 'call-sheet-read', subject: { kind: 'warning-follow-ups', id: warningId } });
  const text = textFor(version.texts, 'nl');
  return {
    certName: machine.config.cert.name,
    reference: warning.reference,
    title: text.title,
    label: version.tlp,
    action: text.actions[0]?.text,
    lines: await linesOf(trx, warningId),
    now,
    by: principalName(principal),
  };
}

/** Paper is read by whoever finds it: RED is not printed (core/sharing). */
function mayPrint(principal: Principal, label: TlpLabel, now: Instant): boolean {
  return mayReceive({ ...readerOf(principal), channel: 'print', label, purpose: 'read' }, now).kind === 'yes';
}

/** Everybody who has not answered, the call list first, then by name. */
async function linesOf(trx: Transaction, warningId: string): Promise<readonly CallSheetLine[]> {
  const silent = (await listFollowUps(trx, warningId)).filter(({ endedAt }) => endedAt === undefined);
  const ids = silent.map(({ institutionId }) => institutionId);
  const institutions = await findReadingInstitutions(trx, ids);
  const contacts = Map.groupBy(await findContacts(trx, ids), ({ institutionId }) => institutionId);
  const lines = silent.map(({ institutionId, callSince, policy }) => ({
    isToCall: callSince !== undefined,
    institution: institutions.get(institutionId)?.name ?? '',
    because: callSince === undefined ? 'nog geen antwoord' : 'staat op de bellijst',
    contacts: (contacts.get(institutionId) ?? [])
      .filter(({ phone }) => phone !== undefined)
      .toSorted((a, b) => rank(policy.first, a.role) - rank(policy.first, b.role) || a.order - b.order),
  }));
  return lines.toSorted((a, b) => Number(b.isToCall) - Number(a.isToCall) || a.institution.localeCompare(b.institution, 'nl'));
}

function rank(first: readonly string[], role: string): number {
  return first.includes(role) ? first.indexOf(role) : first.length;
}
