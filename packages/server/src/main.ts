import { runForewarn } from './commands/run-forewarn.ts';
import { systemTerminal } from './commands/terminal.ts';

process.exitCode = await runForewarn(process.argv.slice(2), systemTerminal());
