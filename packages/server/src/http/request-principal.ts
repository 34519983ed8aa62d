import type { FastifyRequest } from 'fastify';
import type { Principal } from '@forewarn/core/institutions/principal.ts';

/** Kept beside the request and not in it, so that nothing that came over the wire can overwrite it. */
const principals = new WeakMap<FastifyRequest, Principal>();

export function rememberPrincipal(request: FastifyRequest, principal: Principal): void {
  principals.set(request, principal);
}

/** Who makes this request, from the moment that it arrived. */
export function principalOf(request: FastifyRequest): Principal {
  return principals.get(request) ?? { kind: 'anyone' };
}
