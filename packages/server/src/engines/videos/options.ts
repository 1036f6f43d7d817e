import { z } from 'zod';
import { GENERATION_MODES } from '../../kernel/environment.ts';
import { DIALECTS, type DialectName } from './dialects.ts';
import {
  FAMILIES,
  type AspectRatio,
  type Family,
  type PictureClass,
  type Sizes,
  type Traits,
} from './families.ts';

const DIALECT_NAMES = ['sglang', 'vllm-omni', 'generic'] as const satisfies readonly DialectName[];
const FAMILY_NAMES = ['wan2.2', 'wan-animate', 'ltx-2', 'openai'] as const satisfies readonly Family[];
const PICTURE_CLASSES = ['720p', '1080p'] as const satisfies readonly PictureClass[];
const ASPECT_RATIOS = ['16:9', '9:16', '1:1'] as const satisfies readonly AspectRatio[];

const family = z.enum(FAMILY_NAMES);
const size = z.string().regex(/^[1-9]\d{1,3}x[1-9]\d{1,3}$/, { error: 'must be like 1280x720' });

const ServedModel = z
  .strictObject({
    family: family.describe('Whose rules hold where nothing else is said here.'),
    model: z
      .string()
      .min(1)
      .optional()
      .describe('What the server calls the model. Not sent when left out: most servers have one.'),
    modes: z
      .array(z.enum(GENERATION_MODES))
      .min(1)
      .optional()
      .describe('What it makes. Name it for weights that make only one: Wan2.2-T2V-A14B, Wan2.2-I2V-A14B.'),
    frames: z.enum(['4n+1', '8n+1', 'any']).optional().describe('Which numbers of frames it takes.'),
    fps: z.int().min(1).max(60).optional().describe('Frames per second.'),
    sizes: z
      .partialRecord(z.enum(PICTURE_CLASSES), z.partialRecord(z.enum(ASPECT_RATIOS), size))
      .optional()
      .describe(
        'Its sizes by class and shape: {"720p": {"16:9": "1280x720"}}. What is not named is refused.',
      ),
    lengthsSeconds: z
      .array(z.int().min(1).max(60))
      .min(1)
      .optional()
      .describe('The only lengths that it makes. The next longer one is made, and cut.'),
    mostSeconds: z.number().min(1).max(60).optional().describe('The longest that it makes well.'),
    steps: z.int().min(1).max(200).optional().describe('num_inference_steps; the server’s own without it.'),
    guidance: z
      .strictObject({
        least: z.number().min(0).max(20),
        usual: z.number().min(0).max(20),
        most: z.number().min(0).max(20),
      })
      .nullable()
      .optional()
      .describe('guidance_scale for cfg_scale 0, 0.5 and 1. With null it is never sent.'),
    hasSound: z.boolean().optional().describe('Whether it makes sound.'),
    extra: z
      .record(z.string().min(1), z.union([z.string(), z.number(), z.boolean()]))
      .default({})
      .describe('Further fields, sent as they are: {"clip_len": 37, "flow_shift": 5}.'),
  })
  .superRefine(({ family, sizes = {} }, context) => {
    const { multipleOf } = FAMILIES[family];
    for (const [pictureClass, byShape] of Object.entries(sizes))
      for (const [shape, text] of Object.entries(byShape ?? {}))
        if (text?.split('x').some((side) => Number(side) % multipleOf !== 0))
          context.addIssue({
            code: 'custom',
            path: ['sizes', pictureClass, shape],
            message: `the sides must be multiples of ${multipleOf}`,
          });
  });
type ServedModel = z.infer<typeof ServedModel>;

export const VideosOptions = z.strictObject({
  baseUrl: z
    .url({ protocol: /^https?$/ })
    .describe('Where the server is, with or without /v1: http://gpu-1:30000.'),
  apiKey: z.string().min(1).optional().describe('Sent as a bearer token, where the server wants one.'),
  dialect: z
    .enum(DIALECT_NAMES)
    .describe(
      'sglang, vllm-omni, or generic for what only has the fields of OpenAI’s Videos API (LiteLLM, Bifrost, new-api).',
    ),
  models: z
    .record(z.string().min(1), z.union([family, ServedModel]))
    .refine((models) => Object.keys(models).length > 0, { error: 'name at least one model' })
    .describe('Which of our models it makes, and with what: {"kling_3": "wan2.2"}.'),
  takesExtensions: z
    .boolean()
    .optional()
    .describe(
      'generic: whether it takes fps, num_frames, seed, negative_prompt, guidance_scale and num_inference_steps too. False unless said.',
    ),
  sharedDirectory: z
    .strictObject({
      here: z.string().startsWith('/').describe('A directory that holds our media.'),
      there: z.string().startsWith('/').describe('The same directory as the server sees it.'),
    })
    .optional()
    .describe(
      'sglang: the server reads our files from disk. Drivers are then given by path, and need no public address.',
    ),
  restartLost: z
    .boolean()
    .optional()
    .describe(
      'Whether a work that the server does not know any more (404) is started again. True for sglang and vllm-omni, which keep works in memory and cost nothing; false for generic. Set it to false when several servers that do not share works stand behind one address.',
    ),
});
export type VideosOptions = z.infer<typeof VideosOptions>;

/** One of our models as this server makes it. */
export interface Served {
  readonly traits: Traits;
  readonly model: string | null;
  readonly extra: ServedModel['extra'];
}

/** Null for a model that this server does not make. */
export function servedBy(id: string, { models }: Pick<VideosOptions, 'models'>): Served | null {
  const said = Object.hasOwn(models, id) ? models[id] : undefined;
  if (said === undefined) return null;
  if (typeof said === 'string') return { traits: FAMILIES[said], model: null, extra: {} };
  return { traits: traitsOf(said), model: said.model ?? null, extra: said.extra };
}

function traitsOf({ family, sizes, guidance, ...said }: ServedModel): Traits {
  const own: Traits = FAMILIES[family];
  return {
    ...own,
    modes: said.modes ?? own.modes,
    frames: said.frames ?? own.frames,
    fps: said.fps ?? own.fps,
    sizes: sizes === undefined ? own.sizes : sizesOf(sizes),
    lengthsSeconds: said.lengthsSeconds?.toSorted((one, other) => one - other) ?? own.lengthsSeconds,
    mostSeconds: said.mostSeconds ?? Math.max(own.mostSeconds, ...(said.lengthsSeconds ?? [])),
    steps: said.steps ?? own.steps,
    guidance: guidance === undefined ? own.guidance : guidance,
    hasSound: said.hasSound ?? own.hasSound,
  };
}

function sizesOf(said: NonNullable<ServedModel['sizes']>): Sizes {
  return Object.fromEntries(
    Object.entries(said).map(([pictureClass, byShape]) => [
      pictureClass,
      Object.fromEntries(Object.entries(byShape ?? {}).map(([shape, text]) => [shape, readSize(text)])),
    ]),
  );
}

function readSize(text: string): { readonly width: number; readonly height: number } {
  const [width = 0, height = 0] = text.split('x').map(Number);
  return { width, height };
}

export function takesExtensions({ dialect, takesExtensions }: VideosOptions): boolean {
  return DIALECTS[dialect].hasExtensions || takesExtensions === true;
}

export function restartsLost({ dialect, restartLost }: VideosOptions): boolean {
  return restartLost ?? DIALECTS[dialect].forgetsAtRestart;
}
