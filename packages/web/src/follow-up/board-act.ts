/** How a part of the board does something: what fails is told in one place, and the board is read again. */
export type BoardAct = { readonly onAct: (way: () => Promise<unknown>) => Promise<void> };
