import Type from 'typebox';
import { SOURCE_KINDS, TOPICS, type SourceKind, type Topic } from '@forewarn/core/advisories/source-rules.ts';
import { route } from './route-shape.ts';

const Id = Type.String({ format: 'uuid' });
const Source = Type.Unsafe<SourceKind>({ type: 'string', enum: [...SOURCE_KINDS] });
export const VulnerabilityName = Type.String({
  pattern: '^[A-Za-z][A-Za-z0-9]*-[A-Za-z0-9:.-]{1,150}$',
  maxLength: 200,
  description: 'A CVE id, or another name that a source gives it, such as GHSA-35c4-f3rq-f9g3.',
});

export const showVulnerability = route({
  method: 'GET',
  path: '/api/vulnerabilities/:name',
  access: 'read-sources-of-advisories',
  summary: 'One vulnerability over all sources: what each says, where they disagree, and which decided by which rule.',
  params: Type.Object({ name: VulnerabilityName }),
  response: Type.Object({
    cve: Type.Optional(Type.String({ description: 'Absent where no source says which CVE it is.' })),
    aliases: Type.Array(Type.String()),
    documents: Type.Array(
      Type.Object({
        advisoryId: Id,
        source: Source,
        publisher: Type.String(),
        trackingId: Type.String(),
        title: Type.String(),
        currentReleaseAt: Type.Optional(Type.String()),
        readAt: Type.String(),
        withdrawnAt: Type.Optional(Type.String()),
      }),
    ),
    topics: Type.Array(
      Type.Object({
        topic: Type.Unsafe<Topic>({ type: 'string', enum: [...TOPICS] }),
        agree: Type.Boolean(),
        rule: Type.Object({
          id: Type.String(),
          from: Type.String({ description: 'YYYY-MM-DD: in force from this day on.' }),
          sentence: Type.Object({ nl: Type.String(), en: Type.String() }),
        }),
        answers: Type.Array(
          Type.Object({
            advisoryId: Id,
            source: Source,
            by: Type.String({ description: 'The publisher, or who adds to its document.' }),
            says: Type.Array(Type.String({ description: "Names in it are the publisher's: escape them." })),
            decides: Type.Boolean(),
          }),
          { description: 'Those that count first.' },
        ),
      }),
    ),
    exploited: Type.Array(
      Type.Object({ list: Type.String(), addedOn: Type.Optional(Type.String()), seenAt: Type.Optional(Type.String()) }),
    ),
    epss: Type.Optional(Type.Object({ score: Type.Number(), percentile: Type.Optional(Type.Number()), scoreDate: Type.String() })),
  }),
});
