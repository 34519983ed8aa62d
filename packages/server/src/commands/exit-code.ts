/** How a command ends, for scripts; documented in docs/operating/commands.md. */
export const EXIT = {
  done: 0,
  /** The machine failed us: no database, no disk, no network, or a fault of ours. Trying again may help. */
  failed: 1,
  /** The command line or a setting can't be used. */
  usage: 2,
  /** Understood and not granted: no such thing, the state forbids it, the file is not what it should be. */
  refused: 3,
  /** Done, and something needs a person: the doctor found something bad, a file was understood in part. */
  attention: 4,
} as const;
