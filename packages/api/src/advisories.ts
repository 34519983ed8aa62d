import Type from 'typebox';
import type { Advisory } from '@forewarn/core/advisories/advisory.ts';
import { REVISION_KINDS, type Change, type RevisionKind } from '@forewarn/core/advisories/revision-change.ts';
import { TLP_LABELS, type TlpLabel } from '@forewarn/core/sharing/tlp.ts';
import { PAGE_MAX, ProblemsShape } from './institutions.ts';
import { route } from './route-shape.ts';

/** Of a note at an advisory, and of the reason why one is put away. */
export const ADVISORY_NOTE_CHARACTERS_MAX = 4_000;
export const PUT_AWAY_CHARACTERS_MAX = 500;

const Id = Type.String({ format: 'uuid' });
const Sha256 = Type.String({ pattern: '^[0-9a-f]{64}$' });
const Label = Type.Unsafe<TlpLabel>({ type: 'string', enum: [...TLP_LABELS] });
const Kind = Type.Unsafe<RevisionKind>({ type: 'string', enum: [...REVISION_KINDS] });
const Language = Type.Optional(Type.Union([Type.Literal('nl'), Type.Literal('en')], { default: 'nl' }));
const Cursor = Type.Optional(Type.String({ maxLength: 200, description: 'What the page before gave as `next`.' }));
const Limit = Type.Optional(Type.Integer({ minimum: 1, maximum: PAGE_MAX, default: 100 }));
const Params = Type.Object({ id: Id });
const RevisionParams = Type.Object({ id: Id, sequence: Type.Integer({ minimum: 1 }) });

const AdvisoryListedShape = Type.Object({
  id: Id,
  trackingId: Type.String(),
  publisher: Type.String(),
  publisherNamespace: Type.String(),
  title: Type.String(),
  trackingVersion: Type.String(),
  tlp: Label,
  severity: Type.Optional(Type.Number({ description: 'Highest CVSS base score, 0.0 to 10.0.' })),
  cves: Type.Array(Type.String(), { description: 'At most twenty; `cveCount` says how many there are.' }),
  cveCount: Type.Integer(),
  currentReleaseAt: Type.Optional(Type.String({ description: 'As the publisher says.' })),
  readAt: Type.String({ description: 'When Forewarn read the revision in force.' }),
  firstSeenAt: Type.String(),
  revisionCount: Type.Integer(),
  problemCount: Type.Integer(),
  knownExploited: Type.Boolean({ description: 'One of its CVEs is on a list of exploited vulnerabilities.' }),
  withdrawnAt: Type.Optional(Type.String({ description: 'No source lists it any more since.' })),
  isRead: Type.Optional(Type.Boolean({ description: 'For the CERT: who asks has read the revision in force.' })),
  noteCount: Type.Optional(Type.Integer({ description: 'For the CERT: notes that were written at it.' })),
  putAway: Type.Optional(
    Type.Object(
      {
        at: Type.String(),
        by: Type.Optional(Type.String()),
        because: Type.Optional(Type.String()),
        isRevisedSince: Type.Optional(Type.Boolean({ description: 'A revision came in since, and waits with it.' })),
      },
      {
        description:
          'The CERT put it away: it counts for nothing until it is brought back. Who, why and what came since, for the CERT alone.',
      },
    ),
  ),
  sortedBy: Type.Optional(Type.String({ description: 'In a list: what it is sorted by here, where that is none of the other fields.' })),
});

/** What the list can be sorted by: CSAF 2.1, clause 12, names them. Of several values the least one counts, of a history the newest. */
export const ADVISORY_SORTS = [
  'read',
  'released',
  'first-released',
  'title',
  'publisher',
  'publisher-category',
  'publisher-namespace',
  'tracking-id',
  'tracking-version',
  'status',
  'category',
  'format-version',
  'label',
  'severity',
  'aggregate-severity',
  'revision-number',
  'revised',
  'revision-summary',
  'cve',
  'supplier',
  'product',
  'product-version',
  'cpe',
  'purl',
  'identifier',
] as const;
export type AdvisorySort = (typeof ADVISORY_SORTS)[number];
/** Where no order is asked these begin with the newest or the highest, all others at A. */
export const DESCENDING_SORTS: ReadonlySet<AdvisorySort> = new Set<AdvisorySort>([
  'read',
  'released',
  'first-released',
  'revised',
  'severity',
]);
const Sort = Type.Optional(Type.Unsafe<AdvisorySort>({ type: 'string', enum: [...ADVISORY_SORTS], default: 'read' }));
const Status = Type.Unsafe<Advisory['status']>({ type: 'string', enum: ['draft', 'interim', 'final'] });
const Format = Type.Unsafe<Advisory['format']>({ type: 'string', enum: ['csaf', 'cve', 'nvd', 'osv'] });
const part = (description: string) => Type.Optional(Type.String({ minLength: 1, maxLength: 300, description }));
const moment = (description: string) => Type.Optional(Type.String({ format: 'date-time', description }));
const Score = Type.Optional(Type.Number({ minimum: 0, maximum: 10 }));

/** What the list of advisories is searched and filtered by; all that is given must hold. Capitals do not count. */
export const AdvisoryFilterShape = Type.Object({
  text: Type.Optional(
    Type.String({ maxLength: 200, description: 'Part of tracking id, publisher or title (600 characters together), or a CVE id.' }),
  ),
  title: part('Part of the title.'),
  publisher: part('Part of name or namespace.'),
  publisherCategory: part('As the standard spells it: vendor, coordinator, discoverer, translator, user, other.'),
  publisherNamespace: part('Part of the namespace.'),
  trackingId: part('Part of the tracking id.'),
  trackingVersion: part('The version, whole.'),
  status: Type.Optional(Status),
  category: part('Part of the category of the document (csaf_security_advisory, csaf_vex, …).'),
  format: Type.Optional(Format),
  formatVersion: part('The version of the standard that it is written in, whole: csaf_version of a CSAF document.'),
  label: Type.Optional(Label),
  releasedFrom: moment('The publisher released this version at or after.'),
  releasedBefore: moment('The publisher released this version before.'),
  firstReleasedFrom: moment('The publisher released its first version at or after.'),
  firstReleasedBefore: moment('The publisher released its first version before.'),
  revision: part('Part of "number date summary" of an entry of its revision history.'),
  cve: Type.Optional(Type.String({ pattern: '^[Cc][Vv][Ee]-[0-9]{4}-[0-9]{4,19}$', description: 'It is about this CVE.' })),
  supplier: part('Part of the name of a supplier in the product tree.'),
  product: part('Part of the name of a product or family in the product tree.'),
  productVersion: part('Part of a version or range of versions in the product tree, as written.'),
  cpe: part('Part of a CPE.'),
  purl: part('Part of a package URL.'),
  identifier: part('Part of another identifier of a product: model number, SKU, serial number, hash, …'),
  aggregateSeverity: part('Part of the aggregate severity.'),
  severityMin: Score,
  severityMax: Score,
  problems: Type.Optional(Type.Boolean({ description: 'Only those with problems, or only those without.' })),
  withdrawn: Type.Optional(Type.Boolean({ description: 'Only those that no source lists any more, or only those in force.' })),
  putAway: Type.Optional(Type.Boolean({ description: 'Those that the CERT put away, in place of all others; for the CERT.' })),
  unread: Type.Optional(
    Type.Boolean({ description: 'For the CERT: only those whose revision in force who asks has not read, or only those that are read.' }),
  ),
  since: moment('Read at or after.'),
});

/** A difference between two revisions, as data; `change.texts` says it in words. */
const ChangeShape = Type.Unsafe<Change>({
  type: 'object',
  properties: {
    what: { type: 'string' },
    vulnerability: { type: 'string' },
    products: { type: 'array', items: { type: 'string' } },
    productCount: { type: 'integer' },
    before: { type: 'string' },
    after: { type: 'string' },
  },
});
const ComparisonShape = Type.Object({
  kind: Kind,
  changes: Type.Array(ChangeShape),
  texts: Type.Array(Type.String({ description: "One sentence. Names in it are the publisher's: escape them." })),
});

const RevisionShape = Type.Object({
  id: Id,
  sequence: Type.Integer({ description: 'Order of arrival, from 1.' }),
  trackingVersion: Type.String(),
  currentReleaseAt: Type.Optional(Type.String()),
  readAt: Type.String(),
  tlp: Label,
  sha256: Sha256,
  sizeBytes: Type.Integer(),
  isInForce: Type.Boolean(),
  isLate: Type.Boolean({ description: 'It came after a newer one.' }),
  isForeign: Type.Boolean({ description: 'Only somebody else than its publisher gave it.' }),
  problemCount: Type.Integer(),
  change: ComparisonShape,
});

const NoteShape = Type.Object({
  id: Id,
  text: Type.String({ description: 'As it was typed: show it as text.' }),
  writtenAt: Type.String(),
  writtenBy: Type.String(),
  isOwn: Type.Boolean({ description: 'Who asks wrote it, and may take it back.' }),
});
const NoteParams = Type.Object({ id: Id, noteId: Id });

const HashCheckShape = Type.Unsafe<{ readonly kind: 'matches' | 'mismatch' | 'absent' | 'unreadable' }>({
  type: 'object',
  additionalProperties: true,
  description: 'kind: matches, mismatch, absent or unreadable, with what belongs to it.',
});
const SignatureCheckShape = Type.Unsafe<{
  readonly kind: 'valid' | 'valid-expired-key' | 'invalid' | 'unknown-key' | 'absent' | 'unreadable';
}>({
  type: 'object',
  additionalProperties: true,
  description: 'kind: valid, valid-expired-key, invalid, unknown-key, absent or unreadable, with what belongs to it.',
});

const RetrievalShape = Type.Object({
  id: Id,
  source: Type.Optional(Type.String({ description: 'Absent: somebody handed it in.' })),
  sourceId: Type.Optional(Id),
  url: Type.String(),
  sha256: Sha256,
  sizeBytes: Type.Integer(),
  retrievedAt: Type.String(),
  hashCheck: HashCheckShape,
  signatureCheck: SignatureCheckShape,
  verdict: Type.Union([Type.Literal('accepted'), Type.Literal('quarantined')]),
  verdictReason: Type.Optional(Type.String()),
  releasedAt: Type.Optional(Type.String()),
  releasedBy: Type.Optional(Type.String()),
  rejectedAt: Type.Optional(Type.String()),
  rejectedBy: Type.Optional(Type.String()),
  withdrawnAt: Type.Optional(Type.String()),
});

const NormalisedShape = Type.Unsafe<Advisory>({
  type: 'object',
  additionalProperties: true,
  description: 'The advisory in the normalised form. All text in it is publisher-controlled.',
});

export const listAdvisories = route({
  method: 'GET',
  path: '/api/advisories',
  access: 'read-advisories',
  summary:
    'Advisories: searched, filtered and sorted by what they say; else the one that was read last first. An institution sees those that are TLP:CLEAR or GREEN.',
  query: Type.Object({
    ...AdvisoryFilterShape.properties,
    sort: Sort,
    order: Type.Optional(
      Type.Union([Type.Literal('ascending'), Type.Literal('descending')], {
        description: 'Absent: moments and scores from high to low, texts from A.',
      }),
    ),
    after: Type.Optional(
      Type.String({ maxLength: 6_000, description: 'What the page before gave as `next`; the rest of the query as it was.' }),
    ),
    limit: Limit,
  }),
  response: Type.Object({ advisories: Type.Array(AdvisoryListedShape), next: Type.Optional(Type.String()) }),
});

export const showAdvisory = route({
  method: 'GET',
  path: '/api/advisories/:id',
  access: 'read-advisories',
  summary:
    'An advisory: what the revision in force says and, for the CERT, its problems at their place, its revisions with what each changed, and where it was got.',
  params: Params,
  query: Type.Object({ language: Language }),
  response: Type.Intersect([
    AdvisoryListedShape,
    Type.Object({
      advisory: NormalisedShape,
      problems: ProblemsShape,
      revisions: Type.Array(RevisionShape),
      retrievals: Type.Array(RetrievalShape),
    }),
  ]),
});

export const showRevision = route({
  method: 'GET',
  path: '/api/advisories/:id/revisions/:sequence',
  access: 'read-advisories',
  summary: 'One revision of an advisory: what it says and, for the CERT, its problems at their place.',
  params: RevisionParams,
  query: Type.Object({ language: Language }),
  response: Type.Intersect([RevisionShape, Type.Object({ advisory: NormalisedShape, problems: ProblemsShape })]),
});

export const compareRevisions = route({
  method: 'GET',
  path: '/api/advisories/:id/compare',
  access: 'read-advisories',
  summary: 'What is different between two revisions of an advisory, as data and in words.',
  params: Params,
  query: Type.Object({ from: Type.Integer({ minimum: 1 }), to: Type.Integer({ minimum: 1 }), language: Language }),
  response: ComparisonShape,
});

export const downloadOriginal = route({
  method: 'GET',
  path: '/api/advisories/:id/revisions/:sequence/original',
  access: 'read-sources-of-advisories',
  summary: 'The document as it came, byte for byte. Header `x-sha256` has the digest of the bytes.',
  params: RevisionParams,
});

export const validateRevision = route({
  method: 'GET',
  path: '/api/advisories/:id/revisions/:sequence/validation',
  access: 'read-sources-of-advisories',
  summary: 'Validates a revision again, with the optional and informative tests of the standard too.',
  params: RevisionParams,
  response: Type.Object({ problems: ProblemsShape }),
});

export const handInAdvisory = route({
  method: 'POST',
  path: '/api/advisories',
  access: 'hand-in-advisories',
  summary: 'Hands in a document, as the body itself. It is taken in like one from a source, and marked as handed in.',
  query: Type.Object({ fileName: Type.Optional(Type.String({ maxLength: 255 })) }),
  body: Type.Unsafe<unknown>({ description: 'A CSAF document of at most 64 MiB.' }),
  response: Type.Object({
    kind: Type.Union([Type.Literal('new'), Type.Literal('known'), Type.Literal('unreadable')]),
    advisoryId: Type.Optional(Id),
    revisionId: Type.Optional(Id),
    sha256: Sha256,
    change: Type.Optional(Kind),
    isInForce: Type.Optional(Type.Boolean()),
    problems: ProblemsShape,
  }),
});

export const markAdvisoryRead = route({
  method: 'PUT',
  path: '/api/advisories/:id/read',
  access: 'keep-advisories',
  summary: 'Marks a revision as read by who asks; of a newer one the advisory is unread again.',
  params: Params,
  body: Type.Object({ sequence: Type.Integer({ minimum: 1 }) }),
  response: Type.Object({ isRead: Type.Boolean() }),
});

export const markAdvisoryUnread = route({
  method: 'DELETE',
  path: '/api/advisories/:id/read',
  access: 'keep-advisories',
  summary: 'Marks an advisory as unread by who asks.',
  params: Params,
  response: Type.Object({ isRead: Type.Boolean() }),
});

export const listAdvisoryNotes = route({
  method: 'GET',
  path: '/api/advisories/:id/notes',
  access: 'read-sources-of-advisories',
  summary: 'What staff wrote at an advisory, newest first, at most 500.',
  params: Params,
  response: Type.Object({ notes: Type.Array(NoteShape) }),
});

export const noteAdvisory = route({
  method: 'POST',
  path: '/api/advisories/:id/notes',
  access: 'keep-advisories',
  summary: "Writes a note at an advisory, for the CERT's own.",
  params: Params,
  body: Type.Object({ text: Type.String({ minLength: 1, maxLength: ADVISORY_NOTE_CHARACTERS_MAX }) }),
  response: NoteShape,
});

export const takeAdvisoryNoteBack = route({
  method: 'PUT',
  path: '/api/advisories/:id/notes/:noteId/withdrawal',
  access: 'keep-advisories',
  summary: 'Takes back a note that one wrote oneself; it is kept, and shown to nobody.',
  params: NoteParams,
  response: NoteShape,
});

export const putAdvisoryNoteBack = route({
  method: 'DELETE',
  path: '/api/advisories/:id/notes/:noteId/withdrawal',
  access: 'keep-advisories',
  summary: 'Puts back a note that one took back.',
  params: NoteParams,
  response: NoteShape,
});

const PutAwayShape = Type.Object({ at: Type.String(), by: Type.String(), because: Type.String() });

export const putAdvisoryAway = route({
  method: 'PUT',
  path: '/api/advisories/:id/put-away',
  access: 'put-advisories-away',
  summary:
    'Puts an advisory away, and why: it is as one withdrawn until it is brought back, also where a source lists it again. Its documents are kept.',
  params: Params,
  body: Type.Object({ because: Type.String({ minLength: 1, maxLength: PUT_AWAY_CHARACTERS_MAX }) }),
  response: PutAwayShape,
});

export const bringAdvisoryBack = route({
  method: 'DELETE',
  path: '/api/advisories/:id/put-away',
  access: 'put-advisories-away',
  summary: 'Brings an advisory back that was put away, with whatever revision came in since. Answers what it was put away for.',
  params: Params,
  response: PutAwayShape,
});

const QuarantinedShape = Type.Intersect([
  RetrievalShape,
  Type.Object({
    title: Type.Optional(Type.String({ description: 'What the document says that it is; not checked.' })),
    trackingId: Type.Optional(Type.String()),
    publisher: Type.Optional(Type.String()),
  }),
]);

export const listQuarantined = route({
  method: 'GET',
  path: '/api/quarantined-documents',
  access: 'read-sources-of-advisories',
  summary: 'Documents in quarantine that nobody decided about yet, oldest first, with why.',
  query: Type.Object({ after: Cursor, limit: Limit }),
  response: Type.Object({ documents: Type.Array(QuarantinedShape), next: Type.Optional(Type.String()) }),
});

export const decideQuarantined = route({
  method: 'POST',
  path: '/api/quarantined-documents/:id/decision',
  access: 'decide-documents',
  summary: 'Releases a document from quarantine, so that it is taken in, or rejects it. Once.',
  params: Params,
  body: Type.Object({ decision: Type.Union([Type.Literal('release'), Type.Literal('reject')]) }),
  response: Type.Object({
    kind: Type.Union([Type.Literal('released'), Type.Literal('rejected')]),
    advisoryId: Type.Optional(Id),
    problems: ProblemsShape,
  }),
});

export const listUnreadable = route({
  method: 'GET',
  path: '/api/unreadable-documents',
  access: 'read-sources-of-advisories',
  summary: 'Documents that could not be read as an advisory, newest first, with why.',
  query: Type.Object({ after: Cursor, limit: Limit }),
  response: Type.Object({
    documents: Type.Array(
      Type.Object({
        sha256: Sha256,
        sizeBytes: Type.Integer(),
        source: Type.Optional(Type.String()),
        sourceId: Type.Optional(Id),
        url: Type.Optional(Type.String()),
        readAt: Type.String(),
        problems: ProblemsShape,
      }),
    ),
    next: Type.Optional(Type.String()),
  }),
});

export const downloadDocument = route({
  method: 'GET',
  path: '/api/documents/:sha256',
  access: 'read-sources-of-advisories',
  summary: 'Any kept document by the sha256 of its bytes, byte for byte: for those in quarantine and those that could not be read.',
  params: Type.Object({ sha256: Sha256 }),
});

export const putKnownExploited = route({
  method: 'PUT',
  path: '/api/known-exploited/:list',
  access: 'hand-in-advisories',
  summary: "Makes a file the list of exploited vulnerabilities of this name: CISA's KEV as JSON or CSV, the EU's as JSON, or CVE ids.",
  params: Type.Object({ list: Type.String({ minLength: 1, maxLength: 100, pattern: '^[a-z0-9][a-z0-9-]*$' }) }),
  body: Type.Unsafe<unknown>({ description: 'The file itself.' }),
  response: Type.Object({
    list: Type.String(),
    entries: Type.Integer(),
    added: Type.Integer(),
    removed: Type.Integer(),
    problems: ProblemsShape,
  }),
});
