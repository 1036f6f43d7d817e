import type { Generation } from '@reelay/client';
import { z } from 'zod';

const words = z.array(z.string()).catch([]);

/** What is shown of the studio's manifest; an engine that reports otherwise simply has less shown. */
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
export type StudioReport = z.infer<typeof StudioReport>;

/** Null when the engine is another, or has not reported. */
export function readReport(report: Generation['engine_report']): StudioReport | null {
  return StudioReport.safeParse(report).data ?? null;
}

/** What the studio made of a request, for people; only what there is to say. */
export function describeReport(report: StudioReport): readonly (readonly [string, string])[] {
  const { understood, notUnderstood, sound, picture, motion } = report;
  const rows: readonly (readonly [string, readonly string[]])[] = [
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
  return rows.flatMap(([name, values]) => (values.length === 0 ? [] : [[name, values.join(', ')] as const]));
}

function soundWords(sound: StudioReport['sound']): string {
  if (!sound) return 'none';
  if (sound.from === 'driver') return "the reference video's own";
  return sound.heard.join(', ') || 'silence';
}
