import { expect, test } from 'vitest';
import { readInstant, type Instant } from '../basics/instant.ts';
import type { Report } from './report.ts';
import { reportAsHtml, reportAsMarkdown } from './write-report.ts';

const REPORT: Report = {
  kind: 'day',
  language: 'nl',
  tlp: 'AMBER+STRICT',
  title: 'Dagrapport',
  from: readInstant('2026-11-23T00:00:00Z') as Instant,
  to: readInstant('2026-11-24T00:00:00Z') as Instant,
  sections: [
    {
      code: 'matters',
      heading: 'Nieuwe zaken',
      lines: ['Golf: telefoon', '<script>alert(1)</script>\n# Kop [klik](https://boos.example)'],
    },
  ],
};

test('a report reads as Markdown, and what was typed starts nothing of its own', () => {
  expect(reportAsMarkdown(REPORT)).toBe(
    '# Dagrapport\n\nTLP:AMBER+STRICT · 2026-11-23 00:00 – 2026-11-24 00:00 UTC\n\n## Nieuwe zaken\n\n- Golf: telefoon\n- \\<script\\>alert(1)\\</script\\> \\# Kop \\[klik\\](https://boos.example)\n',
  );
});

test('as HTML it holds no element but its own', () => {
  const html = reportAsHtml(REPORT);
  expect(html).toContain('<li>&lt;script&gt;alert(1)&lt;/script&gt;');
  expect(html.match(/<script|<a\b/)).toBeNull();
  expect(html).toContain('<article lang="nl">');
});
