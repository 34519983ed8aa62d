import { openReceiver, type Receiver } from './open-receiver.ts';

/** What the sink of mails took: times in ms since the epoch. `again`: under an id that had come before. */
export type Taken = {
  readonly mails: number;
  readonly again: number;
  readonly bytes: number;
  readonly firstAt: number;
  readonly lastAt: number;
};

export type Sink = Receiver<Taken>;

export function openSink(): Promise<Sink> {
  return openReceiver<Taken>(new URL('./smtp-sink.ts', import.meta.url), ({ mails }) => mails);
}
