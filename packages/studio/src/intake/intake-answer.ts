import { z } from 'zod';

const FAULT_CODES = [
  'unknown_format',
  'too_large',
  'too_small_picture',
  'too_large_picture',
  'too_narrow',
  'too_short',
  'too_long',
  'too_fast',
  'no_picture_stream',
  'codec_not_taken',
  'damaged',
  'too_costly',
] as const;

const whole = z.int().min(0);
const positive = z.number().min(0);

/**
 * What the child says at last. It has read a stranger's bytes with native code, so the parent believes nothing that does
 * not have this shape.
 */
export const intakeAnswerSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready') }),
  z.object({ kind: z.literal('image'), width: whole, height: whole }),
  z.object({
    kind: z.literal('video'),
    codec: z.string().max(16),
    width: whole,
    height: whole,
    fps: positive,
    durationSeconds: positive,
    hasSound: z.boolean(),
  }),
  z.object({
    kind: z.literal('result'),
    codec: z.string().max(16),
    width: whole,
    height: whole,
    fps: whole,
    pictureCount: whole,
    durationSeconds: positive,
    hasSound: z.boolean(),
    playsAnywhere: z.boolean(),
  }),
  z.object({ kind: z.literal('picture') }),
  z.object({
    kind: z.literal('driver'),
    fps: whole,
    pictureCount: whole,
    width: whole,
    height: whole,
    durationSeconds: positive,
  }),
  z.object({ kind: z.literal('sound'), present: z.boolean() }),
  z.object({
    kind: z.literal('fault'),
    fault: z.object({ code: z.enum(FAULT_CODES), sentence: z.string().max(500) }),
  }),
]);

export type IntakeAnswer = z.infer<typeof intakeAnswerSchema>;

/** The envelope of an answer. */
export const intakeReplySchema = z.object({ answer: intakeAnswerSchema, cpuSeconds: positive });
