import type { FastifyInstance } from 'fastify';
import * as routes from '@forewarn/api/readability.ts';
import { checkReadability } from '@forewarn/core/situation/check-readability.ts';
import { register } from '../http/register.ts';

/** Asks core and keeps nothing: what is typed in the editor is nobody's until it is a draft. */
export function registerReadabilityRoutes(app: FastifyInstance): void {
  register(app, routes.checkReadability, ({ body }) => {
    const { findings, ...counts } = checkReadability(body.texts, body.language);
    return { ...counts, findings: [...findings] };
  });
}
