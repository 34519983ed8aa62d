import type { Block } from '@forewarn/core/deliveries/message.ts';

/**
 * The button stands right after what to do, so that nobody scrolls past the technical part for it: at the end of the section that has the
 * last numbered steps, or after the last block where there are none.
 */
export function placeButton(blocks: readonly Block[]): { readonly before: readonly Block[]; readonly after: readonly Block[] } {
  const lastSteps = blocks.findLastIndex((block) => block.kind === 'steps');
  const nextHeading = blocks.findIndex((block, index) => index > lastSteps && block.kind === 'heading');
  const end = lastSteps < 0 || nextHeading < 0 ? blocks.length : nextHeading;
  return { before: blocks.slice(0, end), after: blocks.slice(end) };
}
