import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { runCommand } from './run-command.test-support.ts';

/**
 * What a member types and sees, as files: `$` a command, `>` a line of the output, `!` one of the error output, `=` the exit code, `#` why
 * it is so; a line may end in ` …` where the rest is another's to word. Behind them the files that the commands read (`-- name --`; packed where the name ends in `.gz`), beside our `fixtures/`.
 */
const FOLDER = join(import.meta.dirname, '../transcripts');
const FIXTURES = join(import.meta.dirname, '../../../fixtures');

type Step = { readonly why: string; readonly command: string; readonly expected: string };
type Transcript = { readonly steps: readonly Step[]; readonly files: ReadonlyMap<string, string> };

function readTranscript(text: string): Transcript {
  const [steps = '', ...files] = text.split(/^(?=-- \S+ --$)/m);
  const blocks = steps.split(/^(?=# )/m).filter((block) => block.trim() !== '');
  return {
    steps: blocks.map((block) => {
      const lines = block.split('\n').filter((line) => line !== '');
      const command = lines.find((line) => line.startsWith('$ ')) ?? '';
      return {
        why: lines
          .filter((line) => line.startsWith('# '))
          .map((line) => line.slice(2))
          .join(' '),
        command: command.slice(2),
        expected: lines.filter((line) => /^[>!=]/.test(line)).join('\n'),
      };
    }),
    files: new Map(files.map((file) => [/^-- (\S+) --$/m.exec(file)?.[1] ?? '', file.replace(/^.*\n/, '')])),
  };
}

async function placeFiles(files: Transcript['files']): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'forewarn-agent-'));
  await cp(FIXTURES, join(folder, 'fixtures'), { recursive: true });
  for (const [name, text] of files) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), name.endsWith('.gz') ? gzipSync(text) : text);
  }
  return folder;
}

/** Output first, whatever came first in time: the two are told apart by a program, not by when they came. */
function asTranscript({ out, err, exit }: Awaited<ReturnType<typeof runCommand>>): string {
  const marked = (text: string, mark: string) =>
    text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => `${mark} ${line}`.trimEnd());
  return [...marked(err, '!'), ...marked(out, '>'), `= ${exit}`].join('\n');
}

function shortened(said: string, expected: string): string {
  const lines = expected.split('\n');
  return said
    .split('\n')
    .map((line, place) => {
      const open = lines[place]?.endsWith(' …') === true ? lines[place].slice(0, -2) : undefined;
      return open !== undefined && line.startsWith(open) ? `${open} …` : line;
    })
    .join('\n');
}

describe.each(readdirSync(FOLDER))('%s', (file) => {
  test('every command says what the transcript says, and ends so', async () => {
    const { steps, files } = readTranscript(await readFile(join(FOLDER, file), 'utf8'));
    const folder = await placeFiles(files);
    try {
      for (const { why, command, expected } of steps) {
        const [name, ...args] = command.split(' ');
        expect(name).toBe('forewarn-agent');
        const said = asTranscript(await runCommand(args, folder));
        expect(shortened(said, expected), `${why}\n$ ${command}`).toBe(expected);
      }
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
