import { runAgent } from './run-agent.ts';
import { systemTerminal } from './terminal.ts';

process.exitCode = await runAgent(process.argv.slice(2), systemTerminal());
