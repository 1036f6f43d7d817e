import type { ApiOptions } from '../api/connection.ts';
import { commandName } from '../request/command-name.ts';
import type { OptionOf } from '../request/name-option.ts';
import { modelFor, saidFields, type SaidOptions } from '../request/said-fields.ts';
import { UsageError } from '../usage-error.ts';

/** What `reelay generate` takes; absent is unsaid. */
export interface GenerateOptions extends ApiOptions, SaidOptions {
  readonly model?: string;
  /** Paths or addresses: the first frame, with `video` the character, for O1 and O3 up to 5. */
  readonly image?: readonly string[];
  /** A path or an address: the driver. */
  readonly video?: string;
  readonly strict?: boolean;
  readonly quote?: boolean;
  readonly wait?: boolean;
  readonly timeout?: string;
  readonly output?: string;
  readonly force?: boolean;
  readonly idempotencyKey?: string;
}

/** Which endpoint takes the model; all others are asked for at the common one. */
const ENDPOINT_OF_MODEL: Readonly<Record<string, 'o1' | 'o3'>> = {
  kling_o1: 'o1',
  kling_o3: 'o3',
  kling_o3_pro: 'o3',
};

/** Where on the command line each field comes from. */
export const GENERATE_OPTIONS: OptionOf = {
  prompt: 'prompt',
  model: '--model',
  image_url: '--image',
  image_base64: '--image',
  images_urls: '--image',
  images_base64: '--image',
  reference_image_url: '--image',
  reference_image_base64: '--image',
  reference_video_url: '--video',
  reference_video_base64: '--video',
  duration: '--duration',
  aspect_ratio: '--ratio',
  seed: '--seed',
  negative_prompt: '--negative-prompt',
  cfg_scale: '--cfg-scale',
  sound: '--sound',
  character_orientation: '--orientation',
  keep_original_sound: '--no-original-sound',
  callback_url: '--callback',
  'Idempotency-Key': '--idempotency-key',
};

/** A picture or video that goes along. */
export interface MediaWish {
  readonly option: '--image' | '--video';
  /** A path or an address. */
  readonly place: string;
  /** The fields for an address and for the bytes themselves. */
  readonly fields: { readonly address: string; readonly bytes: string };
  /** Whether the field holds a list. */
  readonly isListed: boolean;
}

export interface Wish {
  readonly endpoint: 'kling' | 'o1' | 'o3';
  /** Of the body, without the media. */
  readonly fields: Readonly<Record<string, unknown>>;
  readonly media: readonly MediaWish[];
}

/** What the command line asks for. Throws UsageError for what cannot be meant; all else is for the server to check. */
export function readWish(words: readonly string[], options: GenerateOptions): Wish {
  const { image: images = [], video } = options;
  const model = options.model ?? modelFor({ ...options, hasDriver: video !== undefined });
  const endpoint = ENDPOINT_OF_MODEL[model] ?? 'kling';
  const prompt = words.join(' ');
  refuseNonsense({ prompt, endpoint, model, images, video });
  // What no header can carry.
  if (!/^[\x20-\x7e]*$/.test(options.idempotencyKey ?? ''))
    throw new UsageError('--idempotency-key: must be letters, digits and signs of ASCII');
  return {
    endpoint,
    fields: { ...(prompt === '' ? {} : { prompt }), model, ...saidFields(options) },
    media: [
      ...images.map((place) => imageWish(place, endpoint, video !== undefined)),
      ...(video === undefined ? [] : [videoWish(video)]),
    ],
  };
}

function refuseNonsense(wish: {
  readonly prompt: string;
  readonly endpoint: Wish['endpoint'];
  readonly model: string;
  readonly images: readonly string[];
  readonly video: string | undefined;
}): void {
  const { prompt, endpoint, model, images, video } = wish;
  if (endpoint === 'kling' && images.length > 1)
    throw new UsageError(`--image: ${model} takes one picture; kling_o1 and kling_o3 take up to 5`);
  if (endpoint !== 'kling' && video !== undefined)
    throw new UsageError(`--video: ${model} follows no video; kling_3_motion does`);
  if (video !== undefined && images.length === 0)
    throw new UsageError('--video needs --image as well: the character that shall move like the video');
  if (prompt === '' && video === undefined)
    throw new UsageError(
      `say what to show, such as: ${commandName()} generate "a red kite over a green hill"`,
    );
}

function imageWish(place: string, endpoint: Wish['endpoint'], hasDriver: boolean): MediaWish {
  const option = '--image';
  if (endpoint !== 'kling')
    return { option, place, fields: { address: 'images_urls', bytes: 'images_base64' }, isListed: true };
  const field = hasDriver ? 'reference_image' : 'image';
  return { option, place, fields: { address: `${field}_url`, bytes: `${field}_base64` }, isListed: false };
}

function videoWish(place: string): MediaWish {
  const fields = { address: 'reference_video_url', bytes: 'reference_video_base64' };
  return { option: '--video', place, fields, isListed: false };
}
