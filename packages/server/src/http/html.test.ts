import { expect, test } from 'vitest';
import { html, htmlText } from './html.ts';

test('a hostile name stays a text, in an element and in an attribute', () => {
  const name = `"><script>alert('x')</script>&`;
  expect(htmlText(html`<p title="${name}">${name}</p>`)).toBe(
    '<p title="&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;">&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;</p>',
  );
});

test('what was made here is not escaped again, lists are joined, nothing is nothing', () => {
  expect(
    htmlText(
      html`<ul>
          ${[1, '<'].map((item) => html`<li>${item}</li>`)}
        </ul>
        ${undefined}${false}`,
    ),
  ).toBe('<ul><li>1</li><li>&lt;</li></ul>');
});

test('an object that only looks like HTML is refused by the compiler', () => {
  // @ts-expect-error a plain object is no Html
  expect(() => html`${{ html: '<b>' }}`).toThrow();
});
