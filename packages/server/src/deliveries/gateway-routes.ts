import type { FastifyInstance, FastifyRequest } from 'fastify';
import * as routes from '@forewarn/api/gateway-hooks.ts';
import { register } from '../http/register.ts';
import type { Machine } from '../machine.ts';
import { takeFromGateway } from './take-from-gateway.ts';

const PER_MINUTE_MAX = 600;

/** Where telephone gateways call us: receipts and answers. The secret in the address is the key. */
export function registerGatewayRoutes(app: FastifyInstance, machine: Machine): void {
  register(
    app,
    routes.takeFromGateway,
    ({ params, query, body, request }) =>
      takeFromGateway(machine, {
        ...params,
        deliveryId: query.delivery,
        fields: fieldsOf(body),
        header: (name) => headerOf(request, name),
      }),
    { perMinuteMax: PER_MINUTE_MAX },
  );
  register(
    app,
    routes.takeReceipt,
    ({ params, query, request }) => {
      const { delivery, ...fields } = query;
      return takeFromGateway(machine, { ...params, deliveryId: delivery, fields, header: (name) => headerOf(request, name) });
    },
    { perMinuteMax: PER_MINUTE_MAX },
  );
}

function fieldsOf(body: unknown): Readonly<Record<string, unknown>> {
  return typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
}

function headerOf(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}
