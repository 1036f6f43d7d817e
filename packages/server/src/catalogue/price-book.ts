import { z } from 'zod';
import { ALL_MODEL_IDS, type ModelId } from '../contract/models.ts';
import { type Micros, parseDollars, times } from '../kernel/money.ts';

/** US dollars a second, per model; `sound` where a video with sound costs more. */
export type PriceBook = Readonly<
  Record<ModelId, { readonly perSecond: Micros; readonly perSecondWithSound?: Micros }>
>;

const dollars = (text: string): Micros => parseDollars(text);

/**
 * Motion rates are the vendor's own; 3.0, 2.6, 2.5 Turbo, O3 (3.0 Omni) and O1 are Kling's public list prices of 2026-09-20
 * without sound. O1 has one code and two public prices: it is made, and paid, as 720p.
 * 2.1, 2.1 Master and 1.6 are not published any more: those are our own defaults.
 */
export const DEFAULT_PRICES: PriceBook = {
  kling_3: { perSecond: dollars('0.084') },
  kling_3_pro: { perSecond: dollars('0.112') },
  kling_3_motion: { perSecond: dollars('0.041') },
  kling_3_motion_pro: { perSecond: dollars('0.082') },
  'kling_2.6_motion': { perSecond: dollars('0.041') },
  'kling_2.6_motion_pro': { perSecond: dollars('0.082') },
  'kling_2.6': { perSecond: dollars('0.07'), perSecondWithSound: dollars('0.14') },
  'kling_2.5_turbo': { perSecond: dollars('0.042') },
  'kling_2.5_turbo_pro': { perSecond: dollars('0.07') },
  'kling_2.1': { perSecond: dollars('0.056') },
  'kling_2.1_pro': { perSecond: dollars('0.098') },
  'kling_2.1_master': { perSecond: dollars('0.28') },
  'kling_1.6': { perSecond: dollars('0.056') },
  'kling_1.6_pro': { perSecond: dollars('0.098') },
  kling_o3: { perSecond: dollars('0.084') },
  kling_o3_pro: { perSecond: dollars('0.112') },
  kling_o1: { perSecond: dollars('0.084') },
};

const amount = z.string().transform((text, context) => {
  try {
    const value = parseDollars(text);
    if (value > 0n) return value;
    context.addIssue({ code: 'custom', message: 'must be more than 0' });
  } catch {
    context.addIssue({
      code: 'custom',
      message: 'must be dollars as a string with at most 6 decimals, such as "0.042"',
    });
  }
  return z.NEVER;
});

const PriceFile = z.partialRecord(
  z.enum(ALL_MODEL_IDS),
  z.strictObject({ per_second: amount, per_second_with_sound: amount.optional() }),
);

/** The defaults with an operator's file laid over them; models the file does not name keep their price. Throws a ZodError. */
export function readPriceBook(file: unknown): PriceBook {
  const book = { ...DEFAULT_PRICES };
  for (const id of ALL_MODEL_IDS) {
    const entry = PriceFile.parse(file)[id];
    if (!entry) continue;
    const { per_second: perSecond, per_second_with_sound: perSecondWithSound } = entry;
    book[id] = perSecondWithSound === undefined ? { perSecond } : { perSecond, perSecondWithSound };
  }
  return book;
}

/** What `seconds` of a model cost; seconds are whole. */
export function quote(book: PriceBook, model: ModelId, seconds: number, sound: boolean): Micros {
  const price = book[model];
  return times(sound ? (price.perSecondWithSound ?? price.perSecond) : price.perSecond, seconds);
}
