import Type from 'typebox';
import { DRILL_KINDS, type DrillKind } from '@forewarn/core/drills/drill.ts';
import { SECTORS, type Sector } from '@forewarn/core/institutions/institution.ts';
import { route } from './route-shape.ts';

const Id = Type.String({ format: 'uuid' });
const KindShape = Type.Unsafe<DrillKind>({ type: 'string', enum: [...DRILL_KINDS] });
const SectorShape = Type.Unsafe<Sector>({ type: 'string', enum: [...SECTORS] });
const Params = Type.Object({ id: Id });
const Both = Type.Object({ nl: Type.String(), en: Type.String() });

export const ParticipantsShape = Type.Object(
  {
    institutionIds: Type.Optional(Type.Array(Id, { maxItems: 5_000 })),
    sectors: Type.Optional(Type.Array(SectorShape, { maxItems: SECTORS.length })),
    regions: Type.Optional(Type.Array(Type.Integer({ minimum: 1, maximum: 11 }), { maxItems: 11 })),
  },
  { description: 'Those by name, and those of the sectors and regions (with both: both must hold). All absent: every member.' },
);

export const DrillShape = Type.Object({
  id: Id,
  kind: KindShape,
  name: Type.String(),
  begunAt: Type.String(),
  begunBy: Type.String(),
  endedAt: Type.Optional(Type.String()),
  endedBy: Type.Optional(Type.String()),
  participants: Type.Integer(),
  warningId: Id,
  reference: Type.String({ description: 'OEF-2026-0001: an exercise takes no number of real warnings.' }),
  title: Type.Object({ nl: Type.String(), en: Type.Optional(Type.String()) }),
  releasedAt: Type.Optional(Type.String({ description: 'When its first message went out; absent: its draft waits.' })),
});

const ReachedShape = {
  count: Type.Integer(),
  medianMinutes: Type.Optional(Type.Number()),
  slowestMinutes: Type.Optional(Type.Number()),
};
const LineShape = Type.Object({
  institutionId: Id,
  name: Type.String(),
  sector: Type.String(),
  calls: Type.Integer(),
});

export const DrillReportShape = Type.Object({
  participants: Type.Integer(),
  told: Type.Object(ReachedShape),
  read: Type.Object(ReachedShape),
  answered: Type.Object({ ...ReachedShape, percent: Type.Integer() }),
  answeredWithin: Type.Array(Type.Object({ minutes: Type.Integer(), count: Type.Integer(), percent: Type.Integer() })),
  called: Type.Integer(),
  channels: Type.Array(Type.Object({ channel: Type.String(), planned: Type.Integer(), sent: Type.Integer(), failed: Type.Integer() })),
  sectors: Type.Array(Type.Object({ sector: Type.String(), participants: Type.Integer(), answered: Type.Integer() })),
  unreachable: Type.Array(LineShape),
  silent: Type.Array(LineShape),
});

export const DrillKitShape = Type.Object({
  goals: Type.Array(Both),
  injects: Type.Array(Type.Object({ minutes: Type.Integer(), nl: Type.String(), en: Type.String() })),
  questions: Type.Array(Type.Object({ role: Type.String(), nl: Type.String(), en: Type.String() })),
});

export const listDrills = route({
  method: 'GET',
  path: '/api/drills',
  access: 'read-concerned',
  summary: 'Exercises, newest first.',
  response: Type.Object({ drills: Type.Array(DrillShape) }),
});

export const beginDrill = route({
  method: 'POST',
  path: '/api/drills',
  access: 'run-drills',
  summary: 'Begins an exercise: its matter, its marked draft and who takes part. Nothing goes out before its warning is released.',
  body: Type.Object({
    kind: KindShape,
    name: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
    participants: Type.Optional(ParticipantsShape),
  }),
  response: DrillShape,
});

export const showDrill = route({
  method: 'GET',
  path: '/api/drills/:id',
  access: 'read-concerned',
  summary: 'One exercise: the kit of who leads it, and what it showed so far.',
  params: Params,
  response: Type.Object({ drill: DrillShape, kit: DrillKitShape, report: DrillReportShape }),
});

export const exportDrill = route({
  method: 'GET',
  path: '/api/drills/:id/export',
  access: 'read-concerned',
  summary: 'How each institution took part, as a table for a spreadsheet (CSV, UTF-8).',
  params: Params,
  query: Type.Object({ language: Type.Optional(Type.Union([Type.Literal('nl'), Type.Literal('en')])) }),
});

export const endDrill = route({
  method: 'POST',
  path: '/api/drills/:id/end',
  access: 'run-drills',
  summary: 'Ends an exercise: its warning is closed, what was still to be sent is not sent. A second time changes nothing.',
  params: Params,
  response: DrillShape,
});
