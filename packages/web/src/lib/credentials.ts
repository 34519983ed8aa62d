const PLACE = 'forewarn.token';
/** What proves to the API who calls: the browser's session (a cookie, and the word that acts need), or an API token of this tab. */
let csrf: string | undefined;
/** The institution on whose behalf an IT provider asks; it holds until the page is loaded anew. */
let actingFor: string | undefined;

export function keepCsrf(word: string | undefined): void {
  csrf = word;
}

export function keepActingFor(institutionId: string | undefined): void {
  actingFor = institutionId;
}

/** Goes when the tab is closed. */
export function keepToken(token: string | undefined): void {
  if (token === undefined) sessionStorage.removeItem(PLACE);
  else sessionStorage.setItem(PLACE, token);
}

export function keptToken(): string | undefined {
  return sessionStorage.getItem(PLACE) ?? undefined;
}

/** Headers of a call beside its own. */
export function csrfHeaders(): Readonly<Record<string, string>> {
  return {
    ...(csrf === undefined ? {} : { 'x-forewarn-csrf': csrf }),
    ...(actingFor === undefined ? {} : { 'x-acting-for': actingFor }),
  };
}

/** All headers that say who asks, for what does not go through `call`. */
export function askingHeaders(): Readonly<Record<string, string>> {
  const token = keptToken();
  return { ...csrfHeaders(), ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) };
}
