import type { FastifyInstance } from 'fastify';
import { showHealth } from '@forewarn/api/health.ts';
import { answers } from '../database/answers.ts';
import type { Machine } from '../machine.ts';
import { register } from './register.ts';

/** For a load balancer or a watchdog: cheap, and it tells nothing about who is warned of what. */
export function registerHealthRoutes(app: FastifyInstance, machine: Machine): void {
  register(app, showHealth, async ({ reply }) => {
    const there = await answers(machine.database);
    const time = machine.clock.now();
    if (there) return { status: 'ok', database: 'ok', time } as const;
    return reply.status(503).send({ status: 'failing', database: 'unreachable', time });
  });
}
