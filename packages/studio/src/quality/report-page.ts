import { BARS } from './bars.ts';
import type { Finding } from './errand.ts';
import type { PromptResult } from './judge-prompt.ts';
import { PAGE_STYLE, escapeHtml } from './page-style.ts';
import { formatMeasure } from './tally.ts';
import type { BarResult, FiledVerdict } from './tally.ts';

/** The report as one page that needs nothing beside it. */
export function reportPage(
  bars: readonly BarResult[],
  verdicts: readonly FiledVerdict[],
  findings: readonly Finding[],
): string {
  const missed = bars.filter(({ passes }) => !passes).length;
  const prompts = findings.flatMap((finding) => (finding.kind === 'prompt' ? [finding.result] : []));
  const failures = findings.flatMap((finding) => (finding.kind === 'failure' ? [finding] : []));
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Quality of the studio</title><style>${PAGE_STYLE}</style></head>
<body><h1>Quality of the studio</h1>
<p class="quiet">${prompts.length} prompts. Adherence is checked on the renderer's own masks: it says what was drawn, not how a stranger would name it. Look at the pictures too.</p>
<p class="${missed === 0 ? 'pass' : 'miss'}">${missed === 0 ? 'Every bar is met.' : `${missed} of ${bars.length} bars are missed.`}</p>
${barTable(bars)}
${failures.length === 0 ? '' : `<h2>Not drawn at all</h2><pre>${failures.map(({ prompt, message }) => escapeHtml(`${prompt}\n${message}`)).join('\n\n')}</pre>`}
<h2>Checks</h2>
${bars.map((bar) => checkTable(bar, verdicts)).join('\n')}
${contactSheets(prompts)}
</body></html>
`;
}

function barTable(bars: readonly BarResult[]): string {
  const rows = bars.map(({ bar, measured, checks, passes }) => {
    const word = measured === null ? 'not asked' : passes ? 'pass' : 'miss';
    return `<tr><td>${bar.title}</td><td class="number">${formatMeasure(measured, bar.unit)}</td><td class="number">${formatMeasure(bar.atLeast, bar.unit)}</td><td class="number">${checks}</td><td class="${passes ? 'pass' : 'miss'}">${word}</td></tr>`;
  });
  return `<table><tr><th>Bar</th><th>Measured</th><th>At least</th><th>Checks</th><th></th></tr>${rows.join('\n')}</table>`;
}

function checkTable({ id, bar }: BarResult, verdicts: readonly FiledVerdict[]): string {
  const own = verdicts.filter((verdict) => verdict.bar === id);
  if (own.length === 0) return '';
  const failures = own.filter(({ passes }) => !passes);
  const successes = own.filter(({ passes }) => passes);
  return `<h3>${bar.title}: ${failures.length} of ${own.length} miss</h3>
${failures.length === 0 ? '' : verdictTable(failures)}
<details><summary class="quiet">${successes.length} pass</summary>${verdictTable(successes)}</details>`;
}

function verdictTable(verdicts: readonly FiledVerdict[]): string {
  const rows = verdicts.map(
    ({ prompt, wanted, measured, passes }) =>
      `<tr><td class="${passes ? 'pass' : 'miss'}">${passes ? 'pass' : 'miss'}</td><td>${escapeHtml(prompt)}</td><td>${escapeHtml(wanted)}</td><td class="number">${escapeHtml(measured)}</td></tr>`,
  );
  return `<table><tr><th></th><th>Prompt</th><th>Wanted</th><th>Measured</th></tr>${rows.join('\n')}</table>`;
}

function contactSheets(prompts: readonly PromptResult[]): string {
  const groups = Map.groupBy(prompts, ({ entry }) => entry.group);
  return [...groups]
    .map(
      ([group, results]) =>
        `<h2>${escapeHtml(group)}</h2><div class="sheet">${results.map(contactFigure).join('\n')}</div>`,
    )
    .join('\n');
}

function contactFigure(result: PromptResult): string {
  const { entry, strip, place, understood, notUnderstood, verdicts } = result;
  const missed = verdicts.filter(({ passes }) => !passes);
  return `<figure><img loading="lazy" alt="First, middle and last picture" src="data:image/jpeg;base64,${Buffer.from(strip).toString('base64')}">
<figcaption><b>${escapeHtml(entry.prompt)}</b><br><span class="quiet">${escapeHtml(place)}: ${escapeHtml(understood.join(', '))}</span>
${notUnderstood.length === 0 ? '' : `<br>Not understood: ${escapeHtml(notUnderstood.join(', '))}`}
${missed.map(({ bar, wanted, measured }) => `<br><span class="miss">${BARS[bar].title}: ${escapeHtml(wanted)}, found ${escapeHtml(measured)}</span>`).join('')}</figcaption></figure>`;
}
