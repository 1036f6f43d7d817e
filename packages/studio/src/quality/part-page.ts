import { PAGE_STYLE, escapeHtml } from './page-style.ts';
import { formatFigure, passes } from './part-bars.ts';
import type { PartResult } from './part-bars.ts';
import type { PartReport, PartSheet, PartTable } from './part-report.ts';

/** A part's report as one page that needs nothing beside it. */
export function partPage({ title, about, results, tables, sheets }: PartReport): string {
  const missed = results.filter((result) => !passes(result)).length;
  const groups = Map.groupBy(sheets, ({ group }) => group);
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(title)}</title><style>${PAGE_STYLE}</style></head>
<body><h1>${escapeHtml(title)}</h1>
<p class="quiet">${escapeHtml(about)}</p>
<p class="${missed === 0 ? 'pass' : 'miss'}">${missed === 0 ? 'Every bar is met.' : `${missed} of ${results.length} bars are missed.`}</p>
${barTable(results)}
${tables.map(figureTable).join('\n')}
${[...groups].map(([group, own]) => `<h2>${escapeHtml(group)}</h2><div class="sheet">${own.map(sheetFigure).join('\n')}</div>`).join('\n')}
</body></html>
`;
}

function barTable(results: readonly PartResult[]): string {
  const rows = results.map((result) => {
    const { bar, measured, checks } = result;
    const word = passes(result) ? 'pass' : 'miss';
    const limit = `${bar.limit === 'at_least' ? 'at least' : 'at most'} ${formatFigure(bar.value, bar.unit)}`;
    return `<tr><td>${escapeHtml(bar.title)}</td><td class="number">${formatFigure(measured, bar.unit)}</td><td class="number">${limit}</td><td class="number">${checks}</td><td class="${word}">${word}</td></tr>`;
  });
  return `<table><tr><th>Bar</th><th>Measured</th><th>Asked</th><th>Checks</th><th></th></tr>${rows.join('\n')}</table>`;
}

function figureTable({ title, columns, rows }: PartTable): string {
  const head = columns.map((column) => `<th>${escapeHtml(column)}</th>`).join('');
  const body = rows.map(
    (row) =>
      `<tr>${row.map((cell, index) => `<td${index === 0 ? '' : ' class="number"'}>${escapeHtml(cell)}</td>`).join('')}</tr>`,
  );
  return `<h2>${escapeHtml(title)}</h2><table><tr>${head}</tr>${body.join('\n')}</table>`;
}

function sheetFigure({ title, lines, strip }: PartSheet): string {
  return `<figure><img loading="lazy" alt="${escapeHtml(title)}" src="data:image/jpeg;base64,${Buffer.from(strip).toString('base64')}">
<figcaption><b>${escapeHtml(title)}</b>${lines.map((line) => `<br><span class="quiet">${escapeHtml(line)}</span>`).join('')}</figcaption></figure>`;
}
