import { AsyncLocalStorage } from 'node:async_hooks';

const storage = new AsyncLocalStorage<string>();

/** Does the work, and knows during all of it from where it was asked for: an address, "job NAME", "command, user N". */
export function fromOrigin<Outcome>(origin: string, work: () => Outcome): Outcome {
  return storage.run(origin, work);
}

/** From where the work at hand was asked for; undefined where nobody said. */
export function originOfWork(): string | undefined {
  return storage.getStore();
}
