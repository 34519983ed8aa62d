import type { matterTexts as nl } from './texts.nl.ts';

export const matterTexts: Readonly<Record<keyof typeof nl, string>> = {
  'queue.title': 'Queue',
  'queue.sentence_one': 'There is {{count}} matter in the queue.',
  'queue.sentence_other': 'There are {{count}} matters in the queue.',
  'queue.write': 'Write the warning',
  'queue.empty': 'The queue is empty.',
  'queue.empty.next': 'New advisories arrive here by themselves. Did somebody call? Then open a matter yourself.',
};
