/** The warning that a message is of: its key begins with the id (core/warnings/compose-message.ts). Undefined for messages of other kinds. */
export function warningOfMessage(messageKey: string): string | undefined {
  const [id = ''] = messageKey.split('/');
  return /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(id) ? id : undefined;
}
