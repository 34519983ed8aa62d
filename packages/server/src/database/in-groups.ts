import { AsyncLocalStorage } from 'node:async_hooks';

/** What is done for a group belongs to none of those who asked: not to the request or the trace of whoever came first. */
const outside = AsyncLocalStorage.snapshot();

export type Grouping<Given> = {
  /** At most so many in one group. */
  readonly most: number;
  /** Groups at work at the same time. */
  readonly atOnce: number;
  /** Two of one key are never at work at the same time: the second sees what the first did. */
  readonly keyOf: (given: Given) => string;
};

type Waiting<Given, Got> = {
  readonly given: Given;
  readonly key: string;
  readonly settle: (got: Got) => void;
  readonly fail: (cause: unknown) => void;
};

/**
 * What is asked for while a group is at work goes together in the next one: who comes alone waits for nobody, and under load one transaction
 * serves many. `work` gives what each gets, in the order of the group. Where it throws for several, each is tried by itself, so that
 * everybody gets their own outcome: `work` must bear being done twice.
 */
export function inGroups<Given, Got>(
  { most, atOnce, keyOf }: Grouping<Given>,
  work: (group: readonly Given[]) => Promise<readonly Got[]>,
): (given: Given) => Promise<Got> {
  let waiting: readonly Waiting<Given, Got>[] = [];
  const atWork = new Set<string>();
  let groups = 0;
  let isCalled = false;
  return (given) =>
    new Promise<Got>((settle, fail) => {
      waiting = [...waiting, { given, key: keyOf(given), settle, fail }];
      if (isCalled) return;
      isCalled = true;
      outside(() => setImmediate(begin)); // what arrived in the same moment goes along
    });

  function begin(): void {
    isCalled = false;
    while (groups < atOnce && waiting.length > 0) {
      const group = next();
      if (group.length === 0) return;
      void workAt(group);
    }
  }

  /** The first that wait and whose key is free; they wait no more. */
  function next(): readonly Waiting<Given, Got>[] {
    const group: Waiting<Given, Got>[] = [];
    const left: Waiting<Given, Got>[] = [];
    for (const one of waiting) {
      if (group.length >= most || atWork.has(one.key)) left.push(one);
      else {
        atWork.add(one.key);
        group.push(one);
      }
    }
    waiting = left;
    return group;
  }

  async function workAt(group: readonly Waiting<Given, Got>[]): Promise<void> {
    groups += 1;
    try {
      await workTogether(group);
    } finally {
      groups -= 1;
      for (const { key } of group) atWork.delete(key);
      begin();
    }
  }

  async function workTogether(group: readonly Waiting<Given, Got>[]): Promise<void> {
    try {
      const got = await work(group.map(({ given }) => given));
      group.forEach(({ settle }, place) => settle(got[place] as Got));
    } catch (cause) {
      const [only, ...others] = group;
      if (others.length === 0) return only?.fail(cause);
      for (const one of group) await workTogether([one]);
    }
  }
}
