import { expect, test } from 'vitest';
import { checkTexts } from './check-texts.ts';
import { repositoryOf } from './repository.ts';

const PAGE = 'packages/web/src/matters/queue-page.tsx';
const nl = (...lines: readonly string[]) => `export const texts = {\n${lines.map((line) => `  ${line},\n`).join('')}} as const;\n`;

function found(texts: Readonly<Record<string, string>>): readonly string[] {
  return checkTexts(repositoryOf(texts)).map(({ what }) => what);
}

/** The catalogue of one word in both languages, as a page that says it. */
function house(page: string, dutch: readonly string[], english: readonly string[] = dutch): Readonly<Record<string, string>> {
  return { [PAGE]: page, 'packages/web/src/matters/texts.nl.ts': nl(...dutch), 'packages/web/src/matters/texts.en.ts': nl(...english) };
}

test.each([
  ['<p>Er is niets.</p>', 'Er is niets.'],
  ['<p>\n  Er is niets.\n</p>', 'Er is niets.'],
  ['<li>{count} zaken</li>'.replace('{count} ', ''), 'zaken'],
  ['<p>Nog {count}</p>', 'Nog'],
  ["<p>{'Er is niets.'}</p>", 'Er is niets.'],
  ['<p>{`Nog ${count} over`}</p>', 'Nog ${count} over'],
  ['<input aria-label="Zoek" />', 'Zoek'],
  ["<Field label={'Naam'} />", 'Naam'],
  ['<input placeholder="Uw naam" />', 'Uw naam'],
  ['<abbr title={`Dag ${day}`}>x</abbr>'.replace('>x<', '>{day}<'), 'Dag ${day}'],
])('a page that says something itself is found: %s', (jsx, said) => {
  expect(found({ [PAGE]: `export function Page() {\n  return (\n    ${jsx}\n  );\n}\n` })).toEqual([`it says "${said}" itself.`]);
});

test.each([
  "<p>{say('queue.empty')}</p>",
  '<p>{count} · {name}</p>',
  '<kbd>j</kbd>',
  '<span>{`TLP:${label}`}</span>',
  '<div className="soft" role="status" type="button" lang="en" />',
  '<p>{a > b && c < d ? one : two}</p>',
  '<ul>{list.map((one) => (\n  <li key={one}>{one}</li>\n))}</ul>',
])('what is no text is not: %s', (jsx) => {
  const page = `/* <p>Een opmerking</p> */\nexport function Page({ rows }: { readonly rows: Map<string, number> }) {\n  const [a] = useState<string>('');\n  return (\n    ${jsx}\n  );\n}\n`;
  expect(found({ [PAGE]: page }).filter((what) => what.includes('itself'))).toEqual([]);
});

test('a key that nothing says is found; one that a template can become or that counts is said', () => {
  const page = "say('queue.sentence', { count }); say(`queue.state.${state}`);";
  const texts = ["'queue.sentence_one': '1'", "'queue.sentence_other': '{{count}}'", "'queue.state.new': 'Nieuw'", "'queue.old': 'Oud'"];
  expect(found(house(page, texts))).toEqual(['nothing says queue.old.']);
});

test('a key that one language lacks is found, in both directions', () => {
  const page = "say('queue.a'); say('queue.b');";
  expect(found(house(page, ["'queue.a': 'A'"], ["'queue.a': 'A'", "'queue.b': 'B'"]))).toEqual(['queue.b has no Dutch text.']);
  expect(found(house(page, ["'queue.a': 'A'", "'queue.b': 'B'"], ["'queue.a': 'A'"]))).toEqual(['queue.b has no English text.']);
});

test('a key of two words, and a name that only the English text fills in, are found', () => {
  const both = house("say('queue.a', { name });", ["'queue.a': 'A {{name}}'"], ["'queue.a': 'A {{naam}}'"]);
  expect(found(both)).toEqual(['queue.a has {{naam}}, which its Dutch text has not.']);
  const texts = { ...house("say('queue.a');", ["'queue.a': 'A'"]), 'packages/web/src/names/texts.nl.ts': nl("'queue.a': 'B'") };
  expect(found(texts)).toEqual(['queue.a stands in packages/web/src/matters/texts.nl.ts too: one of the two is never said.']);
});
