import { writeFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { Argument, type Command } from 'commander';
import { exportCatalogue } from '../products/export-catalogue.ts';
import { importCatalogue, CATALOGUE_IMPORTS, type CatalogueImport } from '../products/import-catalogue.ts';
import { readVendorProducts } from '../products/read-vendor-products.ts';
import { showProgress } from './progress.ts';
import { runOnMachine } from './run-command.ts';
import type { Cli } from './terminal.ts';

export function addCatalogueCommand(program: Command, cli: Cli): void {
  const catalogue = program.command('catalogue').description('The names of suppliers and products that Forewarn knows.');
  catalogue
    .command('import')
    .description(
      'Adds names to the catalogue: the CPE dictionary (vendor,product), a known-exploited list, names of advisories, or a table.',
    )
    .addArgument(new Argument('<what>').choices(CATALOGUE_IMPORTS))
    .argument('<file>', 'CSV with a heading, JSON lines or JSON; may be packed with gzip')
    .option('--json', 'answer as JSON')
    .action(async (what: CatalogueImport, file: string, options: { readonly json?: boolean }) => {
      cli.exit = await runOnMachine(cli, options, async (machine) => {
        const progress = showProgress(cli.terminal, `importing ${what}`);
        const facts = await importCatalogue(machine, what, readVendorProducts(file), (read) => progress.at(read, 0)).finally(progress.end);
        return { kind: 'done', facts, text: `${facts.read} names read: ${facts.added} added, ${facts.known} known\n` };
      });
    });
  catalogue
    .command('export')
    .description(
      'Writes all that decides what names mean to one file, so that members who match at home get the same answers (forewarn-agent match --catalogue).',
    )
    .argument('<file>', 'packed with gzip where its name ends in .gz')
    .option('--json', 'answer as JSON')
    .action(async (file: string, options: { readonly json?: boolean }) => {
      cli.exit = await runOnMachine(cli, options, async (machine) => {
        const { text, ...facts } = await exportCatalogue(machine);
        await writeFile(file, file.endsWith('.gz') ? gzipSync(text) : text);
        return {
          kind: 'done',
          facts: { file, ...facts },
          text: `${file}: ${facts.products} products of ${facts.suppliers} suppliers, ${facts.contains} known parts, ${facts.decided} names that people decided\n`,
        };
      });
    });
}
