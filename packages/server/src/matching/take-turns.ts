/** Runs a piece of work when those before it are done; gives back what it gave, or its fault. */
export type InTurn = <Outcome>(work: () => Promise<Outcome>) => Promise<Outcome>;

/**
 * One connection serves one question at a time; whoever works out answers goes on meanwhile. What is asked stands in a row, in its order; a
 * fault goes to who asked, and the next in the row is served.
 */
export function takeTurns(): InTurn {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const own = last.then(work);
    // The row goes on behind a fault; who asked hears of it when it looks.
    last = own.then(ignore, ignore);
    return own;
  };
}

function ignore(): void {}
