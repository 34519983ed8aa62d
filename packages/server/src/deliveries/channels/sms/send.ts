import type { OpenThisChannel } from '../channel.ts';
import { openGateway } from '../gateway/open-gateway.ts';

/** Text messages; who gets one may answer it with a digit. */
export const openSms: OpenThisChannel = (machine) => openGateway(machine, 'sms');
