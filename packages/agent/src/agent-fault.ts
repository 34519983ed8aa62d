/** What keeps a command from answering, in a sentence, with what to do. Thrown by whatever finds it, told once in `run-agent.ts`. */
export class AgentFault extends Error {
  readonly hint: string | undefined;
  constructor(message: string, hint?: string, cause?: unknown) {
    super(message, { cause });
    this.hint = hint;
  }
}

/** A fault of the file system in words. `what` is the option that named the file. */
export function fileFault(path: string, what: string, fault: unknown): AgentFault {
  const code = fault instanceof Error && 'code' in fault ? String(fault.code) : '';
  switch (code) {
    case 'ENOENT':
      return new AgentFault(`There is no file or folder ${path}.`, `Check what stands behind ${what}.`, fault);
    case 'EACCES':
    case 'EPERM':
      return new AgentFault(`There is no permission to read ${path}.`, 'Check whose it is.', fault);
    case 'EISDIR':
      return new AgentFault(`${path} is a folder.`, `Name a file behind ${what}.`, fault);
    default:
      return new AgentFault(
        `${path} could not be read (${code === '' ? String(fault) : code}).`,
        'Check the file and the disk that it is on.',
        fault,
      );
  }
}
