/** What proves to the API who calls is a cookie that no script reads; acts need this word beside it. */
let csrf: string | undefined;
/** The institution on whose behalf an IT provider calls (decision 020). */
let actingFor: string | undefined;

/** Whose word that is: the account, or the name of a token; undefined until it is known. Of somebody with several accounts the one that is looked with. */
let owner: string | undefined;
/** Who that is by whichever account: what they signed in as. */
let person: string | undefined;

export function keepCsrf(word: string | undefined): void {
  if (word !== csrf) owner = person = undefined;
  csrf = word;
}

/** Known as soon as the server said who it is. */
export function keepOwner(who: string, whoSignedIn: string): void {
  owner = who;
  person = whoSignedIn;
}

/** Whose acts the server takes calls for. */
export function ownerOfCalls(): string | undefined {
  return owner;
}

/** Who signed in, whomever they act for. */
export function personOfCalls(): string | undefined {
  return person;
}

export function keepActingFor(institutionId: string | undefined): void {
  actingFor = institutionId;
}

/** Headers of a call beside its own. */
export function csrfHeaders(): Readonly<Record<string, string>> {
  return actingFor === undefined ? ownHeaders() : { ...ownHeaders(), 'x-acting-for': actingFor };
}

/** Of what concerns the reader itself, whomever it acts for: its sessions and passkeys. */
export function ownHeaders(): Readonly<Record<string, string>> {
  return csrf === undefined ? {} : { 'x-forewarn-csrf': csrf };
}
