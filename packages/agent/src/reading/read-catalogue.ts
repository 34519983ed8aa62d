import { readFile } from 'node:fs/promises';
import { elements, field, isObject, textAt, type JsonView } from '@forewarn/core/basics/json-view.ts';
import { aliasesOf, type Alias, type Aliases } from '@forewarn/core/products/aliases.ts';
import { catalogueAliases } from '@forewarn/core/products/catalogue/catalogue-aliases.ts';
import { containsIndexOf } from '@forewarn/core/products/catalogue/contained-in.ts';
import { nameIndexOf } from '@forewarn/core/products/catalogue/name-index.ts';
import { SHIPPED_CATALOGUE } from '@forewarn/core/products/catalogue/shipped-catalogue.ts';
import { foldName } from '@forewarn/core/products/fold-name.ts';
import { AgentFault, fileFault } from '../agent-fault.ts';

const ALIASES_MAX = 500_000;
const NAME_MAX = 400;
const FORM = 'It is a JSON list of {"aliasSupplier", "aliasProduct", "supplier", "product"}, or an object with such a list as "aliases".';

/**
 * What names mean: the catalogue that Forewarn ships, and from the file, where there is one, the names that people resolved once. Throws an
 * `AgentFault` where it is no catalogue.
 */
export async function readCatalogue(path: string | undefined): Promise<Aliases> {
  const shipped = catalogueAliases(SHIPPED_CATALOGUE, SHIPPED_CATALOGUE);
  const decided = path === undefined ? [] : await readDecided(path);
  return aliasesOf([...decided, ...shipped], { names: nameIndexOf(SHIPPED_CATALOGUE), contains: containsIndexOf(SHIPPED_CATALOGUE) });
}

async function readDecided(path: string): Promise<readonly Alias[]> {
  const text = await readFile(path, 'utf8').catch((fault: unknown) => {
    throw fileFault(path, '--catalogue', fault);
  });
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (fault) {
    throw new AgentFault(`${path} is no catalogue: it is not JSON.`, FORM, fault);
  }
  const root: JsonView = { value: json, at: '' };
  const list = Array.isArray(json) ? root : field(root, 'aliases');
  if (!Array.isArray(list.value)) throw new AgentFault(`${path} is no catalogue.`, FORM);
  return elements(list, ALIASES_MAX).map((view) => readAlias(view, path));
}

function readAlias(view: JsonView, path: string): Alias {
  const name = (key: string) => foldName(textAt(field(view, key), NAME_MAX) ?? '');
  const alias = {
    aliasSupplier: name('aliasSupplier'),
    aliasProduct: name('aliasProduct'),
    supplier: name('supplier'),
    product: name('product'),
  };
  const says = alias.aliasSupplier + alias.aliasProduct !== '' && alias.supplier + alias.product !== '';
  if (!isObject(view) || !says) throw new AgentFault(`${path} has an entry at ${view.at} that names nothing on one of its sides.`, FORM);
  return alias;
}
