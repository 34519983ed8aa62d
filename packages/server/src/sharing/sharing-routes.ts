import type { FastifyInstance } from 'fastify';
import * as routes from '@forewarn/api/sharing.ts';
import { sharingTables } from '@forewarn/core/sharing/sharing-tables.ts';
import { TLP_LABELS } from '@forewarn/core/sharing/tlp.ts';
import { register } from '../http/register.ts';

/** How labels are kept is no secret: whoever is asked to report in confidence can look it up first. */
export function registerSharingRoutes(app: FastifyInstance): void {
  register(app, routes.showSharingRules, ({ query }) => ({
    labels: [...TLP_LABELS],
    tables: sharingTables(query.language ?? 'nl').map(({ title, rows }) => ({
      title,
      rows: rows.map(({ name, cells }) => ({ name, cells: [...cells] })),
    })),
  }));
}
