import { cleanText } from '@forewarn/core/basics/clean-text.ts';
import type { Problem } from '@forewarn/core/basics/problem.ts';
import { refuse, type Refusal } from '@forewarn/core/basics/refusal.ts';

/** A file in a request: the body itself, or the one file of a form, with what the form says of its columns. */
export type FileOfRequest = { readonly bytes: Uint8Array; readonly fileName: string; readonly columns?: string };

/** What of a request is looked at; a request of the HTTP server has it. */
export type RequestWithFile = {
  readonly body: unknown;
  readonly isMultipart: () => boolean;
  readonly file: () => Promise<
    | { readonly filename: string; readonly toBuffer: () => Promise<Uint8Array>; readonly fields: Readonly<Record<string, unknown>> }
    | undefined
  >;
};

const COLUMNS_CHARACTERS_MAX = 20_000;

/** For routes whose body reaches us as bytes. Refusal: `input-unreadable` where there is no file. */
export async function fileOf(request: RequestWithFile, fileName: string | undefined): Promise<FileOfRequest | Refusal> {
  const none = refuse('input-unreadable', 'The request has no file.', 'Send it as the body, or as multipart/form-data with one file.', {
    about: 'file',
  });
  if (request.isMultipart()) {
    const part = await request.file();
    if (part === undefined) return none;
    const bytes = await part.toBuffer();
    const columns = textOfField(part.fields['columns']);
    return { bytes, fileName: cleanText(fileName ?? part.filename, 255) || 'inventory', ...(columns === undefined ? {} : { columns }) };
  }
  const { body } = request;
  return body instanceof Uint8Array && body.length > 0 ? { bytes: body, fileName: cleanText(fileName ?? 'inventory', 255) } : none;
}

/** Of a form's text field its text; of anything else nothing. */
function textOfField(field: unknown): string | undefined {
  const value: unknown = typeof field === 'object' && field !== null && 'value' in field ? field.value : undefined;
  return typeof value === 'string' ? value.slice(0, COLUMNS_CHARACTERS_MAX) : undefined;
}

/** A file that could not be read, in the words of what is first wrong with it. */
export function unreadableAs(problems: readonly Problem[]): Refusal & { problems: readonly Problem[] } {
  return { ...refuse('input-unreadable', problems[0]?.message ?? 'This could not be read.', problems[0]?.hint), problems };
}
