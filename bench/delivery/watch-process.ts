import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** The most resident memory of a process since then, looked at ten times a second, in MiB. */
export function watchMemory(pid: number): { readonly most: () => number; readonly stop: () => void } {
  let most = 0;
  const look = () => {
    most = Math.max(most, Number(/^VmRSS:\s+(\d+)/m.exec(read(`/proc/${pid}/status`))?.[1] ?? 0) / 1024);
  };
  const timer = setInterval(look, 100);
  return {
    most: () => {
      look();
      return most;
    },
    stop: () => clearInterval(timer),
  };
}

/** Seconds of processor time that a process took since it began, with its children that live and that ended. Linux alone; 0 elsewhere. */
export function processorSeconds(pid: number): number {
  let ticks = ticksOf(pid);
  for (const child of childrenOf(pid)) ticks += ticksOf(child);
  return ticks / ticksPerSecond();
}

/** utime, stime, cutime, cstime (proc_pid_stat(5)). */
function ticksOf(pid: number): number {
  const fields = fieldsOf(pid);
  return [11, 12, 13, 14].reduce((sum, field) => sum + Number(fields[field] ?? 0), 0);
}

function childrenOf(pid: number): readonly number[] {
  let folders: readonly string[] = [];
  try {
    folders = readdirSync('/proc');
  } catch {
    return [];
  }
  return folders.flatMap((folder) => (/^\d+$/.test(folder) && Number(fieldsOf(Number(folder))[1]) === pid ? [Number(folder)] : []));
}

/** What follows the name, which may hold anything, in parentheses: the state first. */
function fieldsOf(pid: number): readonly string[] {
  const stat = read(`/proc/${pid}/stat`);
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

let known: number | undefined;
function ticksPerSecond(): number {
  known ??= Number(execFileSync('getconf', ['CLK_TCK']).toString());
  return known;
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
