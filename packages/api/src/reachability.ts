import Type from 'typebox';
import { REACHABILITY_GAPS, type ReachabilityGap } from '@forewarn/core/institutions/reachability.ts';
import { route } from './route-shape.ts';

const Id = Type.String({ format: 'uuid' });
const InstitutionParams = Type.Object({ id: Id });

export const ReachabilityShape = Type.Object({
  score: Type.Integer({ description: '0 to 100.' }),
  gaps: Type.Array(Type.Unsafe<ReachabilityGap>({ type: 'string', enum: [...REACHABILITY_GAPS] }), { description: 'The worst first.' }),
  toConfirm: Type.Array(Id, { description: 'Contacts that nobody confirmed for too long.' }),
  confirmBy: Type.Optional(Type.String({ description: 'When the next of the others is due.' })),
});

export const showReachability = route({
  method: 'GET',
  path: '/api/institutions/:id/reachability',
  access: 'read-institutions',
  summary: 'How well an institution can be reached today, and what is missing.',
  params: InstitutionParams,
  response: ReachabilityShape,
});

export const confirmContacts = route({
  method: 'POST',
  path: '/api/institutions/:id/contact-confirmations',
  access: 'change-institution',
  summary: 'Says that contacts are right as they are: these, or all.',
  params: InstitutionParams,
  body: Type.Object({ contactIds: Type.Optional(Type.Array(Id, { minItems: 1, maxItems: 200 })) }),
  response: ReachabilityShape,
});
