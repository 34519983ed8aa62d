import type { FastifyInstance } from 'fastify';
import { showOpenApi } from '@forewarn/api/health.ts';
import { register } from './register.ts';

/** Serves the description of every route that is registered, made from the same shapes that check the requests. */
export function registerOpenApiRoute(app: FastifyInstance): void {
  register(app, showOpenApi, ({ reply }) => reply.type('application/json').send(JSON.stringify(app.swagger())));
}
