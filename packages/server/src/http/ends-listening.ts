import type { Principal } from '@forewarn/core/institutions/principal.ts';
import type { ChangeRow } from './events-store.ts';

export type Reader = {
  readonly principal: Principal;
  /** Absent: a token or a certificate. */
  readonly sessionId?: string;
  /** The account of that session, which may act as another of its person (decision 036). */
  readonly signedInAs?: string;
};

/**
 * Whether an entry of the trail may mean that this reader's session, token, role or consent is no longer what it was. The stream then
 * ends; who may still listen comes back in two seconds and is asked who it is, as at every request. Where an entry does not say whose
 * it was, all whom it could concern are asked again.
 */
export function endsListening({ principal, sessionId, signedInAs }: Reader, { action, subject_kind: kind, subject }: ChangeRow): boolean {
  const account = 'accountId' in principal ? principal.accountId : undefined;
  const provider =
    principal.kind === 'provider' ? principal.providerId : principal.kind === 'institution' ? principal.onBehalf?.providerId : undefined;
  switch (kind) {
    case 'session':
      return action === 'all-sessions-ended' ? sessionId !== undefined : action === 'session-ended' && sessionId === subject;
    case 'account':
      return account === subject || signedInAs === subject;
    case 'token':
      return sessionId === undefined && action !== 'token-made';
    case 'passkey':
    case 'recovery':
      return sessionId !== undefined && action !== 'passkey-added';
    case 'consent':
    case 'provider':
      return provider !== undefined;
    default:
      return false;
  }
}
