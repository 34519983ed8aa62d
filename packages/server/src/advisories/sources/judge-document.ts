import type { HashCheck, SignatureCheck } from '../raw-document.ts';
import type { Provider } from './listing.ts';
import type { PolicyAction, SourcePolicy } from './source-policy.ts';

export type Verdict = { readonly verdict: 'accepted' } | { readonly verdict: 'quarantined'; readonly verdictReason: string };

type Doubt = { readonly action: PolicyAction; readonly reason: string };

/**
 * What the checks and the source's policy make of a document (decision record 007). By default quarantined: a hash or signature that does
 * not fit; a signature by a key that the provider, who publishes keys, does not list; none at all from a trusted
 * provider with keys, who must sign (CSAF 2.0 §7.2.3). The reason is a sentence, or several.
 */
export function judgeDocument(
  checks: { readonly hashCheck: HashCheck; readonly signatureCheck: SignatureCheck },
  provider: Provider | undefined,
  policy: SourcePolicy,
): Verdict {
  const reasons = [hashDoubt(checks.hashCheck, policy), signatureDoubt(checks.signatureCheck, provider, policy)]
    .filter((doubt) => doubt?.action === 'quarantine')
    .map((doubt) => doubt?.reason);
  return reasons.length === 0 ? { verdict: 'accepted' } : { verdict: 'quarantined', verdictReason: reasons.join(' ') };
}

function hashDoubt(check: HashCheck, policy: SourcePolicy): Doubt | undefined {
  switch (check.kind) {
    case 'matches':
    case 'absent': // the signature covers the bytes as well
      return undefined;
    case 'mismatch':
      return {
        action: policy.onBadHash ?? 'quarantine',
        reason: `The ${check.algorithm} that the publisher states belongs to other bytes.`,
      };
    case 'unreadable':
      return { action: policy.onBadHash ?? 'quarantine', reason: check.message };
  }
}

function signatureDoubt(check: SignatureCheck, provider: Provider | undefined, policy: SourcePolicy): Doubt | undefined {
  const hasKeys = (provider?.keyUrls.length ?? 0) > 0;
  switch (check.kind) {
    case 'valid':
    case 'valid-expired-key':
      return undefined;
    case 'invalid':
    case 'unreadable':
      return { action: policy.onBadSignature ?? 'quarantine', reason: check.message };
    case 'unknown-key':
      return {
        action: policy.onUnknownKey ?? (hasKeys ? 'quarantine' : 'accept'),
        reason: `It is signed by a key (${check.keyId}) that is none of the provider's keys that we could fetch.`,
      };
    case 'absent':
      return {
        action: policy.onMissingSignature ?? (hasKeys && provider?.role === 'csaf_trusted_provider' ? 'quarantine' : 'accept'),
        reason: 'The provider says that it signs what it publishes, and this is not signed.',
      };
  }
}
