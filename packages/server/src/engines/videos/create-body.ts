/** A request in the words of a dialect. The fields are OpenAI's and those that SGLang and vLLM-Omni document beside them. */
import { openAsBlob } from 'node:fs';
import { FormData } from 'undici';
import type { JsonObject } from '../../kernel/json.ts';
import type { EngineInput, EngineRequest } from '../engine.ts';
import type { UpstreamCall } from '../http.ts';
import { dialectOf, type Dialect } from './dialects.ts';
import { frameCount, madeSeconds } from './frame-count.ts';
import { guidanceScale } from './guidance-scale.ts';
import { takesExtensions, type Served, type VideosOptions } from './options.ts';
import { sizeOf, sizeText } from './picture-size.ts';
import { sharedPath } from './shared-path.ts';

/** A prompt must not be empty in any dialect; ours may be for motion control. */
const PROMPT_OF_MOTION = 'A person moves like the person in the reference video.';

export interface Create {
  readonly body: Pick<UpstreamCall, 'json' | 'form'>;
  /** What is worth keeping of what was asked for. */
  readonly asked: JsonObject;
}

/** A request that this server could not be sent, for a reason that another engine may not have. */
export class UnsendableError extends Error {
  override readonly name = 'UnsendableError';
}

type Fields = Readonly<Record<string, string | number | boolean>>;

interface Plan {
  readonly fields: Fields;
  /** Sent as `input_reference`. */
  readonly file: EngineInput | null;
}

export async function createBody(
  request: EngineRequest,
  served: Served,
  options: VideosOptions,
): Promise<Create> {
  const dialect = dialectOf(options.dialect);
  const { fields, file } = planOf(request, served, options, dialect);
  const { prompt: _prompt, video_url: _url, video_path: _path, ...rest } = fields;
  const { image_reference: _image, video_reference: _video, negative_prompt: _negative, ...asked } = rest;
  const body =
    file === null && dialect.plainAs === 'json' ? { json: fields } : { form: await formOf(fields, file) };
  return { body, asked };
}

function planOf(
  request: EngineRequest,
  { traits, model, extra }: Served,
  options: VideosOptions,
  dialect: Dialect,
): Plan {
  const { inputs, mode, sound } = request;
  const picture = mode === 'motion_control' ? inputs.referenceImage : inputs.image;
  const size = sizeOf(request, picture, traits);
  if (size === null) throw new UnsendableError(`there is no size for ${request.pictureClass}`);
  const { soundField } = dialect;
  const media = mediaOf(request, options, dialect);
  return {
    fields: {
      ...extra,
      prompt: request.prompt === '' ? PROMPT_OF_MOTION : request.prompt,
      ...(model === null ? {} : { model }),
      size: sizeText(size),
      ...lengthOf(request, { traits, model, extra }, options, dialect),
      ...(takesExtensions(options) ? extensionsOf(request, { traits, model, extra }) : {}),
      ...(traits.hasSound && soundField !== null ? { [soundField]: sound } : {}),
      ...media.fields,
    },
    file: media.file,
  };
}

/** Frames say it exactly; seconds are for servers that know only them, and for what the server tells of the work. */
function lengthOf(
  { mode, durationSeconds, inputs }: EngineRequest,
  { traits }: Served,
  options: VideosOptions,
  { driverDecidesLength, secondsAs }: Dialect,
): Fields {
  const isDriven = mode === 'motion_control';
  const wanted = durationSeconds ?? inputs.referenceVideo?.durationSeconds ?? null;
  const fps = takesExtensions(options) ? { fps: traits.fps } : {};
  if (isDriven && (driverDecidesLength || wanted === null)) return fps;
  const seconds = wanted === null ? null : madeSeconds(wanted, traits);
  if (seconds === null) throw new UnsendableError(`${wanted ?? 'so many'} seconds are not made`);
  const whole = Math.ceil(seconds);
  return {
    ...(isDriven ? {} : { seconds: secondsAs === 'text' ? String(whole) : whole }),
    ...(takesExtensions(options) ? { ...fps, num_frames: frameCount(seconds, traits) } : {}),
  };
}

function extensionsOf({ seed, negativePrompt, cfgScale }: EngineRequest, { traits }: Served): Fields {
  const { guidance, steps } = traits;
  return {
    seed,
    ...(negativePrompt === null ? {} : { negative_prompt: negativePrompt }),
    ...(guidance === null ? {} : { guidance_scale: guidanceScale(cfgScale, guidance) }),
    ...(steps === null ? {} : { num_inference_steps: steps }),
  };
}

function mediaOf({ mode, inputs }: EngineRequest, options: VideosOptions, dialect: Dialect): Plan {
  if (mode === 'text_to_video') return { fields: {}, file: null };
  if (mode === 'image_to_video') return { fields: {}, file: given(inputs.image, 'the image') };
  const driver = given(inputs.referenceVideo, 'the driver');
  const character = given(inputs.referenceImage, 'the character');
  return MOTION_MEDIA[dialect.motion](driver, character, options);
}

type MotionMedia = (driver: EngineInput, character: EngineInput, options: VideosOptions) => Plan;

const MOTION_MEDIA: Readonly<Record<Dialect['motion'], MotionMedia>> = {
  none() {
    throw new UnsendableError('the server has no field for a driver');
  },
  file_and_address(driver, character, { sharedDirectory }) {
    const path = sharedPath(driver.path, sharedDirectory);
    return {
      fields: path === null ? { video_url: addressOf(driver) } : { video_path: path },
      file: character,
    };
  },
  // Not with `input_reference`; and a field of a form may have 1 MB, which is too little for a driver as base64.
  two_addresses: (driver, character) => ({
    fields: {
      image_reference: JSON.stringify({ image_url: addressOf(character) }),
      video_reference: JSON.stringify({ video_url: addressOf(driver) }),
    },
    file: null,
  }),
};

function given(input: EngineInput | undefined, name: string): EngineInput {
  if (!input) throw new UnsendableError(`${name} is not there`);
  return input;
}

function addressOf({ publicUrl }: EngineInput): string {
  if (publicUrl === null)
    throw new UnsendableError('the server fetches inputs itself: set REELAY_PUBLIC_URL');
  return publicUrl;
}

const EXTENSIONS: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
};

async function formOf(fields: Fields, file: EngineInput | null): Promise<FormData> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, String(value));
  if (file !== null) {
    const { path, mediaType } = file;
    form.append(
      'input_reference',
      await openAsBlob(path, { type: mediaType }),
      `input.${EXTENSIONS[mediaType] ?? 'bin'}`,
    );
  }
  return form;
}
