/** True for the key of a message that reminds: `<warning>/<version>/<institution>/<language>/reminder-<step>` (core/warnings/compose-reminder.ts). */
export function isReminder(messageKey: string): boolean {
  return /\/reminder-[^/]+$/.test(messageKey);
}
