import { createWriteStream, existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { Argument, Option, type Command } from 'commander';
import { readInstant, type Instant } from '@forewarn/core/basics/instant.ts';
import { isRefusal, refuse, type Refusal } from '@forewarn/core/basics/refusal.ts';
import { textTable } from '@forewarn/core/basics/text-table.ts';
import type { Language } from '@forewarn/core/institutions/institution.ts';
import type { Principal } from '@forewarn/core/institutions/principal.ts';
import { exportAudit, EXPORT_FORMATS, type ExportFormat } from '../audit/export-audit.ts';
import { recordReading } from '../audit/record-reading.ts';
import { auditPlace, sealAll } from '../audit/seal-all.ts';
import { verifyAudit, type AuditVerified } from '../audit/verify-audit.ts';
import { asSystem } from '../database/as-principal.ts';
import { openAsIs } from '../database/open-database.ts';
import { findInstitutionsByName } from '../institutions/institution-store.ts';
import type { Machine } from '../machine.ts';
import { checkProofPack } from '../warnings/check-proof-pack.ts';
import { proofPages } from '../warnings/proof-pages.ts';
import { proofPdf } from '../warnings/proof-pdf.ts';
import { proveTelling, type ProofPack } from '../warnings/prove-telling.ts';
import { findWarningIdByReference } from '../warnings/proof-store.ts';
import { showProgress } from './progress.ts';
import { runCommand, runOnMachine, type Outcome } from './run-command.ts';
import type { Cli, Terminal } from './terminal.ts';

const COMMAND = 'forewarn audit';
const OPERATOR: Principal = { kind: 'system', name: COMMAND };
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

type Flags = { readonly json?: boolean };
type PrintFlags = { readonly pdf?: string; readonly language: Language };
type ExportFlags = Flags & { readonly format: ExportFormat; readonly from?: string; readonly to?: string };

export function addAuditCommand(program: Command, cli: Cli): void {
  const audit = program.command('audit').description('The trail of who did and saw what: checked, signed, handed to an auditor.');
  audit
    .command('verify')
    .description('Reads the whole trail and everything that was signed of it; names the first entry that was changed, removed or put in.')
    .option('--json', 'answer as JSON')
    .action(async (flags: Flags) => {
      cli.exit = await runCommand(cli, flags, async ({ terminal, config }) => {
        const database = await openAsIs(config.database);
        const progress = showProgress(terminal, 'checking');
        try {
          const verified = await verifyAudit(database, config.dataDirectory, (entries) => progress.at(entries, 0, 'entries'));
          progress.end();
          return { kind: 'done', facts: verified, text: verifiedText(verified), needsAttention: verified.faults.length > 0 };
        } finally {
          progress.end();
          await database.close();
        }
      });
    });
  audit
    .command('checkpoint')
    .description('Seals what waits and signs where the trail stands, now. Note sequence and hash elsewhere: it is then fixed there too.')
    .option('--json', 'answer as JSON')
    .action(async (flags: Flags) => {
      cli.exit = await runOnMachine(cli, flags, checkpoint);
    });
  addExport(audit, cli);
  addProof(audit, cli);
}

function addExport(audit: Command, cli: Cli): void {
  audit
    .command('export')
    .description('The trail for an auditor, to a file or to the output. JSON Lines hold all that it takes to compute the hashes again.')
    .argument('[file]', '"-" is the output', '-')
    .addOption(new Option('--format <format>', 'jsonl or csv').choices(EXPORT_FORMATS).default('jsonl'))
    .option('--from <time>', 'entries made from then on: 2026-11-01, or a time with its zone')
    .option('--to <time>', 'entries made before then')
    .option('--json', 'answer as JSON')
    .action(async (file: string, flags: ExportFlags) => {
      cli.exit = await runOnMachine(cli, flags, (machine, { terminal }) => exportTo(machine, terminal, file, flags));
    });
}

function addProof(audit: Command, cli: Cli): void {
  audit
    .command('proof')
    .description('The proof pack of a warning and an institution, as JSON: told what, when, through what, read, answered, with its proof.')
    .argument('<warning>', 'its reference (FW-2026-0001) or its id')
    .argument('<institution>', 'its name or its id')
    .option('--pdf <file>', 'print it too, to this file')
    .addOption(new Option('--language <language>', 'of what is printed').choices(['nl', 'en']).default('nl'))
    .action(async (warning: string, institution: string, print: PrintFlags) => {
      cli.exit = await runOnMachine(cli, { json: true }, (machine) => proof(machine, warning, institution, print));
    });
  audit
    .command('check')
    .description('Checks a proof pack with nothing but the file and, better, the public key that the CERT made known.')
    .addArgument(new Argument('<file>', 'proof pack'))
    .option('--key <file>', 'public key (PEM); without it the pack is checked with the key that is in it')
    .option('--json', 'answer as JSON')
    .action(async (file: string, flags: Flags & { readonly key?: string }) => {
      cli.exit = await runCommand(cli, flags, () => check(file, flags.key));
    });
}

function verifiedText(verified: AuditVerified): string {
  const { entries, statements, signedUpTo, faults, notes, firstBadSequence } = verified;
  const head = `${entries.toLocaleString('en')} entries, ${statements.toLocaleString('en')} signed statements agree, signed up to entry ${signedUpTo.toLocaleString('en')}.\n`;
  const tail = notes.map((note) => `  ${note}\n`).join('');
  if (firstBadSequence === undefined) return `The audit trail is whole: ${head}${tail}`;
  const rows = faults.map((fault) => [String(fault.sequence), fault.code, fault.message]);
  return `THE AUDIT TRAIL IS NOT WHOLE. First bad entry: ${firstBadSequence}.\n${textTable(['entry', 'what', ''], rows)}${head}${tail}What to do: docs/operating/audit.md\n`;
}

async function checkpoint(machine: Machine): Promise<Outcome> {
  const place = await auditPlace(machine.database, machine.config.dataDirectory);
  const { sealed, head, checkpoint: made, contradiction } = await sealAll(place, machine.clock.now(), { wait: true, checkpoint: true });
  const facts = { sealed, sequence: head?.sequence, hash: head?.hash, key: place.key.id, checkpoint: made };
  const signed = made === undefined ? 'nothing new to sign' : 'signed';
  const text = `Entry ${head?.sequence}, ${signed}: ${head?.hash}\nKey ${place.key.id}. ${sealed} entries were sealed now.\n`;
  const warning = contradiction === undefined ? '' : 'What was signed before does not agree with it: forewarn audit verify\n';
  return { kind: 'done', facts, text: text + warning, needsAttention: contradiction !== undefined };
}

async function exportTo(machine: Machine, terminal: Terminal, file: string, flags: ExportFlags): Promise<Outcome> {
  const from = timeOf(flags.from);
  const to = timeOf(flags.to);
  if (isRefusal(from)) return from;
  if (isRefusal(to)) return to;
  if (file !== '-' && existsSync(file)) return refuse('file-exists', `There is a file ${file} already.`, 'Choose another name.');
  await asSystem(machine.database, COMMAND, (trx) =>
    recordReading(trx, machine, {
      principal: OPERATOR,
      action: 'audit-exported',
      subject: { kind: 'audit', id: 'all' },
      details: { format: flags.format, from, to },
    }),
  );
  await sealAll(await auditPlace(machine.database, machine.config.dataDirectory), machine.clock.now(), { wait: true });
  const pages = exportAudit(machine.database, flags.format, {
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  });
  if (file === '-') {
    for await (const page of pages) terminal.out(page);
    return { kind: 'done', facts: {}, text: '', silent: true };
  }
  const stream = createWriteStream(file, { flags: 'wx', mode: 0o600, flush: true });
  for await (const page of pages) if (!stream.write(page)) await once(stream, 'drain');
  stream.end();
  await once(stream, 'close');
  return { kind: 'done', facts: { file }, text: `Written to ${file}.\n` };
}

function timeOf(text: string | undefined): Instant | undefined | Refusal {
  if (text === undefined) return undefined;
  return (
    readInstant(/^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00Z` : text) ??
    refuse('input-unreadable', `"${text}" is no time.`, 'Write it as 2026-11-01 (from midnight UTC), or as 2026-11-01T09:00:00+01:00.')
  );
}

async function proof(machine: Machine, warning: string, institution: string, { pdf: file, language }: PrintFlags): Promise<Outcome> {
  if (file !== undefined && existsSync(file)) return refuse('file-exists', `There is a file ${file} already.`, 'Choose another name.');
  const ids = await asSystem(machine.database, COMMAND, async (trx) => ({
    warning: UUID.test(warning) ? warning : await findWarningIdByReference(trx, warning),
    institution: UUID.test(institution) ? institution : (await findInstitutionsByName(trx, [institution]))[0]?.id,
  }));
  if (ids.warning === undefined) return refuse('no-such', `There is no warning ${warning}.`, 'Name it by its reference, as FW-2026-0001.');
  if (ids.institution === undefined) return refuse('no-such', `There is no institution called "${institution}".`);
  const pack = await proveTelling(machine, OPERATOR, ids.warning, ids.institution);
  if (isRefusal(pack)) return pack;
  if (file !== undefined) {
    const pdf = await proofPdf(proofPages(pack, language));
    if (isRefusal(pdf)) return pdf;
    await writeFile(file, pdf);
  }
  return { kind: 'done', facts: pack, text: '' };
}

async function check(file: string, keyFile: string | undefined): Promise<Outcome> {
  if (!existsSync(file)) return refuse('no-such', `There is no file ${file}.`, 'Check the path.');
  let faults: readonly string[];
  let pack: ProofPack;
  try {
    pack = JSON.parse(await readFile(file, 'utf8')) as ProofPack;
    faults = checkProofPack(pack, keyFile === undefined ? undefined : await readFile(keyFile, 'utf8'));
  } catch {
    return refuse('input-unreadable', `${file} is no proof pack, or the key is no public key.`);
  }
  const with_ = keyFile === undefined ? 'the key in the pack itself: compare it with what the CERT made known' : keyFile;
  const text =
    faults.length === 0
      ? `${pack.trail.entries.length} entries stood in the signed trail. Checked with ${with_}.\n`
      : `This pack does not hold:\n${faults.map((fault) => `  ${fault}\n`).join('')}`;
  return { kind: 'done', facts: { entries: pack.trail.entries.length, faults }, text, needsAttention: faults.length > 0 };
}
