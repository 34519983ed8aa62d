import { fetchFault, type FetchFault } from './fetch-fault.ts';

/** What is never asked, by the look of its address. Publisher-controlled: an address in a feed, or one that a redirect leads to. */
export function refusedUrl(url: string, wanted: { readonly allowPrivate?: boolean; readonly allowHttp?: boolean }): FetchFault | undefined {
  if (!URL.canParse(url)) return fetchFault('refused-url', url.slice(0, 200), 'This is no address.');
  const { protocol, username, password } = new URL(url);
  if (username !== '' || password !== '') return fetchFault('refused-url', url, 'The address holds a user name or password.');
  if (protocol === 'https:' || (protocol === 'http:' && (wanted.allowPrivate === true || wanted.allowHttp === true))) return undefined;
  if (protocol === 'http:') return fetchFault('refused-url', url, 'The address has no TLS (http instead of https).');
  return fetchFault('refused-url', url, `Nothing is fetched by "${protocol}".`);
}
