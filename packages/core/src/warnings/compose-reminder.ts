import type { Message } from '../deliveries/message.ts';
import { markSubject } from './mark-drill-message.ts';
import { words } from './words.ts';

/**
 * The message that goes once more to who has not answered: what it was, under a subject and a first line that say that nothing was heard. Of
 * the step of follow-up that asks for it, so that each is sent once.
 */
export function composeReminder(message: Message, step: number): Message {
  const say = words(message.language);
  const subjectOf = (subject: string) => {
    const reminder = say('reminder.subject', { subject });
    return message.drill === true ? markSubject(reminder, message.language) : reminder;
  };
  const reminded = <Text extends Pick<Message, 'subject' | 'opening'>>(text: Text): Text => ({
    ...text,
    subject: subjectOf(text.subject),
    opening: message.drill === true ? `${text.opening} ${say('reminder.opening')}` : `${say('reminder.opening')} ${text.opening}`,
  });
  return {
    ...reminded(message),
    key: `${message.key}/reminder-${step}`,
    ...(message.full === undefined ? {} : { full: reminded(message.full) }),
  };
}
