import type { Generation } from '@reelay/client';
import { describeReport, readReport } from './describe-report.ts';

export interface DemoOutcome {
  readonly path: string;
  /** What it was made from, for people. */
  readonly from: string;
  readonly byteCount: number;
  readonly generation: Generation;
  /** As quoted at submit; the status shows what was settled. */
  readonly quoted: string;
  readonly seconds: number;
}

/** What a person wants to know of the video that was just made. */
export function describeDemo(outcome: DemoOutcome): string {
  const { path, from, byteCount, generation, quoted, seconds } = outcome;
  const report = readReport(generation.engine_report);
  const picture = report
    ? `, ${report.width}x${report.height}, ${report.frames} frames, ${report.fps} a second`
    : '';
  const rows: (readonly [string, string])[] = [
    ['video', path],
    ['made from', from],
    ['size', `${(byteCount / 1_000_000).toFixed(1)} MB${picture}`],
    ['duration', `${report ? (report.frames / report.fps).toFixed(1) : (generation.duration ?? '?')} s`],
    ['price', `${priceWords(quoted)}, settled $${generation.price} (play money)`],
    ['spent', `${seconds.toFixed(1)} s from submit to file`],
    ['seed', `${generation.seed} (same seed, same video)`],
    ...(report ? describeReport(report) : []),
  ];
  return rows.map(([name, value]) => `${name.padEnd(16)}${value}`).join('\n');
}

function priceWords(quoted: string): string {
  return quoted === 'calculating' ? 'by the length of the video' : `quoted $${quoted}`;
}
