import Type from 'typebox';
import { PROPOSED_URGENCIES, type ProposedUrgency } from '@forewarn/core/advisories/priority-rules.ts';
import { QUEUE_STATES, type QueueState } from '@forewarn/core/matters/queue-state.ts';
import { ConfirmationShape, MatterShape } from './matters.ts';
import { route } from './route-shape.ts';

const Id = Type.String({ format: 'uuid' });
const State = Type.Unsafe<QueueState>({ type: 'string', enum: [...QUEUE_STATES] });
const Urgency = Type.Unsafe<ProposedUrgency>({ type: 'string', enum: [...PROPOSED_URGENCIES] });
const Sentence = Type.Object({ nl: Type.String(), en: Type.String() });
const By = Type.String({ maxLength: 300 });
const Note = Type.String({ minLength: 1, maxLength: 4_000 });
const Optional = Type.Optional(Type.String());

export const QueueRowShape = Type.Object({
  id: Id,
  kind: Type.String(),
  title: Type.String(),
  source: Type.String({ description: 'Where it comes from, in words.' }),
  confirmation: ConfirmationShape,
  state: State,
  openedAt: Type.String(),
  openedBy: Type.String(),
  changedAt: Type.String({ description: 'When it was opened, or when the newest revision of its advisories was read.' }),
  newsSince: Type.Boolean({ description: 'An advisory changed after somebody put the matter aside.' }),
  owner: Type.Optional(Type.Object({ name: Type.String(), accountId: Optional, since: Type.String() })),
  setAside: Type.Optional(Type.Object({ by: Type.String(), at: Type.String(), because: Type.String() })),
  warning: Type.Optional(
    Type.Object({ id: Id, reference: Type.String(), state: Type.String(), releasedVersion: Type.Integer(), hasDraft: Type.Boolean() }),
  ),
  advisories: Type.Array(
    Type.Object({
      id: Id,
      trackingId: Type.String(),
      publisher: Type.String(),
      title: Type.String(),
      tlp: Type.String(),
      readAt: Type.String(),
      withdrawnAt: Optional,
      sourceId: Type.Optional(Type.String({ description: 'Of the newest revision; absent where it was handed in.' })),
      sourceFault: Type.Optional(Type.String({ description: 'What is wrong with that source now, in words.' })),
    }),
    { description: 'At most 20, newest first.' },
  ),
  advisoryCount: Type.Integer(),
  cves: Type.Array(Type.String(), { description: 'At most 50.' }),
  cveCount: Type.Integer(),
  concerned: Type.Object({
    certain: Type.Integer(),
    likely: Type.Integer(),
    possible: Type.Integer(),
    forInformation: Type.Integer(),
    notKnown: Type.Integer({ description: 'Institutions of which nobody can tell; never counted as not concerned.' }),
  }),
  unmappedNames: Type.Array(Type.Object({ supplier: Optional, product: Type.String() }), {
    description: 'Names of products in its advisories that mean nothing yet; at most 30 of each advisory are looked at.',
  }),
  proposal: Type.Optional(
    Type.Object(
      {
        urgency: Urgency,
        sentence: Sentence,
        rule: Type.String(),
        others: Type.Array(Type.Object({ urgency: Urgency, sentence: Sentence, rule: Type.String() })),
        cvss: Type.Optional(Type.Object({ by: Type.String(), version: Type.String(), vector: Type.String(), baseScore: Type.Number() })),
        epss: Type.Optional(Type.Object({ cve: Type.String(), score: Type.Number(), scoreDate: Type.String() })),
        exploited: Type.Array(Type.Object({ by: Type.String(), cve: Optional, since: Optional })),
        ssvc: Type.Array(Type.Object({ table: Type.String(), outcome: Type.String() })),
        rating: Type.Optional(Type.Object({ by: Type.String(), likelihood: Optional, damage: Optional })),
      },
      { description: 'One urgency with one sentence why; the rest is folded behind it. Absent for a report: a person decides.' },
    ),
  ),
});

const Cursor = Type.String({ maxLength: 100, pattern: '^[0-9TZ:.-]{10,40}_[0-9a-f-]{36}$', description: 'As `next` of the page before.' });

export const listQueue = route({
  method: 'GET',
  path: '/api/queue',
  access: 'read-matters',
  summary: 'What came in: one row for each matter, what changed last first.',
  query: Type.Object({
    state: Type.Optional(State),
    owner: Type.Optional(By),
    matterId: Type.Optional(Type.Unsafe<string>({ ...Id, description: 'This matter alone, wherever it stands.' })),
    after: Type.Optional(Cursor),
    skip: Type.Optional(
      Type.Integer({ minimum: 0, maximum: 1_000_000, description: 'So many from the top are left out, for a list that is read by place.' }),
    ),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 50 })),
  }),
  response: Type.Object({
    matters: Type.Array(QueueRowShape),
    next: Type.Optional(Type.String()),
    counts: Type.Object({ new: Type.Integer(), 'in-assessment': Type.Integer(), warned: Type.Integer(), 'not-relevant': Type.Integer() }),
    sources: Type.Object(
      {
        all: Type.Integer(),
        failing: Type.Array(Type.Object({ id: Id, name: Type.String(), fault: Type.String(), lastSuccessAt: Optional })),
      },
      { description: 'What is not heard can stand in no queue.' },
    ),
  }),
});

const Params = Type.Object({ id: Id });
const StepParams = Type.Object({ id: Id, stepId: Id });

const StepShape = Type.Object({
  id: Id,
  matterId: Id,
  kind: Type.String({ description: 'noted, set-aside, taken-up, merged, split, assigned, released.' }),
  note: Optional,
  otherMatterId: Optional,
  takenAt: Type.String(),
  takenBy: Type.String(),
  undoneAt: Optional,
  undoneBy: Optional,
});

export const listMatterSteps = route({
  method: 'GET',
  path: '/api/matters/:id/steps',
  access: 'read-matters',
  summary: 'What was done with a matter, newest first, at most 500.',
  params: Params,
  response: Type.Object({ steps: Type.Array(StepShape) }),
});

export const noteMatter = route({
  method: 'POST',
  path: '/api/matters/:id/notes',
  access: 'change-matters',
  summary: 'Assesses: writes down what was found.',
  params: Params,
  body: Type.Object({ note: Note }),
  response: StepShape,
});

export const setMatterAside = route({
  method: 'POST',
  path: '/api/matters/:id/set-aside',
  access: 'change-matters',
  summary: 'Not relevant, and why. Undone by taking it up again.',
  params: Params,
  body: Type.Object({ because: Note }),
  response: StepShape,
});

export const takeMatterUp = route({
  method: 'DELETE',
  path: '/api/matters/:id/set-aside',
  access: 'change-matters',
  summary: 'Takes up a matter that was put aside.',
  params: Params,
  response: StepShape,
});

export const mergeMatter = route({
  method: 'POST',
  path: '/api/matters/:id/merges',
  access: 'change-matters',
  summary: 'Takes another matter, with its advisories and its scope, into this one.',
  params: Params,
  body: Type.Object({ otherId: Id }),
  response: Type.Object({ step: StepShape, matter: MatterShape }),
});

export const undoMerge = route({
  method: 'POST',
  path: '/api/matters/:id/merges/:stepId/undo',
  access: 'change-matters',
  summary: 'Takes them apart again, as they were.',
  params: StepParams,
  response: Type.Object({ step: StepShape, matter: MatterShape }),
});

export const splitMatter = route({
  method: 'POST',
  path: '/api/matters/:id/splits',
  access: 'change-matters',
  summary: 'Splits advisories off into a matter of their own. Undone by merging it back.',
  params: Params,
  body: Type.Object({
    advisoryIds: Type.Array(Id, { minItems: 1, maxItems: 100 }),
    title: Type.Optional(Type.String({ minLength: 1, maxLength: 300, description: 'Default: the title of its first advisory.' })),
  }),
  response: Type.Object({ step: StepShape, matter: MatterShape }),
});

export const assignMatter = route({
  method: 'PUT',
  path: '/api/matters/:id/owner',
  access: 'change-matters',
  summary: 'Gives a matter to a colleague, or to oneself.',
  params: Params,
  body: Type.Object({ accountId: Type.Optional(Type.String({ format: 'uuid', description: 'A colleague; absent: oneself.' })) }),
  response: StepShape,
});

export const releaseMatter = route({
  method: 'DELETE',
  path: '/api/matters/:id/owner',
  access: 'change-matters',
  summary: 'Lets go of a matter: nobody looks after it.',
  params: Params,
  response: StepShape,
});

export const listColleagues = route({
  method: 'GET',
  path: '/api/colleagues',
  access: 'read-matters',
  summary: 'People of the CERT to whom something can be given.',
  response: Type.Object({ colleagues: Type.Array(Type.Object({ accountId: Id, name: Type.String(), roles: Type.Array(Type.String()) })) }),
});

const Handed = { matterIds: Type.Array(Id, { maxItems: 5_000 }), helpRequestIds: Type.Array(Id, { maxItems: 5_000 }) };

export const handOverShift = route({
  method: 'POST',
  path: '/api/shift/hand-over',
  access: 'change-matters',
  summary:
    'Hands over everything open that is mine, or a colleague’s who left: matters and requests for help. Undone by handing back what went.',
  body: Type.Object({
    to: Type.Optional(Type.String({ format: 'uuid', description: 'Account of a colleague; absent: oneself.' })),
    from: Type.Optional(Type.Unsafe<string>({ ...By, description: 'A name that one colleague bears.' })),
    fromAccountId: Type.Optional(Id),
    note: Type.Optional(Note),
    only: Type.Optional(
      Type.Object(Handed, { description: 'Of these alone; what is not (any more) of who hands over stays where it is.' }),
    ),
  }),
  response: Type.Object({
    to: Type.String(),
    toAccountId: Type.Optional(Id),
    matters: Type.Integer(),
    helpRequests: Type.Integer(),
    handed: Type.Object(Handed),
  }),
});
