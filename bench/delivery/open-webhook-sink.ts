import { openReceiver, type Receiver } from './open-receiver.ts';

/** What the receiver of webhooks took: `bytes` of bodies, times in ms since the epoch. */
export type TakenCalls = { readonly calls: number; readonly bytes: number; readonly firstAt: number; readonly lastAt: number };

export type WebhookSink = Receiver<TakenCalls>;

export function openWebhookSink(): Promise<WebhookSink> {
  return openReceiver<TakenCalls>(new URL('./webhook-sink.ts', import.meta.url), ({ calls }) => calls);
}

/** The address of one institution's receiver: a loopback address that nobody else has, all of them the same process. */
export function addressOf(number: number, port: number): string {
  return `http://127.${1 + Math.floor(number / 62_500)}.${Math.floor(number / 250) % 250}.${1 + (number % 250)}:${port}/forewarn`;
}
