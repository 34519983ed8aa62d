import { PassThrough } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { followEvents } from '@forewarn/api/events.ts';
import { refuse } from '@forewarn/core/basics/refusal.ts';
import type { Machine } from '../machine.ts';
import { changeHub, type Heard } from './change-hub.ts';
import { register } from './register.ts';
import { sessionOf } from './request-session.ts';

/** Nobody on the way may think that the line is dead. */
const HEARTBEAT_MS = 15_000;
/** Who does not read what is sent is let go: it comes again and reads everything. */
const UNREAD_BYTES_MAX = 64 * 1024;
const PLACE = /^[0-9a-f]{8}-\d{1,12}$/;

/** What changes, told while it does: which, never what it says. Row policies and labels are looked at where it is then read. */
export function registerEventRoutes(app: FastifyInstance, machine: Machine): void {
  const hub = changeHub(machine);
  app.addHook('preClose', () => hub.close());

  register(app, followEvents, async ({ principal, query, request, reply }) => {
    const stream = new PassThrough();
    const send = (text: string) => {
      if (stream.writableLength > UNREAD_BYTES_MAX) stream.destroy();
      else if (stream.writable) stream.write(text);
    };
    const said = request.headers['last-event-id'];
    const place = typeof said === 'string' && PLACE.test(said) ? said : undefined;
    const onHeard = (heard: Heard) => send(eventOf(heard));
    const session = sessionOf(request);
    const reader = { principal, sessionId: session?.id, signedInAs: session?.account.id };
    const listening = await hub.listen({ ...reader, onHeard, onEnd: () => stream.end() }, place);
    if (listening === undefined) return refuse('too-many', 'Too many listen already.', 'Read again every so often instead.');
    const heartbeat = setInterval(() => send(':\n\n'), HEARTBEAT_MS);
    const end = setTimeout(() => stream.end(), (query.seconds ?? 0) * 1_000);
    stream.on('close', () => {
      clearInterval(heartbeat);
      clearTimeout(end);
      listening.stop();
    });
    send(`retry: 2000\n${eventOf(listening.since)}`);
    if (query.seconds === undefined || query.seconds === 0) stream.end();
    // A kept connection that falls idle while the server stops would hold it up for a minute.
    return reply.headers({ connection: 'close', 'x-accel-buffering': 'no' }).type('text/event-stream; charset=utf-8').send(stream);
  });
}

/** Without anything to say it still tells the place. */
function eventOf({ place, again, changes }: Heard): string {
  if (again) return `id: ${place}\nevent: again\ndata: {}\n\n`;
  return changes.length === 0 ? `id: ${place}\n\n` : `id: ${place}\nevent: changed\ndata: ${JSON.stringify({ changes })}\n\n`;
}
