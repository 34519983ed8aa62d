import type { FastifyInstance } from 'fastify';
import type { Access } from '@forewarn/api/route-shape.ts';
import { PERMISSIONS, type Grant } from '@forewarn/core/institutions/permissions.ts';

/** A route as Forewarn really registered it, so that a new one joins every walk by itself. */
export type RegisteredRoute = {
  readonly method: string;
  /** With `:name` parameters. */
  readonly path: string;
  /** Absent: it went past `register`, and nothing checks who may use it. */
  readonly access: Access | undefined;
  /** Whether it asks once more who it is. */
  readonly fresh: boolean;
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
};

/** Fills itself while routes are registered on this app; call it before any is. */
export function routeTable(app: FastifyInstance): readonly RegisteredRoute[] {
  const table: RegisteredRoute[] = [];
  app.addHook('onRoute', ({ method, url, schema }) => {
    const said = (schema ?? {}) as Record<string, unknown>;
    for (const one of [method].flat())
      table.push({
        method: one,
        path: url,
        access: said['x-access'] as Access | undefined,
        fresh: said['x-fresh'] === true,
        params: said['params'],
        query: said['querystring'],
        body: said['body'],
      });
  });
  return table;
}

/** `:id` of `/api/warnings/:id/draft` is `warnings/:id`: the parameter with the word that it follows. */
export function parametersOf(path: string): readonly string[] {
  return [...path.matchAll(/([^/]*)\/:([A-Za-z0-9]+)/g)].map(([, word = '', name = '']) => `${word}/:${name}`);
}

/** The path with each parameter replaced; values are made fit for an address here. */
export function addressOf(path: string, valueOf: (parameter: string) => string): string {
  const replaced = path.replace(
    /([^/]*)\/:([A-Za-z0-9]+)/g,
    (_, word: string, name: string) => `${word}/${encodeURIComponent(valueOf(`${word}/:${name}`))}`,
  );
  return replaced;
}

/** Whether a route asks who comes. */
export function asksWho(access: Access | undefined): access is Exclude<Access, 'anyone' | 'link'> {
  return access !== undefined && access !== 'anyone' && access !== 'link';
}

/** Whether a route is for institutions too, each for its own. */
export function isOfMembers(access: Access | undefined): boolean {
  const grant: Grant | undefined = asksWho(access) ? PERMISSIONS[access] : undefined;
  return grant?.institution !== undefined;
}
