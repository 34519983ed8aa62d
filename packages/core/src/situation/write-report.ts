import type { Report } from './report.ts';

/** A report as it is written out: also one that a person finished, as the API had it. */
export type WrittenReport = Pick<Report, 'title' | 'sections'> & {
  readonly tlp: string;
  readonly language: string;
  readonly from: string;
  readonly to: string;
};

/** The report as Markdown. What people and publishers typed can start no heading, list, link or HTML of its own. */
export function reportAsMarkdown(report: WrittenReport): string {
  return [
    `# ${plain(report.title)}`,
    `TLP:${report.tlp} · ${periodOf(report)}`,
    ...report.sections.flatMap(({ heading, lines }) => [`## ${plain(heading)}`, lines.map((line) => `- ${plain(line)}`).join('\n')]),
  ]
    .join('\n\n')
    .concat('\n');
}

/** The same as a piece of HTML, for a mail or a page; without style or script. */
export function reportAsHtml(report: WrittenReport): string {
  const sections = report.sections.map(
    ({ heading, lines }) => `<h2>${escaped(heading)}</h2>\n<ul>\n${lines.map((line) => `<li>${escaped(line)}</li>`).join('\n')}\n</ul>`,
  );
  return `<article lang="${report.language}">\n<h1>${escaped(report.title)}</h1>\n<p>TLP:${report.tlp} · ${periodOf(report)}</p>\n${sections.join('\n')}\n</article>\n`;
}

function periodOf({ from, to }: WrittenReport): string {
  return `${from.slice(0, 16).replace('T', ' ')} – ${to.slice(0, 16).replace('T', ' ')} UTC`;
}

function plain(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\\`*_[\]<>#|~!]/g, String.raw`\$&`);
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);
}
