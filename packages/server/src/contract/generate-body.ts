import { z } from 'zod';
import {
  ASPECT_RATIOS,
  base64,
  callbackUrl,
  mediaUrl,
  prompt,
  promptText,
  seed,
  wholeSeconds,
  yesOrNo,
} from './body-parts.ts';
import { CameraControlBody } from './camera-control.ts';
import { DEFAULT_MODEL, MODEL_IDS } from './models.ts';

const CFG_SCALE = { error: 'must be a number from 0 to 1' };

/**
 * The body of `POST /v1/kling/generate`, field by field (native API, section 2).
 * Which of them a model takes, and which durations are legal for it, is the catalogue's business.
 */
export const GenerateBody = z
  .object({
    prompt: prompt.optional().meta({
      description: 'What to show, 1 to 2500 characters. Required, except for motion models.',
      example: 'A panda playing guitar by a campfire in a snowy forest, slow zoom in',
    }),
    negative_prompt: promptText
      .nullable()
      .optional()
      .meta({ description: 'What not to show. At most 2500 characters.' }),
    model: z.enum(MODEL_IDS).default(DEFAULT_MODEL).meta({ description: 'Which model of the catalogue.' }),
    duration: wholeSeconds(
      'must be whole seconds: 3 to 15 for kling_3 and kling_3_pro, 5 or 10 for the others',
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
    seed,
    callback_url: callbackUrl,
    image_url: mediaUrl.optional().meta({
      description:
        'First frame: JPEG, PNG or WEBP of at most 10 MB; an address, or the url of an uploaded file.',
    }),
    image_base64: base64.optional().meta({ description: 'The same as base64, raw or a data: URI.' }),
    reference_video_url: mediaUrl.optional().meta({
      description:
        'Motion models: the driver, MP4, MOV or WEBM, 3 to 30 s, at most 100 MB; an address, or the url of an uploaded file.',
    }),
    reference_video_base64: base64
      .optional()
      .meta({ description: 'The same as base64, raw or a data: URI.' }),
    reference_image_url: mediaUrl.optional().meta({
      description:
        'Motion models: the character, JPEG, PNG or WEBP, at most 10 MB; an address, or the url of an uploaded file.',
    }),
    reference_image_base64: base64
      .optional()
      .meta({ description: 'The same as base64, raw or a data: URI.' }),
    reference_video: z
      .string()
      .min(1)
      .optional()
      .meta({ description: 'Alias: a URL, reelay://file_..., a data: URI or raw base64.' }),
    reference_image: z
      .string()
      .min(1)
      .optional()
      .meta({ description: 'Alias: a URL, reelay://file_..., a data: URI or raw base64.' }),
    character_orientation: z.enum(['image', 'video']).optional().meta({
      description:
        'Motion models: whose orientation the character keeps; video unless said. With image the driver may have at most 10 s.',
    }),
    keep_original_sound: yesOrNo
      .optional()
      .meta({ description: "Motion models: keep the driver's sound; true unless said." }),
    sound: yesOrNo.optional().meta({ description: 'kling_2.6: make sound; true unless said.' }),
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
