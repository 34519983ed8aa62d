import type { FastifyRequest } from 'fastify';
import { cleanText } from '@forewarn/core/basics/clean-text.ts';
import type { Problem } from '@forewarn/core/basics/problem.ts';
import { refuse, type Refusal } from '@forewarn/core/basics/refusal.ts';

/** A file in a request: the body itself, or the one file of a form, with what the form says of its columns. */
export type FileOfRequest = { readonly bytes: Uint8Array; readonly fileName: string; readonly columns?: string };

const COLUMNS_CHARACTERS_MAX = 20_000;

/** For routes whose body reaches us as bytes. Refusal: `input-unreadable` where there is no file. */
export async function fileOf(request: FastifyRequest, fileName: string | undefined): Promise<FileOfRequest | Refusal> {
  const none = refuse('input-unreadable', 'The request has no file.', 'Send it as the body, or as multipart/form-data with one file.');
  if (request.isMultipart()) {
    const part = await request.file();
    if (part === undefined) return none;
    const bytes = await part.toBuffer();
    const field = part.fields['columns'];
    const columns =
      field !== undefined && 'value' in field && typeof field.value === 'string' ? field.value.slice(0, COLUMNS_CHARACTERS_MAX) : undefined;
    return { bytes, fileName: cleanText(fileName ?? part.filename, 255) || 'inventory', ...(columns === undefined ? {} : { columns }) };
  }
  const body: unknown = request.body;
  return body instanceof Uint8Array && body.length > 0 ? { bytes: body, fileName: cleanText(fileName ?? 'inventory', 255) } : none;
}

/** A file that could not be read, in the words of what is first wrong with it. */
export function unreadableAs(problems: readonly Problem[]): Refusal & { problems: readonly Problem[] } {
  return { ...refuse('input-unreadable', problems[0]?.message ?? 'This could not be read.', problems[0]?.hint), problems };
}
