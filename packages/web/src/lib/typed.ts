/** What is typed and not sent is kept in the tab under names that begin so; `useKept` and drafts of warnings do. */
const BEGINS = ['forewarn.typed.', 'forewarn.draft.', 'forewarn.unsent.'];

/** Whoever signs out leaves nothing of what was typed behind for who sits down next. */
export function forgetTyped(): void {
  for (const storage of [sessionStorage, localStorage])
    for (const name of Object.keys(storage)) if (BEGINS.some((begin) => name.startsWith(begin))) storage.removeItem(name);
}
