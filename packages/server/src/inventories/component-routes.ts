import type { FastifyInstance } from 'fastify';
import * as routes from '@forewarn/api/inventories.ts';
import { isRefusal, refuse, type Refusal } from '@forewarn/core/basics/refusal.ts';
import { recordReading } from '../audit/record-reading.ts';
import { asPrincipal } from '../database/as-principal.ts';
import type { Transaction } from '../database/open-database.ts';
import { fileOf } from '../http/file-of-request.ts';
import { register } from '../http/register.ts';
import { findInstitution } from '../institutions/institution-store.ts';
import type { Machine } from '../machine.ts';
import { acceptComponents } from './accept-components.ts';
import { findContents, listComponents, listContents, type Contents } from './component-store.ts';
import { findNamedLine } from './find-named-line.ts';
import { forgetComponents } from './forget-components.ts';

export function registerComponentRoutes(app: FastifyInstance, machine: Machine): void {
  register(app, routes.listContents, ({ principal, params }) =>
    asPrincipal(machine.database, principal, async (trx) => {
      if ((await findInstitution(trx, params.id)) === undefined) return refuse('no-such', 'There is no such institution.');
      await recordReading(trx, machine, {
        principal,
        action: 'components-read',
        subject: { kind: 'institution', id: params.id },
        institutionId: params.id,
      });
      return { contents: (await listContents(trx, params.id)).map(presentContents) };
    }),
  );

  register(app, routes.listComponents, ({ principal, params, query }) =>
    asPrincipal(machine.database, principal, async (trx) => {
      const contents = await contentsOf(trx, params.id, query);
      if (isRefusal(contents)) return contents;
      await recordReading(trx, machine, {
        principal,
        action: 'components-read',
        subject: { kind: 'institution', id: params.id },
        institutionId: params.id,
      });
      const limit = query.limit ?? 500;
      const found = await listComponents(trx, contents.id, { after: query.after, limit: limit + 1 });
      const page = found.slice(0, limit);
      const components = page.map(({ component: { within, ...component } }) => ({
        ...component,
        ...(within === undefined ? {} : { within: [...within] }),
      }));
      return { contents: presentContents(contents), components, next: found.length > limit ? page.at(-1)?.id : undefined };
    }),
  );

  register(app, routes.removeComponents, async ({ principal, params, query }) => {
    const contents = await forgetComponents(machine, principal, (trx) => contentsOf(trx, params.id, query));
    return isRefusal(contents) ? contents : presentContents(contents);
  });
}

/** The route whose body is a bill of materials. */
export function registerComponentFileRoutes(app: FastifyInstance, machine: Machine): void {
  register(app, routes.putComponents, async ({ principal, params, query, request }) => {
    const file = await fileOf(request);
    if (isRefusal(file)) return file;
    const outcome = await acceptComponents(machine, principal, {
      bytes: file.bytes,
      fileName: file.fileName || 'inventory',
      ...query,
      institutionId: params.id,
    });
    return isRefusal(outcome) ? outcome : { ...presentContents(outcome.contents), kind: outcome.kind, problems: [...outcome.problems] };
  });
}

async function contentsOf(
  trx: Transaction,
  institutionId: string,
  query: { readonly of: string; readonly inventory?: string },
): Promise<Contents | Refusal> {
  const line = await findNamedLine(trx, { institutionId, ...query });
  if (isRefusal(line)) return line;
  const contents = await findContents(trx, line.inventoryId, line.item);
  return (
    contents ??
    refuse('no-such', `What "${line.item}" contains is not known.`, 'Ask its supplier for a bill of materials (SBOM) and hand it in.', {
      about: 'contents',
      line: line.item,
    })
  );
}

function presentContents({ inventory, item, format, componentCount, leftOut, receivedAt, receivedBy }: Contents) {
  return { inventory, item, format, componentCount, leftOut, receivedAt, receivedBy };
}
