/** The bodies of the O1 and O3 endpoints (native API, section 7). Which durations are legal is the catalogue's business. */
import { z } from 'zod';
import {
  ASPECT_RATIOS,
  base64,
  callbackUrl,
  mediaUrl,
  prompt,
  seed,
  wholeSeconds,
  yesOrNo,
} from './body-parts.ts';
import { DEFAULT_O3_MODEL, O1_MODEL_IDS, O3_MODEL_IDS } from './models.ts';

const MOST_PICTURES = 5;

/** One picture may stand without its list. An empty list means that there is none, which is how many clients say it. */
const pictures = <Item extends z.ZodType>(item: Item, description: string) =>
  z
    .union([item, z.array(item).max(MOST_PICTURES)], {
      error: `must be one picture or a list of at most ${MOST_PICTURES}`,
    })
    .optional()
    .meta({ description });

const ADDRESSES =
  'Up to 5 pictures, JPEG, PNG or WEBP of at most 10 MB each, by address or as the url of an uploaded file; the first comes first. One may stand without a list.';

const common = {
  prompt: prompt.meta({
    description: 'What to show, 1 to 2500 characters.',
    example: 'A lighthouse in a storm, waves crashing, slow orbit',
  }),
  images_urls: pictures(mediaUrl, ADDRESSES),
  images_url: pictures(mediaUrl, 'The same as images_urls: both spellings are in use.'),
  images_base64: pictures(base64, 'The same as base64, raw or data: URIs.'),
  keep_original_sound: yesOrNo.optional().meta({
    description: 'Taken and ignored with a warning: no video is given, so there is no sound to keep.',
  }),
  callback_url: callbackUrl,
  seed,
} as const;

/** The body of `POST /v1/kling/o1-video/generate`. */
export const O1Body = z
  .object({
    ...common,
    model: z.enum(O1_MODEL_IDS).optional().meta({ description: 'May be left out: there is one.' }),
    duration: wholeSeconds('must be whole seconds: 5 or 10, and 3 to 10 with pictures').meta({
      description: 'Seconds: 5 or 10 for text, 3 to 10 with pictures; a number or a string.',
      example: '5',
    }),
    aspect_ratio: z.enum(ASPECT_RATIOS).meta({
      description: 'Shape of the picture. With pictures it is taken from the first, with a warning.',
    }),
  })
  .meta({ id: 'O1Body' });
export type O1Body = z.infer<typeof O1Body>;

/** The body of `POST /v1/kling/o3-video/generate`. */
export const O3Body = z
  .object({
    ...common,
    model: z.enum(O3_MODEL_IDS).default(DEFAULT_O3_MODEL).meta({ description: '720p, or 1080p as pro.' }),
    duration: wholeSeconds('must be 5, 10 or 15 seconds').optional().meta({
      description: 'Seconds: 5, 10 or 15, 5 unless said; a number or a string.',
      example: '5',
    }),
    aspect_ratio: z.enum(ASPECT_RATIOS).optional().meta({
      description: 'Shape of the picture, 16:9 unless said. Taken from the first picture when there is one.',
    }),
  })
  .meta({ id: 'O3Body' });
export type O3Body = z.infer<typeof O3Body>;
