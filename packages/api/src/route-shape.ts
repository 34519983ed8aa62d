import type { TSchema } from 'typebox';
import { PERMISSION_NAMES, type Permission } from '@forewarn/core/institutions/permissions.ts';

/**
 * Who may use a route. Every route states one; the server refuses to register a route without it.
 * `link` is the holder of an answer link; everything else is a permission of the table in core/institutions/permissions.ts.
 */
export type Access = 'anyone' | 'link' | Permission;
export const ACCESSES: readonly Access[] = ['anyone', 'link', ...PERMISSION_NAMES];

/** One route on the wire: the server registers it, the client calls it, the OpenAPI document describes it. */
export type RouteShape = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** With fastify's `:name` parameters: `/api/warnings/:id`. */
  readonly path: string;
  readonly access: Access;
  /**
   * Asks who it is once more: a session counts here for five minutes after its holder showed who they are, else `sign-in-again`. An API token
   * with the permission does without, and the audit trail says that it was one.
   */
  readonly fresh?: true;
  /** One sentence for the OpenAPI document. */
  readonly summary: string;
  readonly params?: TSchema;
  readonly query?: TSchema;
  readonly body?: TSchema;
  /** What a success answers; absent for pages and files. */
  readonly response?: TSchema;
};

/** Keeps the literal types of a shape, so that handler and client know its parameters. */
export function route<const Shape extends RouteShape>(shape: Shape): Shape {
  return shape;
}
