import { parseSync } from 'vite';

/**
 * A place in the sources where a refusal or a problem is given: its code, the case that it tells apart, and the names of its facts. Where only running it
 * tells, the code is empty, and the names are absent.
 */
export type Given = {
  readonly kind: 'refused' | 'problem';
  readonly code: string;
  readonly about?: string;
  readonly names?: readonly string[];
};

type Node = { readonly type: string; readonly [name: string]: unknown };

/** What a source gives, in its own order. `codesOf`: what a code that is put together can be. */
export function givenIn(path: string, text: string, codesOf: (written: string) => readonly string[]): readonly Given[] {
  const found: Given[] = [];
  const codes = (node: unknown): readonly string[] => (isNode(node) ? codesIn(node, text, codesOf) : ['']);
  walk(parseSync(path, text, { lang: 'ts', preserveParens: false }).program, (node) => {
    if (node.type === 'CallExpression' && nameOf(node['callee']) === 'refuse') {
      const [code, , , facts] = node['arguments'] as readonly unknown[];
      for (const one of codes(code)) for (const case_ of casesOf(facts)) found.push({ kind: 'refused', code: one, ...case_ });
    }
    if (node.type === 'CallExpression' && ['problem', 'say'].includes(nameOf(node['callee']))) {
      const [code, ...rest] = node['arguments'] as readonly Node[];
      const facts = rest.at(-1)?.type === 'ObjectExpression' ? rest.at(-1) : undefined;
      if (code?.type === 'Literal' && /-/.test(String(code['value'])))
        for (const case_ of casesOf(facts)) found.push({ kind: 'problem', code: String(code['value']), ...case_ });
    }
    if (node.type === 'ObjectExpression') {
      const { code, message } = propertiesOf(node);
      if (code === undefined || message === undefined) return;
      for (const one of codes(code)) for (const case_ of casesOfObject(node)) found.push({ kind: 'problem', code: one, ...case_ });
    }
  });
  return found;
}

function codesIn(node: Node, text: string, codesOf: (written: string) => readonly string[]): readonly string[] {
  if (node.type === 'Literal') return [String(node['value'])];
  if (node.type === 'TemplateLiteral') return codesOf(text.slice(Number(node['start']) + 1, Number(node['end']) - 1));
  if (node.type === 'ConditionalExpression')
    return ['consequent', 'alternate'].flatMap((part) => codesIn(node[part] as Node, text, codesOf));
  return [''];
}

/** The facts that an expression can be: one for each of its branches. */
function casesOf(facts: unknown): readonly Pick<Given, 'about' | 'names'>[] {
  if (facts === undefined) return [{ names: [] }];
  if (!isNode(facts)) return [{}];
  if (facts.type === 'Identifier' && facts['name'] === 'undefined') return [{ names: [] }];
  if (facts.type === 'ConditionalExpression') return [...casesOf(facts['consequent']), ...casesOf(facts['alternate'])];
  if (facts.type !== 'ObjectExpression') return [{}];
  const { about, ...others } = propertiesOf(facts);
  const isKnown = !('...' in others);
  const said = isNode(about) && about.type === 'Literal' ? { about: String(about['value']) } : {};
  return [{ ...said, ...(isKnown ? { names: Object.keys(others) } : {}) }];
}

/** The facts of an object that has them itself, or in a part that is put in or not. */
function casesOfObject(node: Node): readonly Pick<Given, 'about' | 'names'>[] {
  const { facts, ...others } = propertiesOf(node);
  if (facts !== undefined || !('...' in others)) return casesOf(facts);
  const parts = (node['properties'] as readonly Node[]).flatMap(({ type, argument }) =>
    type === 'SpreadElement' ? [argument as Node] : [],
  );
  return parts.flatMap((part) => {
    const branches = [part['consequent'], part['alternate']].filter(isNode);
    return branches.length === 0 ? [{}] : branches.flatMap((branch) => (branch.type === 'ObjectExpression' ? casesOfObject(branch) : [{}]));
  });
}

/** By name; `...` where others come from elsewhere. */
function propertiesOf(node: Node): Readonly<Record<string, unknown>> {
  const properties = node['properties'] as readonly Node[];
  return Object.fromEntries(properties.map((one) => (one.type === 'Property' ? [nameOf(one['key']), one['value']] : ['...', one])));
}

function nameOf(node: unknown): string {
  return isNode(node) ? String(node['name'] ?? node['value'] ?? '') : '';
}

function walk(node: unknown, see: (node: Node) => void): void {
  if (Array.isArray(node)) for (const one of node) walk(one, see);
  if (!isNode(node)) return;
  see(node);
  for (const inner of Object.values(node)) if (typeof inner === 'object') walk(inner, see);
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}
