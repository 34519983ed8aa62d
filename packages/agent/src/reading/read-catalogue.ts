import { elements, field, isObject, textAt, type JsonView } from '@forewarn/core/basics/json-view.ts';
import type { Aliases } from '@forewarn/core/products/aliases.ts';
import { aliasesOfCatalogue, indexCatalogue, type DecidedName } from '@forewarn/core/products/catalogue/aliases-of-catalogue.ts';
import { CATALOGUE_FILE, readCatalogueFile } from '@forewarn/core/products/catalogue/catalogue-file.ts';
import { SHIPPED_CATALOGUE } from '@forewarn/core/products/catalogue/shipped-catalogue.ts';
import { foldName } from '@forewarn/core/products/fold-name.ts';
import { AgentFault, fileFault } from '../agent-fault.ts';
import { readBytes } from './read-bytes.ts';

const ALIASES_MAX = 500_000;
const NAME_MAX = 400;
const FORM =
  'It is what `forewarn catalogue export` writes, or a JSON list of {"aliasSupplier", "aliasProduct", "supplier", "product"}, or an object with such a list as "aliases".';

/**
 * What names mean: by the catalogue that a server exported, as that server has it; else by the one that Forewarn ships, and from the file, where
 * there is one, the names that people resolved once. Throws an `AgentFault` where it is no catalogue.
 */
export async function readCatalogue(path: string | undefined): Promise<Aliases> {
  const json = path === undefined ? [] : await readJson(path);
  const root: JsonView = { value: json, at: '' };
  if (path !== undefined && textAt(field(root, 'format'), NAME_MAX) !== undefined) return readExported(json, path);
  return aliasesOfCatalogue(indexCatalogue(SHIPPED_CATALOGUE), path === undefined ? [] : readDecided(root, path));
}

/** `CATALOGUE_FILE` or a later form, of which only the first is read. */
function readExported(json: unknown, path: string): Aliases {
  const reading = readCatalogueFile(json);
  if (reading.kind === 'unreadable')
    throw new AgentFault(
      `${path} is no catalogue of this Forewarn (${CATALOGUE_FILE}): ${reading.problem.message}`,
      reading.problem.hint ?? FORM,
    );
  return aliasesOfCatalogue(indexCatalogue(reading.file.catalogue), reading.file.decided);
}

const BYTES_MAX = 256 * 1024 * 1024;

async function readJson(path: string): Promise<unknown> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const piece of readBytes(path)) {
      bytes += piece.length;
      if (bytes > BYTES_MAX) break;
      pieces.push(piece);
    }
  } catch (fault) {
    throw fileFault(path, '--catalogue', fault);
  }
  if (bytes > BYTES_MAX) throw new AgentFault(`${path} is no catalogue: it is larger than ${BYTES_MAX / 1024 / 1024} MB.`, FORM);
  try {
    return JSON.parse(Buffer.concat(pieces).toString('utf8'));
  } catch (fault) {
    throw new AgentFault(`${path} is no catalogue: it is not JSON.`, FORM, fault);
  }
}

function readDecided(root: JsonView, path: string): readonly DecidedName[] {
  const list = Array.isArray(root.value) ? root : field(root, 'aliases');
  if (!Array.isArray(list.value)) throw new AgentFault(`${path} is no catalogue.`, FORM);
  return elements(list, ALIASES_MAX).map((view) => readAlias(view, path));
}

function readAlias(view: JsonView, path: string): DecidedName {
  const name = (key: string) => foldName(textAt(field(view, key), NAME_MAX) ?? '');
  const alias = {
    aliasSupplier: name('aliasSupplier'),
    aliasProduct: name('aliasProduct'),
    supplier: name('supplier'),
    product: name('product'),
    kind: 'other',
  };
  const says = alias.aliasSupplier + alias.aliasProduct !== '' && alias.supplier + alias.product !== '';
  if (!isObject(view) || !says) throw new AgentFault(`${path} has an entry at ${view.at} that names nothing on one of its sides.`, FORM);
  return alias;
}
