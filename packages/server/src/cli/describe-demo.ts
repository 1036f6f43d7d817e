import type { Generation } from '@reelay/client';
import { z } from 'zod';

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

const words = z.array(z.string()).catch([]);

/** What the demo shows of the studio's manifest; an engine that reports otherwise simply has less shown. */
const StudioReport = z.object({
  width: z.number(),
  height: z.number(),
  fps: z.number(),
  frames: z.number(),
  understood: z.array(z.object({ text: z.string(), as: z.string() })),
  notUnderstood: z.array(z.string()),
  sound: z.object({ from: z.enum(['scene', 'driver']), heard: words }).nullish(),
  picture: z.object({ moves: words, effects: words, notShown: words }).optional(),
  motion: z
    .object({ skeleton: z.string(), driverSeenShare: z.number(), movingLimbs: words, approximations: words })
    .optional(),
});
type StudioReport = z.infer<typeof StudioReport>;

/** What a person wants to know of the video that was just made. */
export function describeDemo(outcome: DemoOutcome): string {
  const { path, from, byteCount, generation, quoted, seconds } = outcome;
  const parsed = StudioReport.safeParse(generation.engine_report);
  const report = parsed.success ? parsed.data : null;
  const picture = report
    ? `, ${report.width}x${report.height}, ${report.frames} frames, ${report.fps} a second`
    : '';
  const rows: [string, string][] = [
    ['video', path],
    ['made from', from],
    ['size', `${(byteCount / 1_000_000).toFixed(1)} MB${picture}`],
    ['duration', `${report ? (report.frames / report.fps).toFixed(1) : (generation.duration ?? '?')} s`],
    ['price', `${priceWords(quoted)}, settled $${generation.price} (play money)`],
    ['spent', `${seconds.toFixed(1)} s from submit to file`],
    ['seed', `${generation.seed} (same seed, same video)`],
    ...(report ? reportRows(report) : []),
  ];
  return rows.map(([name, value]) => `${name.padEnd(16)}${value}`).join('\n');
}

function priceWords(quoted: string): string {
  return quoted === 'calculating' ? 'by the length of the video' : `quoted $${quoted}`;
}

function soundWords(sound: StudioReport['sound']): string {
  if (!sound) return 'none';
  if (sound.from === 'driver') return "the reference video's own";
  return sound.heard.join(', ') || 'silence';
}

function reportRows({
  understood,
  notUnderstood,
  sound,
  picture,
  motion,
}: StudioReport): readonly [string, string][] {
  const rows: readonly [string, readonly string[]][] = [
    ['sound', [soundWords(sound)]],
    ['understood', understood.map(({ text, as }) => `${text} -> ${as}`)],
    ['not understood', notUnderstood],
    ['camera', picture?.moves ?? []],
    ['effects', picture?.effects ?? []],
    ['not shown', picture?.notShown ?? []],
    ['character', motion ? [`found by its ${motion.skeleton}`] : []],
    [
      'person seen in',
      motion ? [`${Math.round(motion.driverSeenShare * 100)} % of the reference video`] : [],
    ],
    ['moving', motion?.movingLimbs ?? []],
    ['approximated', motion?.approximations ?? []],
  ];
  return rows.filter(([, values]) => values.length > 0).map(([name, values]) => [name, values.join(', ')]);
}
