import type { helpTexts as nl } from './texts.nl.ts';

export const helpTexts: Readonly<Record<keyof typeof nl, string>> = {
  'help.title': 'Help requests',
  'help.sentence_one': '{{count}} institution waits for help. {{late}} too late.',
  'help.sentence_other': '{{count}} institutions wait for help. {{late}} too late.',
  'help.empty': 'Nobody waits for help.',
  'help.empty.next': 'Who asks for help or a call arrives here by itself.',
  'help.choose': 'Choose a request with j and k.',
  'help.due': 'ring before',
  'help.late': 'too late',
  'help.owner': '{{owner}} does this',
  'help.nobody': 'nobody does this yet',
  'help.asked': '{{by}} asked this',
  'help.take': 'I do this',
  'help.leave': 'Let go',
  'help.done': 'Done',
  'help.note': 'What was said or done?',
  'help.ended': 'The request of {{institution}} is done.',
  'help.board': 'To the silence board of {{reference}}',
};
