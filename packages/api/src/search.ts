import Type from 'typebox';
import { route } from './route-shape.ts';

const Optional = Type.Optional(Type.String());

export const search = route({
  method: 'GET',
  path: '/api/search',
  access: 'read-warnings',
  summary:
    'Finds matters, warnings, vulnerabilities, advisories, products and institutions: only what the asker may see. At most 10 of each kind.',
  query: Type.Object({ q: Type.String({ minLength: 2, maxLength: 100 }) }),
  response: Type.Object({
    groups: Type.Array(
      Type.Object({
        kind: Type.String({ description: 'matter, warning, vulnerability, advisory, product, institution; empty ones are left out.' }),
        found: Type.Array(
          Type.Object({
            id: Type.String({ description: 'Of a vulnerability its name (CVE-…).' }),
            title: Type.String(),
            detail: Type.Optional(Type.String({ description: 'Reference, publisher, supplier or sector.' })),
            label: Type.Optional(Type.String({ description: 'TLP label.' })),
            at: Optional,
          }),
        ),
        more: Type.Boolean({ description: 'There are more than are shown.' }),
      }),
    ),
  }),
});
