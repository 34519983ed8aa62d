import type { Channel } from '@forewarn/core/deliveries/planned-delivery.ts';
import type { OpenThisChannel } from './channel.ts';
import { openEmail } from './email/send.ts';
import { openWebhook } from './webhook/send.ts';

/** Every channel there is: a folder of its name beside this file, and its line here. */
export const CHANNEL_REGISTRY: Readonly<Record<Channel, OpenThisChannel>> = {
  email: openEmail,
  webhook: openWebhook,
};
