import type { Instant } from '@forewarn/core/basics/instant.ts';
import { mayCarry } from '@forewarn/core/deliveries/may-go-out.ts';
import type { Block, Message } from '@forewarn/core/deliveries/message.ts';
import { cleanText } from '@forewarn/core/basics/clean-text.ts';
import type { SharedBlock } from '@forewarn/core/sharing/sharing.ts';
import type { Outgoing } from '../channel.ts';

/** Teams takes 28 KB; each text is cut, so that the whole stays far below. */
const TEXT_MAX = 1_500;
const ITEMS_MAX = 8;
/** Of a bundle: beyond it the mail and the portal have the rest. */
const BLOCKS_MAX = 40;

/**
 * The message as a workflow of Microsoft Teams takes it: an Adaptive Card (schema 1.4) with title, why, in short and what to do, and the button. Texts
 * stand in TextRuns, which no program reads as markup. What a chat may not carry is left out (core/sharing).
 */
export function adaptiveCard(outgoing: Outgoing, now: Instant): string {
  const { message, link } = outgoing;
  const may = (block: SharedBlock) => mayCarry(message, block, 'teams', now);
  const body = [
    text(message.subject, { weight: 'Bolder', size: 'Large' }),
    ...(message.isNotice === true || may('why') ? [text(message.opening)] : []),
    ...(message.isNotice === true || (message.isBundle === true && may('summary') && may('action'))
      ? message.blocks.slice(0, BLOCKS_MAX).flatMap(written)
      : partsOf(message, may)),
    text(message.reference, { isSubtle: true }),
    ...message.closing.slice(0, 2).map((line) => text(line, { isSubtle: true })),
  ];
  const actions =
    message.button === undefined || link === undefined
      ? []
      : [{ type: 'Action.OpenUrl', title: cleanText(message.button.text, 100), url: link }];
  const content = { $schema: 'http://adaptivecards.io/schemas/adaptive-card.json', type: 'AdaptiveCard', version: '1.4', body, actions };
  return JSON.stringify({
    type: 'message',
    attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', contentUrl: null, content }],
  });
}

/** What stands under the first heading is the summary, numbered steps are the action; of the rest a chat carries nothing. */
function partsOf({ blocks }: Message, may: (block: SharedBlock) => boolean): object[] {
  const first = blocks.findIndex(({ kind }) => kind === 'heading');
  const next = blocks.findIndex(({ kind }, place) => place > first && kind === 'heading');
  const summary = blocks.slice(Math.max(first, 0), next < 0 ? blocks.length : next).filter(({ kind }) => kind === 'paragraph');
  const action = blocks.findLastIndex(({ kind }) => kind === 'steps');
  const heading = blocks.slice(0, Math.max(action, 0)).findLast(({ kind }) => kind === 'heading');
  const steps = blocks[action];
  return [
    ...(may('summary') ? summary.flatMap(written) : []),
    ...(steps === undefined || !may('action') ? [] : [...(heading === undefined ? [] : written(heading)), ...written(steps)]),
  ];
}

function written(block: Block): object[] {
  switch (block.kind) {
    case 'heading':
      return [text(block.text, { weight: 'Bolder' })];
    case 'paragraph':
      return [text(block.text)];
    case 'steps':
      return block.items.slice(0, ITEMS_MAX).map((item, place) => text(`${place + 1}. ${item}`));
    case 'points':
      return block.items.slice(0, ITEMS_MAX).map((item) => text(`• ${item}`));
    case 'link':
      return [
        { type: 'ActionSet', actions: [{ type: 'Action.OpenUrl', title: cleanText(block.text, TEXT_MAX), url: block.address ?? '' }] },
      ];
  }
}

function text(words: string, look: object = {}): object {
  return { type: 'RichTextBlock', inlines: [{ type: 'TextRun', text: cleanText(words, TEXT_MAX), ...look }] };
}
