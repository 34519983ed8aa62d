import { csrfHeaders } from './credentials.ts';
import type { Fault } from './fault.ts';

/** Fetches a file of the API and lets the browser keep it under this name. Throws a `Fault`. */
export async function keepFile(address: string, name: string): Promise<void> {
  const response = await fetch(address, { headers: csrfHeaders() }).catch(() => undefined);
  // oxlint-disable-next-line only-throw-error -- a Fault is what the pages tell in words
  if (response?.ok !== true) throw faultOf(response);
  const link = document.createElement('a');
  link.href = URL.createObjectURL(await response.blob());
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

function faultOf(response: Response | undefined): Fault {
  return response === undefined ? { status: 0, code: 'offline' } : { status: response.status, code: 'unknown' };
}
