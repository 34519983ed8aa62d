import Type from 'typebox';
import { CONTACT_ROLES, type ContactRole } from '@forewarn/core/institutions/contact.ts';
import { UNKNOWN_BECAUSE, type UnknownBecause } from '@forewarn/core/matching/applicability.ts';
import { CERTAINTIES, REASONS, type Certainty, type Reason } from '@forewarn/core/matching/match.ts';
import { TLP_LABELS, type TlpLabel } from '@forewarn/core/sharing/tlp.ts';
import { ABUSE_CHECKS, ANSWERS, type AbuseCheck, type Answer } from '@forewarn/core/warnings/acknowledgement.ts';
import {
  URGENCIES,
  VERSION_KINDS,
  WARNING_STATES,
  type Urgency,
  type VersionKind,
  type WarningState,
} from '@forewarn/core/warnings/warning.ts';
import { MatterInputShape, MatterShape } from './matters.ts';
import { FourEyesShape } from './approvals.ts';
import { HeldBecauseShape } from './deliveries.ts';
import { FactsShape, PartProblems } from './problem.ts';
import { ReaderLanguage } from './reader-language.ts';
import { route } from './route-shape.ts';

const Id = Type.String({ format: 'uuid' });
const UrgencyShape = Type.Unsafe<Urgency>({ type: 'string', enum: [...URGENCIES] });
const CertaintyShape = Type.Unsafe<Certainty>({ type: 'string', enum: [...CERTAINTIES] });
const ReasonShape = Type.Unsafe<Reason>({ type: 'string', enum: [...REASONS] });
const TlpShape = Type.Unsafe<TlpLabel>({ type: 'string', enum: [...TLP_LABELS] });
const StateShape = Type.Unsafe<WarningState>({ type: 'string', enum: [...WARNING_STATES] });
const KindShape = Type.Unsafe<VersionKind>({ type: 'string', enum: [...VERSION_KINDS] });
const RoleShape = Type.Unsafe<ContactRole>({ type: 'string', enum: [...CONTACT_ROLES] });
const Words = (maxLength: number) => Type.Optional(Type.String({ minLength: 1, maxLength }));

const ActionsShape = Type.Array(
  Type.Object({
    text: Type.String({ minLength: 1, maxLength: 1000 }),
    role: Type.Optional(RoleShape),
    withinHours: Type.Optional(Type.Number({ exclusiveMinimum: 0, maximum: 24 * 365 })),
  }),
  { maxItems: 20 },
);
const Hour = (description: string) => Type.Optional(Type.String({ maxLength: 40, description }));

/** core/warnings/text-part.ts. */
const PartShape = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 60, description: 'As the desk calls it; in both languages the same.' }),
  when: Type.Object(
    {
      reasons: Type.Optional(Type.Array(ReasonShape, { maxItems: REASONS.length })),
      products: Type.Optional(
        Type.Array(Type.String({ minLength: 1, maxLength: 300 }), {
          maxItems: 50,
          description: "As the matter's scope says it, variant and tenant too, or as the product is called.",
        }),
      ),
      answers: Type.Optional(
        Type.Array(Type.Unsafe<Answer | 'silent'>({ type: 'string', enum: [...ANSWERS, 'silent'] }), { maxItems: ANSWERS.length + 1 }),
      ),
      answeredBefore: Hour('RFC 3339: the answer that stands was given before.'),
      answeredFrom: Hour('RFC 3339: the answer that stands was given then or later.'),
    },
    { description: 'All that is given must hold; of each list one.' },
  ),
  summary: Words(4000),
  actions: Type.Optional(ActionsShape),
});

/** One language of one version: the CERT's own words. Line ends separate paragraphs. */
export const WarningTextShape = Type.Object({
  title: Type.String({ minLength: 1, maxLength: 80, description: "Product in the sector's word and what happened." }),
  summary: Type.String({ minLength: 1, maxLength: 4000 }),
  actions: ActionsShape,
  abuseCheck: Type.Optional(Type.String({ minLength: 1, maxLength: 1000, description: 'The question apart: is it checked for abuse?' })),
  technical: Words(8000),
  careImpact: Words(2000),
  whatChanged: Type.Optional(Type.String({ minLength: 1, maxLength: 2000, description: 'Asked for from version 2 on.' })),
  parts: Type.Optional(
    Type.Array(PartShape, { maxItems: 20, description: 'What some read instead of the summary and the steps; the first that fits.' }),
  ),
});
export const WarningTextsShape = Type.Object({ nl: WarningTextShape, en: Type.Optional(WarningTextShape) });

export const AudienceShape = Type.Object({
  certainties: Type.Array(CertaintyShape, { minItems: 1, maxItems: CERTAINTIES.length }),
  excluded: Type.Array(Type.Object({ institutionId: Id, because: Type.String({ minLength: 1, maxLength: 500 }) }), { maxItems: 5000 }),
  persons: Type.Optional(
    Type.Array(Id, {
      maxItems: 200,
      description: 'Contacts that a TLP:RED warning is for, and nobody else. No group mailbox, no duty desk.',
    }),
  ),
});

/** The sender's tick of DOMAIN §4.4, shown next to the label. */
const SharedWithItProvider = Type.Boolean({
  description: '"Mag gedeeld worden met de IT-dienstverlener van de ontvanger". Default: on, but for what is for information.',
});
const EmbargoUntil = Type.String({
  maxLength: 40,
  description: 'RFC 3339. Nobody outside the CERT reads it or hears of it before. Empty: no embargo.',
});
const ValidUntil = Type.String({
  maxLength: 40,
  description: 'RFC 3339. After it the CERT is told to look whether it still holds. Empty: no end.',
});
const PlannedReleaseShape = Type.Object(
  { at: Type.String(), by: Type.String() },
  { description: 'The draft goes out by itself at this hour.' },
);
const ForYouByName = Type.Boolean({ description: 'TLP:RED, and the person who asks is one of those that it names.' });

const Content = {
  urgency: UrgencyShape,
  tlp: Type.Optional(TlpShape),
  sharedWithItProvider: Type.Optional(SharedWithItProvider),
  embargoUntil: Type.Optional(EmbargoUntil),
  validUntil: Type.Optional(ValidUntil),
  texts: WarningTextsShape,
  audience: Type.Optional(AudienceShape),
};

export const VersionShape = Type.Object({
  version: Type.Integer(),
  kind: KindShape,
  state: Type.Union([Type.Literal('draft'), Type.Literal('released')]),
  urgency: UrgencyShape,
  tlp: TlpShape,
  sharedWithItProvider: SharedWithItProvider,
  embargoUntil: Type.Optional(Type.String()),
  validUntil: Type.Optional(Type.String()),
  forYouByName: Type.Optional(ForYouByName),
  texts: WarningTextsShape,
  audience: Type.Optional(AudienceShape),
  plannedRelease: Type.Optional(PlannedReleaseShape),
  draftedAt: Type.String(),
  draftedBy: Type.String(),
  releasedAt: Type.Optional(Type.String()),
  releasedBy: Type.Optional(Type.String()),
});

export const PersonalReasonShape = Type.Object({
  reason: ReasonShape,
  certainty: CertaintyShape,
  product: Type.Optional(Type.String()),
  supplier: Type.Optional(Type.String()),
  version: Type.Optional(Type.String()),
  inventory: Type.Optional(Type.String()),
  item: Type.Optional(Type.String({ description: 'Key of the line in the inventory.' })),
  remediations: Type.Array(Type.Object({ category: Type.String(), details: Type.String(), url: Type.Optional(Type.String()) })),
});

const AnswerCountsShape = Type.Object({
  concerned: Type.Integer({ description: 'Decided to be told, by the newest decision for each institution.' }),
  told: Type.Integer({ description: 'At least one message went out.' }),
  answered: Type.Integer({ description: 'An answer stands, confirmed or not.' }),
  unconfirmed: Type.Integer({ description: 'Of those answered: through a link and not confirmed.' }),
  outdated: Type.Integer({ description: 'Answered an earlier version, and asked again since.' }),
  silent: Type.Integer({ description: 'Told, and no answer stands.' }),
  unreachable: Type.Integer({ description: 'No message can reach them: no contact, or every channel failed for good.' }),
  closed: Type.Integer({ description: 'Told before, and no longer concerned.' }),
  stayedSilent: Type.Integer({ description: 'Hold the product and were not told; each with why.' }),
  byAnswer: Type.Record(Type.String(), Type.Integer()),
});

export const WarningListedShape = Type.Object({
  id: Id,
  reference: Type.String(),
  state: StateShape,
  openedAt: Type.String(),
  releasedVersion: Type.Integer({ description: '0: nothing was released yet.' }),
  releasedAt: Type.Optional(Type.String()),
  urgency: UrgencyShape,
  tlp: TlpShape,
  sharedWithItProvider: SharedWithItProvider,
  forYouByName: Type.Optional(ForYouByName),
  title: Type.String(),
  hasDraft: Type.Boolean(),
  isDrill: Type.Optional(Type.Boolean()),
  counts: Type.Optional(AnswerCountsShape),
});

export const WarningShape = Type.Object({
  id: Id,
  reference: Type.String(),
  state: StateShape,
  openedAt: Type.String(),
  endedAt: Type.Optional(Type.String()),
  endedBy: Type.Optional(Type.String()),
  endedBecause: Type.Optional(Type.String()),
  releasedVersion: Type.Integer(),
  isUnderway: Type.Optional(
    Type.Boolean({ description: 'For the CERT: the version in force is still being decided on and told to others, part by part.' }),
  ),
  versions: Type.Array(VersionShape),
  matter: Type.Optional(MatterShape),
  isDrill: Type.Optional(Type.Boolean({ description: 'It is an exercise: every screen that shows it says so.' })),
  concerns: Type.Optional(
    Type.Object(
      {
        urgency: UrgencyShape,
        certainty: CertaintyShape,
        label: TlpShape,
        sharedWithItProvider: SharedWithItProvider,
        forYouByName: Type.Optional(ForYouByName),
        because: Type.String({ description: '"U krijgt dit omdat …"' }),
        reasons: Type.Array(PersonalReasonShape),
        askedInVersion: Type.Integer(),
      },
      { description: "Why the institution that asks was told; the CERT's own reading has the concerned list." },
    ),
  ),
});

export const AcknowledgementShape = Type.Object({
  id: Id,
  version: Type.Integer(),
  institutionId: Id,
  itemKey: Type.Optional(Type.String()),
  answer: Type.Unsafe<Answer>({ type: 'string', enum: [...ANSWERS] }),
  abuseCheck: Type.Optional(Type.Unsafe<AbuseCheck>({ type: 'string', enum: [...ABUSE_CHECKS] })),
  remark: Type.Optional(Type.String()),
  why: Type.Optional(Type.String()),
  until: Type.Optional(Type.String()),
  forwardedTo: Type.Optional(Type.String()),
  answeredAs: Type.String(),
  through: Type.Union([Type.Literal('link'), Type.Literal('api'), Type.Literal('cert'), Type.Literal('sms')]),
  confirmed: Type.Boolean(),
  confirmedBy: Type.Optional(Type.String()),
  answeredAt: Type.String(),
  undoneAt: Type.Optional(Type.String()),
  undoneBy: Type.Optional(Type.String()),
});

export const AnswerInputShape = Type.Object({
  answer: Type.Unsafe<Answer>({ type: 'string', enum: [...ANSWERS] }),
  abuseCheck: Type.Optional(Type.Unsafe<AbuseCheck>({ type: 'string', enum: [...ABUSE_CHECKS] })),
  remark: Type.Optional(Type.String({ maxLength: 2000 })),
  why: Type.Optional(Type.String({ maxLength: 1000 })),
  until: Type.Optional(Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })),
  forwardedTo: Type.Optional(Type.String({ maxLength: 200 })),
  itemKey: Type.Optional(Type.String({ maxLength: 150 })),
  answeredAs: Type.Optional(Type.String({ maxLength: 200 })),
  version: Type.Optional(Type.Integer({ minimum: 1, description: 'The version that was read; default: the one in force.' })),
  institutionId: Type.Optional(Type.String({ format: 'uuid', description: 'For whom the CERT answers, after a telephone call.' })),
});

export const ConcernedShape = Type.Object({
  institutionId: Id,
  institution: Type.String(),
  sector: Type.String(),
  decision: Type.String({ description: 'warn, update, close or stay-silent, in the version in force.' }),
  because: Type.Optional(Type.String({ description: 'Of silence.' })),
  urgency: UrgencyShape,
  certainty: CertaintyShape,
  label: TlpShape,
  reasons: Type.Array(PersonalReasonShape),
  askedInVersion: Type.Integer(),
  told: Type.Boolean({ description: 'Is among those who were told and not closed.' }),
  toldAt: Type.Optional(Type.String({ description: 'First message that a receiver accepted.' })),
  readAt: Type.Optional(Type.String({ description: 'Somebody of it first opened the warning; behind a link, perhaps a mail scanner.' })),
  deliveries: Type.Array(
    Type.Object({
      contact: Type.String(),
      channel: Type.String(),
      state: Type.String(),
      version: Type.Optional(Type.Integer()),
      attempts: Type.Integer(),
      endedAt: Type.Optional(Type.String()),
      endedBecause: Type.Optional(Type.String()),
      heldUntil: Type.Optional(Type.String({ description: 'It waits for the daily bundle of the contact, which goes then.' })),
      heldBecause: Type.Optional(HeldBecauseShape),
    }),
  ),
  standing: Type.String({ description: 'How the answers stand: answered, unconfirmed, outdated, silent, unreachable, not-asked.' }),
  followUp: Type.Boolean({ description: 'Whether the CERT still has to hear from it.' }),
  acknowledgement: Type.Optional(AcknowledgementShape),
});

const DecidedShape = Type.Object({
  institutionId: Id,
  institution: Type.String(),
  decision: Type.String(),
  because: Type.Optional(Type.String()),
  urgency: UrgencyShape,
  certainty: CertaintyShape,
  part: Type.Optional(Type.String({ description: 'Which part of the text it reads instead of what everybody reads.' })),
  reasons: Type.Array(PersonalReasonShape),
  contacts: Type.Array(
    Type.Object({
      name: Type.String(),
      role: Type.String(),
      channels: Type.Array(Type.String()),
      heldUntil: Type.Optional(Type.String({ description: 'It goes with the daily bundle of the contact, then.' })),
      heldBecause: Type.Optional(HeldBecauseShape),
    }),
  ),
});

const MessageShape = Type.Object({
  language: Type.String(),
  part: Type.Optional(Type.String()),
  label: TlpShape,
  isNotice: Type.Optional(Type.Boolean({ description: 'It says that there is something; what, is read after sign-in.' })),
  subject: Type.String(),
  opening: Type.String(),
  blocks: Type.Array(
    Type.Object({ kind: Type.String(), text: Type.Optional(Type.String()), items: Type.Optional(Type.Array(Type.String())) }),
  ),
  button: Type.Optional(Type.String()),
  reference: Type.String(),
  closing: Type.Array(Type.String()),
});

export const PreviewShape = Type.Object({
  warningId: Id,
  version: Type.Integer(),
  digest: Type.String({ description: 'Names exactly this preview; hand it to the release so that what was seen is what goes out.' }),
  fourEyes: FourEyesShape,
  mayRelease: Type.Boolean(),
  problems: Type.Array(
    Type.Object({
      code: Type.String(),
      message: Type.String(),
      hint: Type.Optional(Type.String()),
      facts: Type.Optional(FactsShape),
      problems: PartProblems,
    }),
  ),
  tlp: TlpShape,
  sharedWithItProvider: SharedWithItProvider,
  embargoUntil: Type.Optional(Type.String({ description: 'Its own or that of its matter, whichever is later.' })),
  plannedRelease: Type.Optional(PlannedReleaseShape),
  notPersons: Type.Array(Type.Object({ contactId: Id, name: Type.Optional(Type.String()), because: Type.String() }), {
    description:
      'Whom a TLP:RED audience names and who is no person of an institution that is concerned: no-such, no-person, shared-mailbox, mailbox-of-a-function, outside-the-institution.',
  }),
  counts: Type.Object({
    told: Type.Integer({ description: 'Institutions that hear of this version.' }),
    byDecision: Type.Record(Type.String(), Type.Integer()),
    bySilence: Type.Record(Type.String(), Type.Integer()),
    byUrgency: Type.Record(Type.String(), Type.Integer()),
    byCertainty: Type.Record(Type.String(), Type.Integer()),
    byReason: Type.Record(Type.String(), Type.Integer()),
    byPart: Type.Optional(
      Type.Record(Type.String(), Type.Integer(), {
        description: 'Institutions by the part of the text they read; "": what everybody reads.',
      }),
    ),
    messages: Type.Integer(),
    byChannel: Type.Record(Type.String(), Type.Integer()),
    woken: Type.Optional(Type.Integer({ description: 'Contacts that are disturbed at once.' })),
    unreachable: Type.Integer(),
    notKnown: Type.Integer({ description: 'Institutions of which nobody can tell whether it concerns them; in no other count.' }),
  }),
  institutions: Type.Array(DecidedShape, {
    description: 'By id the first that hear of it, then the first that do not, of each as many as `limit` says; the counts are of all.',
  }),
  unlisted: Type.Optional(Type.Integer({ description: 'So many are not listed: /preview/institutions has them all.' })),
  unreachable: Type.Array(Type.Object({ institutionId: Id, institution: Type.String(), because: Type.String() }), {
    description: 'The first 2,000.',
  }),
  notKnown: Type.Array(
    Type.Object({
      institutionId: Id,
      institution: Type.String(),
      because: Type.Unsafe<UnknownBecause>({ type: 'string', enum: [...UNKNOWN_BECAUSE] }),
      question: Type.Optional(Type.String({ description: '"Gebruikt u …?", where the draft is to act on now. Not sent: to be asked.' })),
    }),
    { description: 'No inventory, or none that anybody looked at for 12 months: never counted as not concerned. The first 2,000.' },
  ),
  readers: Type.Array(
    Type.Object({
      who: Type.String({ description: 'contact, colleague, group, service-account, it-provider, branch, supplier, anyone.' }),
      role: Type.Optional(Type.String({ description: 'Of a contact.' })),
      channel: Type.String({ description: 'subject, email, webhook, answer-page, mail-code, signed-in, static-page.' }),
      purpose: Type.String(),
      contacts: Type.Optional(
        Type.Integer({ description: 'How many are sent to; absent: nobody is sent anything, this is who may look.' }),
      ),
      sees: Type.String({ description: 'everything, part, notice-only, nothing.' }),
      blocks: Type.Array(
        Type.Object({
          block: Type.String({ description: 'title, summary, text, action, technical, indicators, why, personal.' }),
          sees: Type.String({ description: 'yes, notice-only, no.' }),
          because: Type.Optional(Type.String()),
          inWords: Type.Optional(Type.Object({ nl: Type.String(), en: Type.String() })),
        }),
      ),
    }),
    { description: 'For each reader what it would see, block by block, through what, and why not the rest.' },
  ),
  examples: Type.Array(MessageShape, {
    description: 'One message for each language and each part of the text, as the first of its readers gets it.',
  }),
});

export const ReleasedShape = Type.Object({
  warningId: Id,
  reference: Type.String(),
  version: Type.Integer(),
  told: Type.Integer(),
  stayedSilent: Type.Integer(),
  deliveries: Type.Integer(),
  cancelled: Type.Integer({ description: 'Planned deliveries that this version took the place of.' }),
  unreachable: Type.Integer(),
  isUnderway: Type.Optional(
    Type.Boolean({ description: 'More are being decided on, part by part, and told: the counts are of those who were.' }),
  ),
});

const WarningParams = Type.Object({ id: Id });
const AcknowledgementParams = Type.Object({ id: Id, acknowledgementId: Id });

export const listWarnings = route({
  method: 'GET',
  path: '/api/warnings',
  access: 'read-warnings',
  summary: 'Warnings, newest first: for the CERT all with their counts, for an institution those that it was told of.',
  query: Type.Object({
    state: Type.Optional(StateShape),
    before: Type.Optional(Id),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, default: 100 })),
  }),
  response: Type.Object({ warnings: Type.Array(WarningListedShape), next: Type.Optional(Id) }),
});

export const showWarning = route({
  method: 'GET',
  path: '/api/warnings/:id',
  access: 'read-warnings',
  summary: 'One warning with its versions; to an institution with its own reasons.',
  params: WarningParams,
  query: Type.Object({ language: ReaderLanguage }),
  response: WarningShape,
});

export const draftWarning = route({
  method: 'POST',
  path: '/api/warnings',
  access: 'draft-warnings',
  summary: 'Drafts the warning on a matter, given or opened with it. A draft delivers nothing.',
  body: Type.Object({ matterId: Type.Optional(Id), matter: Type.Optional(MatterInputShape), ...Content }),
  response: WarningShape,
});

export const draftVersion = route({
  method: 'POST',
  path: '/api/warnings/:id/versions',
  access: 'draft-warnings',
  summary: 'Drafts the next version of a warning that is open.',
  params: WarningParams,
  body: Type.Object({
    kind: Type.Union([Type.Literal('update'), Type.Literal('correction'), Type.Literal('withdrawal')]),
    ...Content,
  }),
  response: WarningShape,
});

export const changeDraft = route({
  method: 'PUT',
  path: '/api/warnings/:id/draft',
  access: 'draft-warnings',
  summary: 'Replaces what the draft says; what is absent stays.',
  params: WarningParams,
  body: Type.Partial(
    Type.Object({
      ...Content,
      basedOn: Type.String({
        maxLength: 40,
        description: '`draftedAt` of the draft that the change was made from; saved since by somebody else: 409 draft-changed.',
      }),
    }),
  ),
  response: WarningShape,
});

export const discardDraft = route({
  method: 'DELETE',
  path: '/api/warnings/:id/draft',
  access: 'draft-warnings',
  summary: 'Throws the draft away. A warning that never went out is closed with it.',
  params: WarningParams,
  response: WarningShape,
});

export const previewRelease = route({
  method: 'GET',
  path: '/api/warnings/:id/preview',
  access: 'draft-warnings',
  summary:
    'What releasing the draft would do: who hears, why, with which urgency, through what; and who does not, and why. Changes nothing.',
  params: WarningParams,
  query: Type.Object({ limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 2_000, default: 2_000 })) }),
  response: PreviewShape,
});

/** Of a name that somebody looks for; as long as that of an institution may be. */
export const NAME_SEARCHED_CHARACTERS_MAX = 200;

export const listPreviewed = route({
  method: 'GET',
  path: '/api/warnings/:id/preview/institutions',
  access: 'draft-warnings',
  summary: 'The institutions of a preview, by id, page by page; or those whose name has something in it.',
  params: WarningParams,
  query: Type.Object({
    after: Type.Optional(Id),
    name: Type.Optional(Type.String({ minLength: 1, maxLength: NAME_SEARCHED_CHARACTERS_MAX })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 2_000, default: 200 })),
  }),
  response: Type.Object({ institutions: Type.Array(DecidedShape), next: Type.Optional(Type.String()) }),
});

const Alone = Type.Optional(
  Type.Object({ because: Type.String({ minLength: 1, maxLength: 1_000, description: 'One person alone releases act now, and why.' }) }),
);

export const releaseWarning = route({
  method: 'POST',
  path: '/api/warnings/:id/release',
  access: 'release-warnings',
  fresh: true,
  summary:
    'Releases the draft. With the digest of a preview: only what that preview showed (of more institutions than FOREWARN_DECIDE_AT_ONCE: only that draft, and the CERT hears where its audience was another). A second time changes nothing.',
  params: WarningParams,
  body: Type.Object({
    version: Type.Optional(Type.Integer({ minimum: 1, description: 'The version meant; released already: answers what that did.' })),
    previewDigest: Type.Optional(Type.String({ maxLength: 100 })),
    evenIfNobody: Type.Optional(Type.Boolean({ description: 'Release a first version that nobody would hear of.' })),
    alone: Alone,
  }),
  response: ReleasedShape,
});

export const planRelease = route({
  method: 'PUT',
  path: '/api/warnings/:id/planned-release',
  access: 'release-warnings',
  fresh: true,
  summary: 'Plans that the draft goes out by itself at an hour; it is looked at once more then. Changing the draft cancels the plan.',
  params: WarningParams,
  body: Type.Object({
    at: Type.String({ minLength: 1, maxLength: 40, description: 'RFC 3339, by the clock of the server.' }),
    previewDigest: Type.Optional(Type.String({ maxLength: 100 })),
    evenIfNobody: Type.Optional(Type.Boolean()),
    alone: Alone,
  }),
  response: WarningShape,
});

export const cancelPlannedRelease = route({
  method: 'DELETE',
  path: '/api/warnings/:id/planned-release',
  access: 'release-warnings',
  summary: 'The draft goes out no more by itself, and stays a draft.',
  params: WarningParams,
  response: WarningShape,
});

export const withdrawWarning = route({
  method: 'POST',
  path: '/api/warnings/:id/withdraw',
  access: 'release-warnings',
  summary: 'Withdraws the warning at once: everyone told hears it, what was still to be sent is not sent.',
  params: WarningParams,
  body: Type.Object({
    because: Type.Object({
      nl: Type.String({ minLength: 1, maxLength: 2000 }),
      en: Type.Optional(Type.String({ minLength: 1, maxLength: 2000 })),
    }),
  }),
  response: ReleasedShape,
});

export const correctWarning = route({
  method: 'POST',
  path: '/api/warnings/:id/correct',
  access: 'release-warnings',
  fresh: true,
  summary: 'Corrects the warning at once: everyone told hears it, what was still to be sent of the version before is not sent.',
  params: WarningParams,
  body: Type.Object({ ...Content, urgency: Type.Optional(UrgencyShape), alone: Alone }),
  response: ReleasedShape,
});

export const closeWarning = route({
  method: 'POST',
  path: '/api/warnings/:id/close',
  access: 'release-warnings',
  summary: 'Ends the warning: nobody is asked any more. Tells nobody. A body is not asked for.',
  params: WarningParams,
  body: Type.Union([Type.Object({ because: Type.Optional(Type.String({ minLength: 1, maxLength: 2_000 })) }), Type.Null()]),
  response: WarningShape,
});

export const listConcerned = route({
  method: 'GET',
  path: '/api/warnings/:id/concerned',
  access: 'read-concerned',
  summary: 'Each institution concerned: what was decided and why, when and how it was told, what it answered.',
  params: WarningParams,
  response: Type.Object({
    warningId: Id,
    reference: Type.String(),
    version: Type.Integer(),
    counts: AnswerCountsShape,
    notKnown: Type.Integer({ description: 'Members of which nobody can tell, for want of an inventory, now; in none of the counts.' }),
    institutions: Type.Array(ConcernedShape),
  }),
});

export const acknowledgeWarning = route({
  method: 'POST',
  path: '/api/warnings/:id/acknowledgements',
  access: 'answer-warnings',
  summary: 'Answers for the institution whose token it is; the CERT answers for one that called.',
  params: WarningParams,
  body: AnswerInputShape,
  response: AcknowledgementShape,
});

export const listAcknowledgements = route({
  method: 'GET',
  path: '/api/warnings/:id/acknowledgements',
  access: 'read-answers',
  summary: 'Answers to the warning, newest first, undone ones included: of the institution that asks, or of all to the CERT.',
  params: WarningParams,
  query: Type.Object({ institutionId: Type.Optional(Id) }),
  response: Type.Object({ acknowledgements: Type.Array(AcknowledgementShape) }),
});

export const confirmAcknowledgement = route({
  method: 'POST',
  path: '/api/warnings/:id/acknowledgements/:acknowledgementId/confirm',
  access: 'answer-warnings',
  summary: 'Confirms an answer that came through a link.',
  params: AcknowledgementParams,
  response: AcknowledgementShape,
});

export const undoAcknowledgement = route({
  method: 'DELETE',
  path: '/api/warnings/:id/acknowledgements/:acknowledgementId',
  access: 'answer-warnings',
  summary: 'Undoes an answer; it is kept as undone, by whom and when.',
  params: AcknowledgementParams,
  response: AcknowledgementShape,
});

export const revokeLinks = route({
  method: 'POST',
  path: '/api/warnings/:id/revoke-links',
  access: 'release-warnings',
  summary: 'Ends the answer links of one institution or contact to this warning.',
  params: WarningParams,
  body: Type.Object({ institutionId: Id, contactId: Type.Optional(Id) }),
  response: Type.Object({ revoked: Type.Integer() }),
});

// ── Standing rules ──────────────────────────────────────────────────────────────────────────────────────────────────

const RuleInput = {
  name: Type.String({ minLength: 1, maxLength: 200 }),
  condition: Type.Unknown({ description: 'When it fires; read by core/warnings/standing-rule.ts.' }),
  urgency: UrgencyShape,
  automaticRelease: Type.Optional(Type.Boolean({ description: 'Default: no. Never with act-now.' })),
  enabled: Type.Optional(Type.Boolean({ description: 'Default: yes.' })),
};

export const StandingRuleShape = Type.Object({
  id: Id,
  name: Type.String(),
  condition: Type.Unknown(),
  urgency: UrgencyShape,
  automaticRelease: Type.Boolean(),
  enabled: Type.Boolean(),
  madeAt: Type.String(),
  madeBy: Type.String(),
});

const RuleParams = Type.Object({ id: Id });

export const listStandingRules = route({
  method: 'GET',
  path: '/api/standing-rules',
  access: 'read-rules',
  summary: 'Standing rules: when a warning is drafted by itself.',
  response: Type.Object({ rules: Type.Array(StandingRuleShape) }),
});

export const addStandingRule = route({
  method: 'POST',
  path: '/api/standing-rules',
  access: 'change-rules',
  summary: 'Adds a standing rule.',
  body: Type.Object(RuleInput),
  response: StandingRuleShape,
});

export const changeStandingRule = route({
  method: 'PATCH',
  path: '/api/standing-rules/:id',
  access: 'change-rules',
  summary: 'Changes a standing rule, or switches it on or off; what is absent stays.',
  params: RuleParams,
  body: Type.Partial(Type.Object(RuleInput)),
  response: StandingRuleShape,
});
