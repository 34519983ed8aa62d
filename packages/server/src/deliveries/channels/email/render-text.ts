import type { Block, Message } from '@forewarn/core/deliveries/message.ts';
import type { Outgoing } from '../channel.ts';
import { MAIL_WORDS } from './mail-words.ts';
import { placeButton } from './place-button.ts';

/** The plain-text twin: the same words in the same order. Lines are not broken: every reader breaks them to its own width. */
export function renderText(message: Message, link: string | undefined, asides: Outgoing['asides'] = []): string {
  const { before, after } = placeButton(message.blocks);
  const parts = [
    message.opening,
    ...before.map(textOf),
    ...(message.button !== undefined && link !== undefined ? [`${message.button.text}:\n${link}`] : []),
    ...after.map(textOf),
    // Two hyphens and a space: what follows is the signature, which mail programs leave out of replies.
    `-- \n${[message.reference, ...message.closing, ...asides.map(({ kind, address }) => `${MAIL_WORDS[message.language].asides[kind]} ${address}`)].join('\n')}`,
  ];
  return `${parts.join('\n\n')}\n`;
}

function textOf(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
      return block.text;
    case 'heading':
      return `${block.text}\n${'-'.repeat(Math.min(block.text.length, 72))}`;
    case 'steps':
      return block.items.map((item, index) => listItem(`${index + 1}. `, item)).join('\n');
    case 'points':
      return block.items.map((item) => listItem('- ', item)).join('\n');
    case 'link':
      return `${block.text}:\n${block.address ?? ''}`;
  }
}

function listItem(mark: string, text: string): string {
  return mark + text.replaceAll('\n', `\n${' '.repeat(mark.length)}`);
}
