import Type from 'typebox';
import { REPORT_KINDS, type ReportKind } from '@forewarn/core/situation/report.ts';
import { TLP_LABELS, type TlpLabel } from '@forewarn/core/sharing/tlp.ts';
import { route } from './route-shape.ts';

const Moment = Type.String({ format: 'date-time', maxLength: 40 });

export const draftReport = route({
  method: 'GET',
  path: '/api/reports/:kind',
  access: 'read-concerned',
  summary: 'A shift, day or end-of-week report drafted from what happened, as data, Markdown and HTML. Keeps nothing.',
  params: Type.Object({ kind: Type.Unsafe<ReportKind>({ type: 'string', enum: [...REPORT_KINDS] }) }),
  query: Type.Object({
    from: Type.Optional(Type.Unsafe<string>({ ...Moment, description: 'Default: 8 hours, a day or a week before `to`.' })),
    to: Type.Optional(Type.Unsafe<string>({ ...Moment, description: 'Default: now. At most 31 days after `from`.' })),
    language: Type.Optional(Type.Union([Type.Literal('nl'), Type.Literal('en')])),
  }),
  response: Type.Object({
    kind: Type.String(),
    language: Type.String(),
    tlp: Type.Unsafe<TlpLabel>({ type: 'string', enum: [...TLP_LABELS] }),
    title: Type.String(),
    from: Type.String(),
    to: Type.String(),
    sections: Type.Array(Type.Object({ code: Type.String(), heading: Type.String(), lines: Type.Array(Type.String()) })),
    markdown: Type.String(),
    html: Type.String(),
  }),
});
