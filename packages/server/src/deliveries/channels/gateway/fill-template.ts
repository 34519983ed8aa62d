import type { Gateway, Template, TemplateTree } from './gateway.ts';

export type Filling = {
  readonly number: string;
  readonly text: string;
  readonly delivery: string;
  readonly language: string;
  readonly callback: string;
};

/** The request of one message. Values are encoded as the place asks that they stand in; `{text:xml}` is escaped for XML first. */
export function fillTemplate(
  gateway: Gateway,
  filling: Filling,
): { readonly url: string; readonly headers: Record<string, string>; readonly body: string | undefined } {
  const values = valuesOf(gateway, filling);
  const fill = (template: Template, encode: (value: string) => string = (value) => value) =>
    template.replace(/\{([a-z]+)(:xml)?\}/g, (whole, name: string, xml: string | undefined) => {
      const value = values.get(name);
      return value === undefined ? whole : encode(xml === undefined ? value : escapeXml(value));
    });
  const headers = Object.fromEntries(
    Object.entries(gateway.headers).map(([name, value]) => [name, fill(value, (text) => text.replace(/[\r\n]/g, ' '))]),
  );
  const url = fill(gateway.url, encodeURIComponent);
  if (gateway.body === undefined) return { url, headers, body: undefined };
  const fields = filledTree(gateway.body.fields, fill);
  if (gateway.body.kind === 'json')
    return { url, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(fields) };
  const form = new URLSearchParams(Object.entries(fields as Record<string, string>).filter(([, value]) => value !== '')).toString();
  return { url, headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers }, body: form };
}

function valuesOf({ sender, account, key }: Gateway, filling: Filling): ReadonlyMap<string, string> {
  return new Map(Object.entries({ ...filling, sender, account, key, basic: Buffer.from(`${account}:${key}`).toString('base64') }));
}

function filledTree(tree: TemplateTree, fill: (template: Template) => string): unknown {
  if (typeof tree === 'string') return fill(tree);
  if (Array.isArray(tree)) return tree.map((each: TemplateTree) => filledTree(each, fill));
  // Numbers and yes or no of the operator's file stay what they are.
  if (typeof tree !== 'object' || tree === null) return tree;
  return Object.fromEntries(Object.entries(tree).map(([name, value]) => [name, filledTree(value, fill)]));
}

function escapeXml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
