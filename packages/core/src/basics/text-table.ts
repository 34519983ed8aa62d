const CELL_WIDTH_MAX = 60;

/** Rows as a table for a terminal: columns as wide as their widest cell, at most sixty; the last as long as it is. */
export function textTable(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [headings, ...rows].map((cells) => cells.map(inOneLine));
  const widths = headings.map((_, column) =>
    lines.reduce((widest, cells) => Math.max(widest, Math.min(CELL_WIDTH_MAX, cells[column]?.length ?? 0)), 0),
  );
  return lines
    .map((cells) => {
      const padded = cells.map((cell, column) =>
        column === cells.length - 1 ? cell : cell.slice(0, CELL_WIDTH_MAX).padEnd(widths[column] ?? 0),
      );
      return `${padded.join('  ').trimEnd()}\n`;
    })
    .join('');
}

/** Publisher-controlled text may hold what moves a terminal's cursor. */
function inOneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]+/gu, ' ');
}
