import type { FastifyInstance } from 'fastify';
import * as routes from '@forewarn/api/deliveries.ts';
import { isRefusal, refuse } from '@forewarn/core/basics/refusal.ts';
import type { FailureReason } from '@forewarn/core/deliveries/failure-reason.ts';
import { secondsLater } from '@forewarn/core/basics/instant.ts';
import { CHANNELS, type Channel } from '@forewarn/core/deliveries/planned-delivery.ts';
import { recordReading } from '../audit/record-reading.ts';
import { asPrincipal } from '../database/as-principal.ts';
import { firstIdOf } from '../database/new-id.ts';
import { register } from '../http/register.ts';
import type { Machine } from '../machine.ts';
import { countByChannel, findChannelsDown } from './channel-health-store.ts';
import { openLaterChannels } from './channels/gateway/read-gateways.ts';
import { attemptsOf, findDelivery, listDeliveries, type StoredAttempt } from './delivery-store.ts';
import { dismissNotice } from './dismiss-notice.ts';
import { listNotices } from './notice-store.ts';
import { listReadMails } from './read-mail-store.ts';
import { retryDelivery } from './retry-delivery.ts';

const DAY_SECONDS = 24 * 3_600;

export function registerDeliveryRoutes(app: FastifyInstance, machine: Machine): void {
  register(app, routes.listChannels, ({ principal }) =>
    asPrincipal(machine.database, principal, async (trx) => {
      const now = machine.clock.now();
      const counts = await countByChannel(trx, firstIdOf(secondsLater(now, -DAY_SECONDS)), now);
      const downs = await findChannelsDown(trx);
      const rings: readonly Channel[] = openLaterChannels(machine.config);
      return {
        channels: CHANNELS.map((channel) => {
          const { sent = 0, failed = 0, waiting = 0, held = 0 } = counts.find((one) => one.channel === channel) ?? {};
          const down = downs.find((one) => one.channel === channel);
          const isOpen =
            channel === 'email'
              ? machine.config.smtpUrl !== undefined
              : channel === 'sms' || channel === 'voice'
                ? rings.includes(channel)
                : true;
          return {
            channel,
            isOpen,
            sent,
            failed,
            waiting,
            held,
            ...(down === undefined ? {} : { down: { since: down.since, sentence: down.sentence } }),
          };
        }),
      };
    }),
  );

  register(app, routes.listDeliveries, async ({ principal, query }) => {
    const limit = query.limit ?? 100;
    // The key of a warning's message begins with the warning's id (core/warnings/compose-message.ts).
    const messageKeyPrefix = query.warningId === undefined ? undefined : `${query.warningId}/`;
    const { institutionId } = query;
    const found = await asPrincipal(machine.database, principal, async (trx) => {
      // Of one institution: who it is that is reached, and how.
      if (institutionId !== undefined)
        await recordReading(trx, machine, {
          principal,
          action: 'deliveries-read',
          subject: { kind: 'institution', id: institutionId },
          institutionId,
        });
      return listDeliveries(trx, { ...query, messageKeyPrefix, limit: limit + 1 });
    });
    const deliveries = found.slice(0, limit);
    return { deliveries, next: found.length > limit ? deliveries.at(-1)?.id : undefined };
  });

  register(app, routes.showDelivery, ({ principal, params }) =>
    asPrincipal(machine.database, principal, async (trx) => {
      const delivery = await findDelivery(trx, params.id);
      if (delivery === undefined) return refuse('no-such', 'There is no such delivery.');
      return { ...delivery, tries: (await attemptsOf(trx, params.id)).map(tryOf) };
    }),
  );

  register(app, routes.retryDelivery, async ({ principal, params }) => {
    const outcome = await retryDelivery(machine, principal, params.id);
    return isRefusal(outcome) ? outcome : { ...outcome };
  });

  register(app, routes.listNotices, async ({ principal, query }) => {
    const limit = query.limit ?? 100;
    const found = await asPrincipal(machine.database, principal, (trx) =>
      listNotices(trx, { ...query, resolved: query.resolved ?? false, limit: limit + 1 }),
    );
    const notices = found.slice(0, limit);
    return { notices, next: found.length > limit ? notices.at(-1)?.id : undefined };
  });

  register(app, routes.listReadMails, async ({ principal, query }) => {
    const limit = query.limit ?? 100;
    const found = await asPrincipal(machine.database, principal, (trx) => listReadMails(trx, { ...query, limit: limit + 1 }));
    const mails = found.slice(0, limit);
    return { mails, next: found.length > limit ? mails.at(-1)?.id : undefined };
  });

  register(app, routes.resolveNotice, ({ principal, params }) => dismissNotice(machine, principal, params.id));
}

function tryOf(attempt: StoredAttempt) {
  return { ...attempt, reason: attempt.reason as FailureReason | undefined };
}
