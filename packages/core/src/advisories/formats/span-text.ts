import type { VersionClaim } from '../advisory.ts';

/** Versions from one bound to another, as some format gives them; without a bound on that side where it is absent. */
export type SpanText = { readonly from?: BoundText; readonly to?: BoundText; readonly except?: readonly string[] };
export type BoundText = { readonly version: string; readonly inclusive: boolean };

/**
 * A span in the notation of `vers:` (vers specification), which `products/read-version-range.ts` reads: `vers:semver/>=1.0|<2.0`. The
 * scheme is one of `versions/registry.ts`, or "generic". Bounds that hold a sign of the notation itself are for the caller to keep away.
 */
export function spanText(scheme: string, { from, to, except = [] }: SpanText): VersionClaim {
  const constraints = [
    ...(from === undefined ? [] : [`>${from.inclusive ? '=' : ''}${from.version}`]),
    ...(to === undefined ? [] : [`<${to.inclusive ? '=' : ''}${to.version}`]),
    ...except.map((version) => `!=${version}`),
  ];
  return { kind: 'range', text: `vers:${scheme}/${constraints.length === 0 ? '*' : constraints.join('|')}` };
}
