import { readFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { InternalFault } from '../internal-fault.ts';

/**
 * The thread's whole work: one proof set in type (see proof-pdf.ts). The words come in as one JSON text; the template reads them as
 * values. Its workspace is this folder, and the template opens no file. Typefaces are those that the typesetter brings.
 */
const { json, seconds } = workerData as { readonly json: string; readonly seconds: number };
const template = readFileSync(new URL('./proof-pack.typ', import.meta.url), 'utf8');
const compiler = NodeCompiler.create({ workspace: import.meta.dirname });
const result = compiler.compile({ mainFileContent: template, inputs: { pages: json } });
if (result.result === null) throw new InternalFault(`The proof could not be set: ${JSON.stringify(result.takeError()?.shortDiagnostics)}`);
parentPort?.postMessage(compiler.pdf(result.result, { pdfStandard: 'a-2a', creationTimestamp: seconds }));
