import type { Generation } from '@reelay/client';
import { z } from 'zod';

export interface DemoOutcome {
  readonly path: string;
  readonly byteCount: number;
  readonly generation: Generation;
  /** As quoted at submit; the status shows what was settled. */
  readonly quoted: string;
  readonly seconds: number;
}

/** What the demo shows of the studio's manifest; an engine that reports otherwise simply has less shown. */
const StudioReport = z.object({
  width: z.number(),
  height: z.number(),
  frames: z.number(),
  understood: z.array(z.object({ text: z.string(), as: z.string() })),
  notUnderstood: z.array(z.string()),
});

/** What a person wants to know of the video that was just made. */
export function describeDemo({ path, byteCount, generation, quoted, seconds }: DemoOutcome): string {
  const parsed = StudioReport.safeParse(generation.engine_report);
  const report = parsed.success ? parsed.data : null;
  const picture = report ? `, ${report.width}x${report.height}, ${report.frames} frames` : '';
  const rows: [string, string][] = [
    ['video', path],
    ['size', `${(byteCount / 1_000_000).toFixed(1)} MB${picture}`],
    ['duration', `${generation.duration ?? '?'} s`],
    ['price', `quoted $${quoted}, settled $${generation.price} (play money)`],
    ['spent', `${seconds.toFixed(1)} s from submit to file`],
    ['seed', `${generation.seed} (same seed, same video)`],
  ];
  if (report) {
    rows.push([
      'understood',
      report.understood.map(({ text, as }) => `${text} -> ${as}`).join(', ') || 'nothing',
    ]);
    if (report.notUnderstood.length > 0) rows.push(['not understood', report.notUnderstood.join(', ')]);
  }
  return rows.map(([name, value]) => `${name.padEnd(16)}${value}`).join('\n');
}
