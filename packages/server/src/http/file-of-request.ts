import { cleanText } from '@forewarn/core/basics/clean-text.ts';
import { refuse, type Refusal } from '@forewarn/core/basics/refusal.ts';

/** A file in a request: the body itself, or the one file of a form, with its name and texts there. */
export type FileOfRequest = {
  readonly bytes: Uint8Array;
  /** On one line; empty where nobody gave one. */
  readonly fileName: string;
  /** What a text field of the form says beside it. */
  readonly textOf: (field: string) => string | undefined;
};

/** What of a request is looked at; a request of the HTTP server has it. */
export type RequestWithFile = {
  readonly body: unknown;
  readonly isMultipart: () => boolean;
  readonly file: () => Promise<
    | { readonly filename: string; readonly toBuffer: () => Promise<Uint8Array>; readonly fields: Readonly<Record<string, unknown>> }
    | undefined
  >;
};

const FILE_NAME_CHARACTERS_MAX = 255;
const TEXT_CHARACTERS_MAX = 20_000;

/** For routes whose body reaches us as bytes. Refusal: `input-unreadable` where there is no file. */
export async function fileOf(request: RequestWithFile): Promise<FileOfRequest | Refusal> {
  if (request.isMultipart()) {
    const part = await request.file();
    if (part === undefined) return noFile();
    const bytes = await part.toBuffer();
    return { bytes, fileName: cleanText(part.filename, FILE_NAME_CHARACTERS_MAX), textOf: (field) => textOfField(part.fields[field]) };
  }
  const { body } = request;
  return body instanceof Uint8Array && body.length > 0 ? { bytes: body, fileName: '', textOf: () => undefined } : noFile();
}

function noFile(): Refusal {
  return refuse('input-unreadable', 'The request has no file.', 'Send it as the body, or as multipart/form-data with one file.', {
    about: 'file',
  });
}

/** Of a form's text field its text; of anything else nothing. */
function textOfField(field: unknown): string | undefined {
  const value: unknown = typeof field === 'object' && field !== null && 'value' in field ? field.value : undefined;
  return typeof value === 'string' ? value.slice(0, TEXT_CHARACTERS_MAX) : undefined;
}
