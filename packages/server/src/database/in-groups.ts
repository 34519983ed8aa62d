import { AsyncLocalStorage } from 'node:async_hooks';

/** What is done for a group belongs to none of those who asked: not to the request or the trace of whoever came first. */
const outside = AsyncLocalStorage.snapshot();

type Waiting<Given, Got> = { readonly given: Given; readonly settle: (got: Got) => void; readonly fail: (cause: unknown) => void };

/**
 * What is asked for while a group is at work goes together in the next one, at most `most`, one group at a time: who comes alone waits for
 * nobody, and the more wait, the more one transaction serves. `work` gives what each gets, in the order of the group. Where it throws for
 * several, each is tried by itself, so that everybody gets their own outcome: `work` must bear being done twice. `isAgain`: it was done in vain with
 * others before, and the next group waits.
 */
export function inGroups<Given, Got>(
  most: number,
  work: (group: readonly Given[], isAgain: boolean) => Promise<readonly Got[]>,
): (given: Given) => Promise<Got> {
  const waiting: Waiting<Given, Got>[] = [];
  let isAtWork = false;
  return (given) =>
    new Promise<Got>((settle, fail) => {
      waiting.push({ given, settle, fail });
      if (isAtWork) return;
      isAtWork = true;
      outside(() => setImmediate(() => void workAll())); // what arrived in the same moment goes along
    });

  async function workAll(): Promise<void> {
    while (waiting.length > 0) await workTogether(waiting.splice(0, most), false);
    isAtWork = false;
  }

  async function workTogether(group: readonly Waiting<Given, Got>[], isAgain: boolean): Promise<void> {
    try {
      const got = await work(
        group.map(({ given }) => given),
        isAgain,
      );
      group.forEach(({ settle }, place) => settle(got[place] as Got));
    } catch (cause) {
      const [only, ...others] = group;
      if (others.length === 0) return only?.fail(cause);
      for (const one of group) await workTogether([one], true);
    }
  }
}

/** The same with a group for each owner, that is gone with it. */
export function inGroupsOf<Owner extends object, Given, Got>(
  most: number,
  work: (owner: Owner, group: readonly Given[], isAgain: boolean) => Promise<readonly Got[]>,
): (owner: Owner) => (given: Given) => Promise<Got> {
  const known = new WeakMap<Owner, (given: Given) => Promise<Got>>();
  return (owner) => {
    const before = known.get(owner);
    if (before !== undefined) return before;
    const made = inGroups(most, (group: readonly Given[], isAgain: boolean) => work(owner, group, isAgain));
    known.set(owner, made);
    return made;
  };
}
