import { EXAMPLE_CSAF } from '@forewarn/core/advisories/example-advisory.test-support.ts';
import type { Asked } from './attack-place.ts';
import { billOfMaterials } from './bill-of-materials.ts';
import { fillSchema, type ByName } from './fill-schema.ts';
import { addressOf, type RegisteredRoute } from './route-table.ts';

/** Routes whose body is a file, which no schema describes: something that each of them takes. */
const FILES: Readonly<Record<string, unknown>> = {
  'POST /api/advisories': EXAMPLE_CSAF,
  'PUT /api/known-exploited/:list': 'CVE-2026-0002\n',
  'PUT /api/institutions/:id/relations': { relations: [{ kind: 'supplier', supplier: 'Meridiaan Zorgsoftware' }] },
  'POST /api/relation-imports': { relations: [{ kind: 'supplier', supplier: 'Meridiaan Zorgsoftware' }] },
  'PUT /api/institutions/:id/components': billOfMaterials('een-onderdeel'),
  'POST /api/inventory-uploads': 'product;versie\nMeridiaan EPD;6.2.9\n',
  'PUT /api/institutions/:id/inventories/:name': { items: [{ product: 'Meridiaan EPD', version: '6.2.9' }] },
};

export type Filling = {
  /** The value of `warnings/:id`, and so on; undefined: the world has none, and the test that asks says so. */
  readonly ids: Readonly<Record<string, string>>;
  /** Of fields of query and body. */
  readonly byName?: ByName;
  /** Without the fields of the query that may be left out. */
  readonly withoutQuery?: boolean;
};

/** A request that this route would take from somebody who may: path, query and body as its schema has them. */
export function requestOf(route: RegisteredRoute, { ids, byName, withoutQuery = false }: Filling): Asked {
  const path = addressOf(route.path, (parameter) => ids[parameter] ?? `no-id-for-${parameter}`);
  const required = (route.query as { readonly required?: readonly string[] } | undefined)?.required ?? [];
  const every = route.query === undefined ? {} : (fillSchema(route.query, byName) as Record<string, unknown>);
  const query = Object.fromEntries(Object.entries(every).filter(([name]) => !withoutQuery || required.includes(name)));
  const search = new URLSearchParams(Object.entries(query).map(([name, value]): [string, string] => [name, String(value)])).toString();
  const body = bodyOf(route, byName);
  return {
    method: route.method,
    url: search === '' ? path : `${path}?${search}`,
    ...(body === undefined ? {} : body),
  };
}

function bodyOf(route: RegisteredRoute, byName: ByName | undefined): Pick<Asked, 'body' | 'headers'> | undefined {
  if (route.body === undefined) return undefined;
  const file = FILES[`${route.method} ${route.path}`];
  if (typeof file === 'string') return { body: file, headers: { 'content-type': 'text/csv' } };
  const value = file ?? fillSchema(route.body, byName);
  if (route.path.startsWith('/api/')) return { body: JSON.stringify(value), headers: { 'content-type': 'application/json' } };
  return {
    body: new URLSearchParams(value as Record<string, string>).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  };
}
