import { expect, test } from 'vitest';
import { html as markup, htmlText } from './html.ts'; // under another name, so that the formatter leaves the templates alone

test('a hostile name stays a text, in an element and in an attribute', () => {
  const name = `"><script>alert('x')</script>&`;
  expect(htmlText(markup`<p title="${name}">${name}</p>`)).toBe(
    '<p title="&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;">&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;</p>',
  );
});

test('what was made here is not escaped again, lists are joined, nothing is nothing', () => {
  expect(htmlText(markup`<ul>${[1, '<'].map((item) => markup`<li>${item}</li>`)}</ul>${undefined}${false}`)).toBe(
    '<ul><li>1</li><li>&lt;</li></ul>',
  );
});

test('an object that only looks like HTML is refused by the compiler', () => {
  // @ts-expect-error a plain object is no Html
  expect(() => markup`${{ html: '<b>' }}`).toThrow();
});
