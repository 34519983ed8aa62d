import { queryOptions } from '@tanstack/react-query';
import type { CallOutput } from '@forewarn/api/client.ts';
import { listDependents, listSuppliers } from '@forewarn/api/situation.ts';
import { call } from '../lib/call.ts';

export type Dependents = CallOutput<typeof listDependents>;
export type Dependent = Dependents['direct'][number];

export const suppliersQuery = queryOptions({ queryKey: ['institutions', 'suppliers'], queryFn: () => call(listSuppliers, {}) });

export function dependentsQuery(supplier: string) {
  return queryOptions({
    queryKey: ['institutions', 'dependents', supplier],
    queryFn: () => call(listDependents, { params: { key: supplier } }),
  });
}
