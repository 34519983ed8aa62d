import { askAgain } from './ask-again.ts';
import { csrfHeaders } from './credentials.ts';
import { saidIn, type Fault } from './fault.ts';

/** Fetches a file of the API and lets the browser keep it under this name; asks once more who it is where the file does. Throws a `Fault`. */
export async function keepFile(address: string, name: string): Promise<void> {
  const fetched = () => fetch(address, { headers: csrfHeaders() }).catch(() => undefined);
  let response = await fetched();
  let fault = await faultOf(response);
  if (fault?.code === 'sign-in-again' && (await askAgain())) {
    response = await fetched();
    fault = await faultOf(response);
  }
  // oxlint-disable-next-line only-throw-error -- a Fault is what the pages tell in words
  if (response === undefined || fault !== undefined) throw fault;
  keepBlob(await response.blob(), name);
}

/** Lets the browser keep this text, as UTF-8 with the mark that spreadsheet programs look for. */
export function keepText(text: string, name: string): void {
  keepBlob(new Blob(['\ufeff', text], { type: 'text/csv' }), name);
}

function keepBlob(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

/** Undefined where the file came. */
async function faultOf(response: Response | undefined): Promise<Fault | undefined> {
  if (response === undefined) return { status: 0, code: 'offline' };
  if (response.ok) return undefined;
  const said: unknown = await response.json().catch(() => undefined);
  const code = typeof said === 'object' && said !== null && 'code' in said ? String(said.code) : 'unknown';
  return { ...saidIn(said), status: response.status, code };
}
