import type { FastifyInstance, FastifyRequest } from 'fastify';
import { beginAsked, type AskedStep } from '../traces/in-span.ts';
import type { Traces } from '../traces/traces.ts';

/** A load balancer asks it every second, and nothing is done for it. */
const NOT_TOLD: readonly string[] = ['/api/health'];
const FAULT_STATUS_MIN = 500;

/**
 * Each request is a trace (OpenTelemetry, semantic conventions for HTTP): by the pattern of its route, never by its address, in which keys, ids and
 * texts stand. What a caller says of a trace of its own is not believed. What is enqueued on the way goes on in it. Without `traces` nothing is hooked.
 */
export function traceRequests(app: FastifyInstance, traces: Traces | undefined): void {
  if (traces === undefined) return;
  const steps = new WeakMap<FastifyRequest, AskedStep>();
  app.addHook('onRequest', (request, reply, next) => {
    const route = request.routeOptions.url;
    if (route !== undefined && NOT_TOLD.includes(route)) return next();
    const attributes = { 'http.request.method': request.method, 'http.route': route };
    const step = beginAsked(traces, route === undefined ? request.method : `${request.method} ${route}`, attributes);
    steps.set(request, step);
    reply.raw.once('close', () => {
      const { statusCode, writableFinished } = reply.raw;
      step.say({ 'http.response.status_code': statusCode, ...(writableFinished ? {} : { 'forewarn.outcome': 'broken-off' }) });
      step.end(statusCode >= FAULT_STATUS_MIN ? `status ${statusCode}` : undefined);
    });
    return step.within(next);
  });
  // The body comes in by events of the connection, which know nothing of the step.
  app.addHook('preValidation', (request, _reply, next) => {
    const step = steps.get(request);
    return step === undefined ? next() : step.within(next);
  });
}
