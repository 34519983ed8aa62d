import type { OpenThisChannel } from '../channel.ts';
import { openGateway } from '../gateway/open-gateway.ts';

/** Calls in which the message is read out. */
export const openVoice: OpenThisChannel = (machine) => openGateway(machine, 'voice');
