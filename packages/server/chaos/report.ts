import type { Finding } from './checks/finding.ts';
import type { Nemesis } from './nemesis.ts';
import { replayCommand, type ChaosOptions } from './options.ts';

const MOST_SHOWN = 8;

/** The table at the end, what was wrong, and how to see it again. */
export function describeRun(
  options: ChaosOptions,
  findings: readonly Finding[],
  nemesis: Nemesis,
  facts: Readonly<Record<string, string>>,
): string {
  const width = Math.max(...findings.map(({ name }) => name.length));
  const deeds = Object.entries(nemesis.counts).map(([deed, count]) => `${deed} ${count}`);
  const lines = ['', `the nemesis: ${nemesis.killsDone()} kills (${deeds.join(', ')})`];
  for (const [name, value] of Object.entries(facts)) lines.push(`${name}: ${value}`);
  lines.push('');
  for (const { name, figure, violations } of findings)
    lines.push(`${violations.length === 0 ? 'ok      ' : 'VIOLATED'}  ${name.padEnd(width)}  ${figure}`);
  for (const { name, notes = [] } of findings)
    if (notes.length > 0) lines.push('', `${name}, exceptions:`, ...notes.map(indent));
  for (const { name, violations } of findings) {
    if (violations.length === 0) continue;
    lines.push('', `VIOLATED: ${name}`);
    for (const { generationId, what } of violations.slice(0, MOST_SHOWN))
      lines.push(indent(generationId === undefined ? what : `${generationId}: ${what}`));
    if (violations.length > MOST_SHOWN) lines.push(indent(`and ${violations.length - MOST_SHOWN} more`));
  }
  lines.push('', `seed ${options.seed}; again with: ${replayCommand(options)}`);
  return lines.join('\n');
}

function indent(line: string): string {
  return `  ${line}`;
}
