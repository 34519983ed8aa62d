import { rememberingTerminal } from '@forewarn/server/commands/remembering-terminal.test-support.ts';
import { runForewarn } from '@forewarn/server/commands/run-forewarn.ts';

/** `forewarn …` with these settings and nothing of the environment; what it said, and its exit code. */
export async function forewarn(
  settings: Readonly<Record<string, string>>,
  args: readonly string[],
): Promise<{ readonly exit: number; readonly out: string; readonly err: string }> {
  const terminal = rememberingTerminal();
  const exit = await runForewarn(args, terminal, settings);
  return { exit, ...terminal.said };
}
