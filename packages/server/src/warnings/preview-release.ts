import type { AdvisoryId } from '@forewarn/core/basics/ids.ts';
import { refuse, type Refusal } from '@forewarn/core/basics/refusal.ts';
import type { Message } from '@forewarn/core/deliveries/message.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import { askWhetherUsed } from '@forewarn/core/warnings/ask-whether-used.ts';
import type { Decision } from '@forewarn/core/warnings/decision.ts';
import { productNames } from '@forewarn/core/warnings/draft-from-advisory.ts';
import { embargoOf, mayRelease } from '@forewarn/core/warnings/release.ts';
import { asPrincipal } from '../database/as-principal.ts';
import type { Transaction } from '../database/open-database.ts';
import type { Machine } from '../machine.ts';
import { findNotKnown } from '../matching/find-not-known.ts';
import { lookWithTwo } from './look-with-two.ts';
import { findMatterAdvisories } from './matter-advisory-store.ts';
import { personalReasons } from './personal-reasons.ts';
import { planRelease, type ReleasePlan, type ToldInstitution } from './plan-release.ts';
import { previewDigest } from './preview-digest.ts';
import { previewReaders } from './preview-readers.ts';
import { inWords } from './release-warning.ts';
import { stateEntered } from './state-entered.ts';
import { findDraft, findWarning, type PlannedRelease } from './warning-store.ts';

/** What releasing the draft would do, to the letter; writes nothing. Refusals: `no-such`, `no-draft`. */
export async function previewRelease(machine: Machine, principal: Principal, id: string) {
  return asPrincipal(machine.database, principal, async (trx) => {
    const warning = await findWarning(trx, id);
    if (warning === undefined) return refuse('no-such', 'There is no such warning.');
    const draft = await findDraft(trx, id);
    if (draft === undefined)
      return refuse('no-draft', `${warning.reference} has no draft.`, 'Draft the next version first.', { reference: warning.reference });
    const plan = await planRelease(trx, machine, warning, draft, machine.clock.now());
    const concerned = plan.decisions.filter((decision) => decision.reasons.length > 0);
    const notKnown = await findNotKnown(trx, plan.matter, concerned, machine.clock.now());
    const products = notKnown.length === 0 ? [] : await productsOf(trx, plan.matter.advisoryIds);
    const asked = {
      warning,
      version: draft,
      by: 'analyst',
      decisions: plan.decisions,
      entered: stateEntered(warning),
      notPersons: plan.notPersons.map(inWords),
      matterEmbargoUntil: plan.matter.embargoUntil,
    } as const;
    const refusal = mayRelease(asked, machine.clock.now());
    return {
      warningId: id,
      version: draft.version,
      digest: previewDigest(draft, plan),
      fourEyes: await lookWithTwo(trx, principal, id, draft),
      mayRelease: refusal === undefined,
      problems: refusal === undefined ? [] : [problemOf(refusal)],
      tlp: draft.tlp,
      sharedWithItProvider: draft.sharedWithItProvider,
      embargoUntil: embargoOf(asked),
      plannedRelease: plannedShape(draft.planned),
      notPersons: [...plan.notPersons],
      counts: { ...countsOf(plan), notKnown: notKnown.length },
      institutions: institutionsOf(plan),
      unreachable: plan.told.flatMap(({ institution, unreachable }) =>
        unreachable === undefined ? [] : [{ institutionId: institution.id, institution: institution.name, because: unreachable }],
      ),
      notKnown: notKnown.map(({ institutionId, because, member }) => ({
        institutionId,
        institution: member.name,
        because,
        question: askWhetherUsed({ urgency: draft.urgency, scope: plan.matter.scope, products }, member.language),
      })),
      readers: previewReaders(plan.told, { ...draft, embargoUntil: embargoOf(asked) }, machine.clock.now()),
      examples: examplesOf(plan.told),
    };
  });
}

/** What the advisories are about, by name. */
async function productsOf(trx: Transaction, advisoryIds: readonly AdvisoryId[]): Promise<readonly string[]> {
  return (await findMatterAdvisories(trx, advisoryIds)).flatMap(({ advisory }) => productNames(advisory));
}

export function plannedShape(planned: PlannedRelease | undefined) {
  return planned === undefined ? undefined : { at: planned.at, by: planned.by };
}

function problemOf(refusal: Refusal) {
  return { code: refusal.code, message: refusal.message, hint: refusal.hint, facts: refusal.facts };
}

function countsOf(plan: ReleasePlan) {
  const spoken = plan.told.map((told) => told.decision);
  const deliveries = plan.told.flatMap((told) => told.deliveries);
  return {
    told: plan.told.length,
    byDecision: countBy(plan.decisions, (decision) => [decision.kind]),
    bySilence: countBy(plan.decisions, (decision) => (decision.kind === 'stay-silent' ? [decision.because] : [])),
    byUrgency: countBy(spoken, (decision) => [decision.urgency]),
    byCertainty: countBy(spoken, (decision) => [decision.certainty]),
    byReason: countBy(spoken, (decision) => [...new Set(decision.reasons.map((reason) => reason.reason))]),
    messages: deliveries.length,
    byChannel: countBy(deliveries, (delivery) => [delivery.channel]),
    unreachable: plan.told.filter((told) => told.unreachable !== undefined).length,
  };
}

function countBy<Row>(rows: readonly Row[], keysOf: (row: Row) => readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const row of rows) for (const key of keysOf(row)) counts[key] = (counts[key] ?? 0) + 1;
  return counts;
}

function institutionsOf(plan: ReleasePlan) {
  const told = new Map(plan.told.map((one) => [one.institution.id, one]));
  return plan.decisions.map((decision) => ({
    institutionId: decision.institutionId,
    institution: plan.institutions.get(decision.institutionId)?.name ?? '',
    decision: decision.kind,
    because: silenceOf(decision),
    urgency: decision.urgency,
    certainty: decision.certainty,
    part: decision.part,
    reasons: personalReasons(decision.reasons),
    contacts: contactsOf(told.get(decision.institutionId)),
  }));
}

export function silenceOf(decision: Decision): string | undefined {
  return decision.kind === 'stay-silent' ? decision.because : undefined;
}

function contactsOf(told: ToldInstitution | undefined) {
  if (told === undefined) return [];
  return told.contacts.flatMap((contact) => {
    const its = told.deliveries.filter((delivery) => delivery.contactId === contact.id);
    const held = its.find(({ heldBecause }) => heldBecause !== undefined);
    const waits = held === undefined ? {} : { heldUntil: held.notBefore, heldBecause: held.heldBecause };
    return its.length === 0 ? [] : [{ name: contact.name, role: contact.role, channels: its.map(({ channel }) => channel), ...waits }];
  });
}

function examplesOf(told: readonly ToldInstitution[]) {
  const examples = new Map<string, { readonly message: Message; readonly part?: string }>();
  for (const { addressed, compose, deliveries, decision } of told) {
    for (const { key: messageKey, language } of addressed) {
      const key = JSON.stringify([language, decision.part]);
      if (!examples.has(key) && deliveries.some((delivery) => delivery.messageKey === messageKey))
        examples.set(key, { message: compose(language), part: decision.part });
    }
  }
  return [...examples.values()].map(({ message, part }) => ({
    language: message.language,
    part,
    label: message.label,
    isNotice: message.isNotice,
    subject: message.subject,
    opening: message.opening,
    blocks: message.blocks.map((block) =>
      'text' in block ? { kind: block.kind, text: block.text } : { kind: block.kind, items: [...block.items] },
    ),
    button: message.button?.text,
    reference: message.reference,
    closing: [...message.closing],
  }));
}
