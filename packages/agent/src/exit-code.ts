/** How a command ends, for scripts; documented in docs/members/agent.md. */
export const EXIT = {
  /** All that was handed in was read and answered. */
  done: 0,
  /** There is no answer: no such file, an inventory that can't be read, not one advisory that can, or a fault of ours. */
  failed: 1,
  /** The command line can't be used. */
  usage: 2,
  /** Answered, without what could not be read: some advisories, or lines of the inventory that name no product. */
  partly: 3,
} as const;
