/**
 * True where two publisher namespaces (CSAF 2.0 §3.2.1.8.5: a URL under the publisher's control) are of one publisher: the same host, or
 * one below the other, whatever scheme, path and slashes are written. Namespaces that are no URL must be equal but for capitals.
 */
export function isSameNamespace(a: string, b: string): boolean {
  const [left, right] = [hostOf(a), hostOf(b)];
  return left === right || isBelow(left, right) || isBelow(right, left);
}

function hostOf(namespace: string): string {
  const bare = namespace.trim().toLowerCase();
  const host = /^(?:[a-z][a-z\d+.-]*:)?\/\/(?:[^/?#]*@)?([^/?#:]+)/.exec(bare)?.[1] ?? bare;
  return host.replace(/\.$/, '').replace(/^www\./, '');
}

/** "psirt.meridiaan.example" below "meridiaan.example"; nothing is below a name of one label. */
function isBelow(host: string, above: string): boolean {
  return above.includes('.') && host.endsWith(`.${above}`);
}
