import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import type { PublisherFault } from './fault.ts';

/** A file as the publisher has it. */
export type PublishedFile = { readonly bytes: Uint8Array; readonly type: string; readonly modified: Date };

/** Answers as a static web server does, with validators, or goes wrong as it was told. Gives the status; 0 where the connection was cut. */
export async function sendAnswer(
  request: IncomingMessage,
  response: ServerResponse,
  file: PublishedFile | undefined,
  fault: PublisherFault | undefined,
): Promise<number> {
  switch (fault?.kind) {
    case undefined:
      return sendFile(request, response, file);
    case 'flip-byte':
      return sendFile(request, response, file && { ...file, bytes: flipped(file.bytes, fault.at) });
    case 'wrong-hash':
      return sendFile(request, response, file && { ...file, bytes: Buffer.from(`${'0'.repeat(64)}  other.json\n`) });
    case 'status':
      return end(response, fault.status, fault.retryAfter === undefined ? {} : { 'retry-after': fault.retryAfter }, `${fault.status}\n`);
    case 'slow':
      await new Promise((resolve) => setTimeout(resolve, fault.milliseconds));
      return sendFile(request, response, file);
    case 'stall':
      begin(response, file);
      response.write((file?.bytes ?? new Uint8Array()).subarray(0, fault.afterBytes));
      return 200;
    case 'drop':
      return drop(response, file, fault.afterBytes);
    case 'redirect':
      return end(response, 302, { location: fault.to ?? request.url ?? '/' }, '');
    case 'gzip-bomb':
      return end(
        response,
        200,
        { 'content-type': 'application/json', 'content-encoding': 'gzip' },
        gzipSync(Buffer.alloc(fault.sizeBytes, 0x20)),
      );
    case 'body':
      return end(response, 200, { 'content-type': 'application/json', ...fault.headers }, fault.body);
  }
}

function sendFile(request: IncomingMessage, response: ServerResponse, file: PublishedFile | undefined): number {
  if (file === undefined) return end(response, 404, { 'content-type': 'text/plain' }, 'not found\n');
  const etag = `"${createHash('sha256').update(file.bytes).digest('hex').slice(0, 32)}"`;
  const validators = { etag, 'last-modified': file.modified.toUTCString() };
  if (request.headers['if-none-match'] === etag) return end(response, 304, validators, '');
  return end(response, 200, { ...validators, 'content-type': file.type, 'content-length': String(file.bytes.length) }, file.bytes);
}

function end(response: ServerResponse, status: number, headers: Readonly<Record<string, string>>, body: string | Uint8Array): number {
  response.writeHead(status, headers).end(body);
  return status;
}

function begin(response: ServerResponse, file: PublishedFile | undefined): void {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': String(file?.bytes.length ?? 1_000) });
}

function drop(response: ServerResponse, file: PublishedFile | undefined, afterBytes: number): number {
  if (afterBytes < 0) {
    response.socket?.destroy();
    return 0;
  }
  begin(response, file);
  response.write((file?.bytes ?? new Uint8Array()).subarray(0, afterBytes), () => response.socket?.destroy());
  return 0;
}

function flipped(bytes: Uint8Array, at: number = Math.floor(bytes.length / 2)): Uint8Array {
  const copy = new Uint8Array(bytes);
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
}
