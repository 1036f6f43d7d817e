import { z } from 'zod';
import { CameraControlBody } from './camera-control.ts';
import { DEFAULT_MODEL, MODEL_IDS } from './models.ts';

/** The most characters of a prompt, counted as Unicode code points. */
const PROMPT_MOST = 2500;

export const ASPECT_RATIOS = ['16:9', '9:16', '1:1'] as const;
export type AspectRatio = (typeof ASPECT_RATIOS)[number];

const codePoints = (text: string): number => Array.from(text).length;

const promptText = z
  .string()
  .refine((text) => codePoints(text) <= PROMPT_MOST, { error: `must be at most ${PROMPT_MOST} characters` });

/** What the wrong value is told to be instead; a bare "invalid" would leave the caller guessing. */
const CFG_SCALE = { error: 'must be a number from 0 to 1' };
const SEED = { error: 'must be a whole number from 0 to 2147483647' };
const YES_OR_NO = { error: 'must be true or false' };

/** A picture or video as base64: raw or a `data:` URI, with or without line breaks, either alphabet. */
const base64 = z.string().min(1, { error: 'must not be empty' });
/** An address we will download from. */
const mediaUrl = z
  .string()
  .refine((text) => isAddress(text, ['https:', 'http:']), { error: 'must be an absolute https or http URL' });

export function isAddress(text: string, protocols: readonly string[]): boolean {
  const url = URL.parse(text);
  return (
    url !== null &&
    protocols.includes(url.protocol) &&
    url.hostname !== '' &&
    url.username === '' &&
    url.password === ''
  );
}

/**
 * The body of `POST /v1/kling/generate`, field by field (native API, section 2).
 * Which of them a model takes, and which durations are legal for it, is the catalogue's business.
 */
export const GenerateBody = z
  .object({
    prompt: promptText
      .refine((text) => text.trim() !== '', { error: 'must not be empty' })
      .optional()
      .meta({
        description: 'What to show, 1 to 2500 characters. Required, except for motion models.',
        example: 'A panda playing guitar by a campfire in a snowy forest, slow zoom in',
      }),
    negative_prompt: promptText
      .nullable()
      .optional()
      .meta({ description: 'What not to show. At most 2500 characters.' }),
    model: z.enum(MODEL_IDS).default(DEFAULT_MODEL).meta({ description: 'Which model of the catalogue.' }),
    duration: z
      .union(
        [
          z.int(),
          z
            .string()
            .regex(/^\d{1,3}$/)
            .transform((text) => Number.parseInt(text, 10)),
        ],
        {
          error: 'must be whole seconds: 3 to 15 for kling_3 and kling_3_pro, 5 or 10 for the others',
        },
      )
      .optional()
      .meta({
        description:
          'Seconds: 3 to 15 for kling_3 and kling_3_pro, 5 or 10 for the others; a number or a string.',
        example: 5,
      }),
    aspect_ratio: z.enum(ASPECT_RATIOS).optional().meta({
      description: 'Shape of the picture, 16:9 unless said. Taken from the image when there is one.',
    }),
    cfg_scale: z
      .number(CFG_SCALE)
      .min(0, CFG_SCALE)
      .max(1, CFG_SCALE)
      .optional()
      .meta({ description: '0 follows the prompt freely, 1 strictly; 0.5 unless said.' }),
    seed: z
      .int(SEED)
      .min(0, SEED)
      .max(2147483647, SEED)
      .optional()
      .meta({ description: 'Same seed, same video. Random unless said, and reported back.' }),
    callback_url: z
      .string()
      .refine((text) => isAddress(text, ['https:', 'http:']), { error: 'must be an absolute https URL' })
      .optional()
      .meta({ description: 'Told when the generation has ended. https; the query string is kept.' }),
    image_url: mediaUrl.optional().meta({ description: 'First frame: JPEG, PNG or WEBP of at most 10 MB.' }),
    image_base64: base64.optional().meta({ description: 'The same as base64, raw or a data: URI.' }),
    reference_video_url: mediaUrl
      .optional()
      .meta({ description: 'Motion models: the driver, MP4, MOV or WEBM, 3 to 30 s, at most 100 MB.' }),
    reference_video_base64: base64
      .optional()
      .meta({ description: 'The same as base64, raw or a data: URI.' }),
    reference_image_url: mediaUrl
      .optional()
      .meta({ description: 'Motion models: the character, JPEG, PNG or WEBP, at most 10 MB.' }),
    reference_image_base64: base64
      .optional()
      .meta({ description: 'The same as base64, raw or a data: URI.' }),
    reference_video: z
      .string()
      .min(1)
      .optional()
      .meta({ description: 'Alias: a URL, a data: URI or raw base64.' }),
    reference_image: z
      .string()
      .min(1)
      .optional()
      .meta({ description: 'Alias: a URL, a data: URI or raw base64.' }),
    character_orientation: z.enum(['image', 'video']).optional().meta({
      description:
        'Motion models: whose orientation the character keeps; video unless said. With image the driver may have at most 10 s.',
    }),
    keep_original_sound: z
      .boolean(YES_OR_NO)
      .optional()
      .meta({ description: "Motion models: keep the driver's sound; true unless said." }),
    sound: z.boolean(YES_OR_NO).optional().meta({ description: 'kling_2.6: make sound; true unless said.' }),
    camera_control: CameraControlBody.optional().meta({
      description:
        "An extension of ours: the camera's move in the form of Kling's own API. Not for motion models.",
    }),
  })
  .meta({ id: 'GenerateBody' });

export type GenerateBody = z.infer<typeof GenerateBody>;
export type GenerateField = keyof GenerateBody;
/** Every field name the API knows; others are ignored and named in `warnings`. */
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Object.keys forgets the key type
export const GENERATE_FIELDS = Object.keys(GenerateBody.shape) as readonly GenerateField[];
