import { expect, test } from 'vitest';
import { fileOf, type RequestWithFile } from './file-of-request.ts';

const BYTES = new TextEncoder().encode('product\nHiX\n');
const asBody = (body: unknown): RequestWithFile => ({ body, isMultipart: () => false, file: () => Promise.resolve(undefined) });
const asForm = (part: Awaited<ReturnType<RequestWithFile['file']>>): RequestWithFile => ({
  body: undefined,
  isMultipart: () => true,
  file: () => Promise.resolve(part),
});

test('the body is a file without a name; that of a form has one, and what the form says beside it', async () => {
  expect(await fileOf(asBody(BYTES))).toMatchObject({ bytes: BYTES, fileName: '' });
  const fields = { columns: { value: '{"Pakket":"product"}' }, file: { filename: 'lijst.csv' } };
  const file = await fileOf(asForm({ filename: 'ict\nlijst.csv', toBuffer: () => Promise.resolve(BYTES), fields }));
  expect(file).toMatchObject({ bytes: BYTES, fileName: 'ict lijst.csv' });
  expect('textOf' in file && [file.textOf('columns'), file.textOf('file'), file.textOf('other')]).toEqual([
    '{"Pakket":"product"}',
    undefined,
    undefined,
  ]);
});

test.each([
  ['nothing', asBody(undefined)],
  ['an empty body', asBody(new Uint8Array())],
  ['what was read as something else', asBody({ product: 'HiX' })],
  ['a form without a file', asForm(undefined)],
])('%s is no file, and that is refused in one sentence', async (_, request) => {
  expect(await fileOf(request)).toMatchObject({ kind: 'refusal', code: 'input-unreadable', facts: { about: 'file' } });
});
