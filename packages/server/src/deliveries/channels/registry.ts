import type { Channel } from '@forewarn/core/deliveries/planned-delivery.ts';
import type { OpenThisChannel } from './channel.ts';
import { openEmail } from './email/send.ts';
import { openPush } from './push/send.ts';
import { openSms } from './sms/send.ts';
import { openTeams } from './teams/send.ts';
import { openVoice } from './voice/send.ts';
import { openWebhook } from './webhook/send.ts';

/** Every channel there is: a folder of its name beside this file, and its line here. */
export const CHANNEL_REGISTRY: Readonly<Record<Channel, OpenThisChannel>> = {
  email: openEmail,
  webhook: openWebhook,
  teams: openTeams,
  push: openPush,
  sms: openSms,
  voice: openVoice,
};
