import { z } from 'zod';
import { ACTIONS } from '../vocabulary/actions.ts';
import { CAMERA_MOVES } from '../vocabulary/camera.ts';
import { COLOURS, STYLES, TIMES, WEATHERS } from '../vocabulary/conditions.ts';
import type { ColourId } from '../vocabulary/conditions.ts';
import { PLACES } from '../vocabulary/places.ts';

/** A figure id, or a noun as the prompt writes it. */
const Thing = z.string().min(1);

function isColourId(name: string): name is ColourId {
  return Object.hasOwn(COLOURS, name);
}

/** What a prompt must show. */
export const Check = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('shows'), thing: Thing }),
  z.strictObject({ kind: z.literal('colour'), thing: Thing, colour: z.string().refine(isColourId) }),
  z.strictObject({
    kind: z.literal('relation'),
    relation: z.enum(['left_of', 'right_of', 'above', 'below']),
    from: Thing,
    to: Thing,
  }),
  z.strictObject({ kind: z.literal('count'), thing: Thing, count: z.int().min(1) }),
  z.strictObject({ kind: z.literal('camera'), move: z.enum(CAMERA_MOVES) }),
  z.strictObject({ kind: z.literal('action'), thing: Thing, actions: z.array(z.enum(ACTIONS)).min(1) }),
  z.strictObject({ kind: z.literal('place'), places: z.array(z.enum(PLACES)).min(1) }),
  /** The prompt names a place; any drawn place it was grounded to will do. */
  z.strictObject({ kind: z.literal('place_stated') }),
  z.strictObject({ kind: z.literal('time'), times: z.array(z.enum(TIMES)).min(1) }),
  z.strictObject({ kind: z.literal('weather'), weather: z.enum(WEATHERS) }),
  z.strictObject({ kind: z.literal('style'), style: z.enum(STYLES) }),
  z.strictObject({ kind: z.literal('motion'), motion: z.enum(['moving', 'still']) }),
]);
export type Check = z.infer<typeof Check>;

/** One prompt of the sample. */
export const SampleEntry = z.strictObject({
  prompt: z.string().min(1),
  group: z.string().min(1),
  aspect: z.enum(['16:9', '9:16', '1:1']).default('16:9'),
  checks: z.array(Check),
});
export type SampleEntry = z.infer<typeof SampleEntry>;

/** What must be gone: a figure that the prompt names, or a part of the scene. */
export const REMAINS = ['birds', 'clouds', 'people', 'rain', 'snow', 'stars', 'trees', 'fog'] as const;
export type RemainId = (typeof REMAINS)[number];

const NegativeTrial = z.strictObject({
  prompt: z.string().min(1),
  negative: z.string().min(1),
  gone: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('figure'), figure: Thing }),
    z.strictObject({ kind: z.literal('scenery'), scenery: z.enum(REMAINS) }),
    /** The negative names what was never there: not one pixel may change. */
    z.strictObject({ kind: z.literal('nothing') }),
  ]),
});
export type NegativeTrial = z.infer<typeof NegativeTrial>;

/** The file of our own prompts. */
export const PromptFile = z.strictObject({
  prompts: z.array(SampleEntry),
  seedTrials: z.array(z.string()),
  cfgTrials: z.array(z.string()),
  negativeTrials: z.array(NegativeTrial),
});
export type PromptFile = z.infer<typeof PromptFile>;
