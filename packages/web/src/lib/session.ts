import { queryOptions, useSuspenseQuery } from '@tanstack/react-query';
import { showMe } from '@forewarn/api/accounts.ts';
import type { CallOutput } from '@forewarn/api/client.ts';
import { showAbout } from '@forewarn/api/portal.ts';
import { showSession } from '@forewarn/api/sessions.ts';
import { showTokenSession } from '@forewarn/api/token-sign-in.ts';
import type { Permission } from '@forewarn/core/institutions/permissions.ts';
import { addressedFor } from './acting-for.ts';
import { call, callAsMyself, callFor } from './call.ts';
import { keepActingFor, keepCsrf, keepOwner } from './credentials.ts';
import { isFault } from './fault.ts';

/** Who reads the portal: decides which side and which menus are shown; what may be seen and done the server decides. */
export type Session = { readonly kind: 'nobody' } | SignedIn;
export type SignedIn = Omit<CallOutput<typeof showMe>, 'kind'> & {
  readonly kind: Kind;
  /** Absent: an API token is kept in this browser, and nobody signed in. */
  readonly email?: string;
  /** Whom an IT provider acts for, or the other institution of somebody of several; its own name is then `name`, and everything else is as of it. */
  readonly onBehalfOf?: { readonly institutionId: string; readonly institution: string; readonly byOwnAccount: boolean };
  /** Who that reader is when it acts for nobody: what it signed in as. */
  readonly home: { readonly accountId?: string; readonly institution?: string; readonly name: string };
  /** The address is for an institution that this reader may not act for (any more). */
  readonly mayNotActFor?: true;
};
type Kind = (typeof KINDS)[number];
const KINDS = ['cert', 'institution', 'provider', 'supplier', 'branch'] as const;

export const sessionQuery = queryOptions({ queryKey: ['session'], queryFn: findSession, staleTime: Infinity });

/** The CERT that this Forewarn belongs to: its name and the telephone that is answered day and night. */
export const aboutQuery = queryOptions({ queryKey: ['about'], queryFn: () => call(showAbout, {}), staleTime: Infinity });

export function useSession(): Session {
  return useSuspenseQuery(sessionQuery).data;
}

export function useAbout() {
  return useSuspenseQuery(aboutQuery).data;
}

/** Whether to show what needs this permission (core/institutions/permissions.ts). */
export function useMay(permission: Permission): boolean {
  const session = useSession();
  return session.kind !== 'nobody' && session.permissions.includes(permission);
}

async function findSession(): Promise<Session> {
  const session = await orNobody(callAsMyself(showSession, {}));
  const kept = session ?? (await orNobody(callAsMyself(showTokenSession, {})));
  keepCsrf(kept?.csrf);
  const me = kept === undefined ? undefined : await orNobody(callAsMyself(showMe, {}));
  const kind = KINDS.find((one) => one === me?.kind);
  if (me === undefined || kind === undefined) {
    keepActingFor(undefined);
    return { kind: 'nobody' };
  }
  const home = { accountId: me.accountId, institution: me.institution, name: me.name };
  const found = await actingAs({ ...me, kind, email: session?.email, home });
  keepActingFor(found.onBehalfOf?.institutionId);
  keepOwner(readerOf(found), personOf(found));
  return found;
}

/** Who reads, as one word: what somebody typed is nobody else's. */
export function readerOf(session: SignedIn): string {
  return session.accountId ?? session.name;
}

/** Who signed in, as one word: the same whichever of their institutions they look at, or whomever they act for. */
export function personOf({ home }: SignedIn): string {
  return home.accountId ?? home.name;
}

/** The reader as the address has it act: for itself, for one of those who consent to it (decision 020), or as its account of another institution. */
async function actingAs(myself: SignedIn): Promise<SignedIn> {
  if (addressedFor === undefined || addressedFor === myself.institutionId) return myself;
  const consent = myself.actingFor.find(({ institutionId }) => institutionId === addressedFor);
  const acting = consent === undefined ? undefined : await orNobody(callFor(consent.institutionId, showMe, {}));
  if (consent === undefined || acting === undefined) return { ...myself, mayNotActFor: true };
  return { ...acting, kind: 'institution', email: myself.email, home: myself.home, actingFor: myself.actingFor, onBehalfOf: consent };
}

/** Undefined where the server does not know who asks. */
async function orNobody<Outcome>(asked: Promise<Outcome>): Promise<Outcome | undefined> {
  try {
    return await asked;
  } catch (fault) {
    if (isFault(fault) && (fault.status === 401 || fault.status === 403)) return undefined;
    throw fault;
  }
}
