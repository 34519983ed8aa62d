type Headers = Readonly<Record<string, string | string[] | undefined>>;

/**
 * Whether a browser sends this because a page of somebody else told it to (a forged request). `Sec-Fetch-Site` decides where a browser
 * sends it; an older one says where the page came from (`Origin`). Our pages have no referrer, so from them that is "null" (Fetch
 * §3.1). What is no browser sends neither, and has no cookie that somebody else could use.
 */
export function comesFromElsewhere(headers: Headers, publicUrl: string): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  const { origin, host } = headers;
  if (typeof origin !== 'string' || origin === 'null' || !URL.canParse(origin)) return origin !== undefined && origin !== 'null';
  return new URL(origin).host !== host && origin !== new URL(publicUrl).origin;
}
