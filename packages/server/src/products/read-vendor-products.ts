import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { VendorProduct } from '@forewarn/core/products/catalogue/catalogue-of-names.ts';
import { InternalFault } from '../internal-fault.ts';

const LINE_MAX = 20_000;
/** A known-exploited list is one JSON document; the largest is 1.5 MB. Bytes. */
const DOCUMENT_BYTES_MAX = 50_000_000;
const SUPPLIER = /^(?:vendor|supplier|leverancier|vendorproject)$/i;
const PRODUCT = /^(?:product|name|naam)$/i;

/**
 * Vendor and product, two and two, of a file line by line: a table with a heading (`vendor,product`), JSON lines with `vendor` or `supplier`
 * and `product`, or a known-exploited list (`vulnerabilities` with `vendorProject` and `product`). Packed with gzip or not. Lines that are
 * neither are passed over. Throws `InternalFault` in words where the file is none of these.
 */
export async function* readVendorProducts(path: string): AsyncGenerator<VendorProduct> {
  const file = createReadStream(path);
  const unpacked: Readable = path.endsWith('.gz') ? file.pipe(createGunzip()) : file;
  file.on('error', (fault) => unpacked.destroy(fault));
  if (/\.json(?:\.gz)?$/i.test(path)) {
    yield* ofDocument(await wholeText(unpacked));
    return;
  }
  let heading: readonly [supplier: number, product: number] | undefined;
  let isFirst = true;
  for await (const line of createInterface({ input: unpacked, crlfDelay: Infinity })) {
    if (line.trim() === '' || line.length > LINE_MAX) continue;
    if (line.trimStart().startsWith('{')) yield* ofJsonLine(line);
    else if (isFirst) heading = headingOf(cellsOf(line));
    else if (heading !== undefined) {
      const cells = cellsOf(line);
      yield { supplier: cells[heading[0]] ?? '', product: cells[heading[1]] ?? '' };
    }
    isFirst = false;
  }
}

async function wholeText(stream: Readable): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > DOCUMENT_BYTES_MAX) throw new InternalFault(`The file is larger than ${DOCUMENT_BYTES_MAX} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function* ofDocument(text: string): Generator<VendorProduct> {
  const document = parsed(text) as { readonly vulnerabilities?: unknown } | undefined;
  const list = Array.isArray(document) ? document : document?.vulnerabilities;
  if (!Array.isArray(list)) throw new InternalFault('The file is no list of names: a known-exploited list has "vulnerabilities".');
  for (const entry of list) yield* namesOf(entry);
}

function* ofJsonLine(line: string): Generator<VendorProduct> {
  yield* namesOf(parsed(line));
}

function* namesOf(entry: unknown): Generator<VendorProduct> {
  if (typeof entry !== 'object' || entry === null) return;
  const { vendor, supplier, vendorProject, product } = entry as Readonly<Record<string, unknown>>;
  const by = [vendor, supplier, vendorProject].find((text) => typeof text === 'string');
  if (typeof product === 'string' && product.trim() !== '') yield { supplier: typeof by === 'string' ? by : '', product };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function headingOf(cells: readonly string[]): readonly [number, number] {
  const supplier = cells.findIndex((cell) => SUPPLIER.test(cell.trim()));
  const product = cells.findIndex((cell) => PRODUCT.test(cell.trim()));
  if (supplier < 0 || product < 0)
    throw new InternalFault(`The table has no column for supplier and product; its columns are: ${cells.join(', ').slice(0, 300)}.`);
  return [supplier, product];
}

/** RFC 4180, one line: quotes may hold commas and doubled quotes. */
function cellsOf(line: string): readonly string[] {
  const cells: string[] = [];
  for (const cell of line.matchAll(/(?:^|[,;])(?:"((?:[^"]|"")*)"|([^,;]*))/g)) cells.push(cell[1]?.replaceAll('""', '"') ?? cell[2] ?? '');
  return cells;
}
