import { isAddress, nameOfPlace, readMediaFile } from './request/media-place.ts';
import { nameOption, type OptionOf } from './request/name-option.ts';
import { modelFor, saidFields } from './request/said-fields.ts';
import { UsageError } from './usage-error.ts';

/** What can be said on the command line; absent is unsaid. */
export interface DemoOptions {
  readonly model?: string;
  readonly duration?: string;
  readonly aspectRatio?: string;
  readonly seed?: string;
  readonly negativePrompt?: string;
  /** A path or an address: the first frame, or with `motion` the character. */
  readonly image?: string;
  /** A path or an address: the driver. */
  readonly motion?: string;
  readonly orientation?: string;
  /** False with `--no-original-sound`. */
  readonly originalSound: boolean;
  readonly sound?: boolean;
  readonly output: string;
}

export interface DemoRequest {
  /** Of `POST /v1/kling/generate`. The server is the one who checks it. */
  readonly body: Readonly<Record<string, unknown>>;
  /** What it is made from, for people. */
  readonly from: string;
  /** Whether something has to be downloaded from this machine, which a server refuses unless it is told otherwise. */
  readonly needsLoopback: boolean;
}

const OPTION_OF: OptionOf = {
  image_url: '--image',
  image_base64: '--image',
  reference_image_url: '--image',
  reference_image_base64: '--image',
  reference_video_url: '--motion',
  reference_video_base64: '--motion',
  character_orientation: '--orientation',
  keep_original_sound: '--no-original-sound',
  model: '--model',
  duration: '--duration',
  aspect_ratio: '--aspect-ratio',
  seed: '--seed',
  negative_prompt: '--negative-prompt',
  sound: '--sound',
};

const TEXT_PROMPT = 'A panda playing guitar by a campfire in a snowy forest, slow zoom in';
const IMAGE_PROMPT = 'Slow dolly in, a light breeze';

/** The request that the options mean, with the files they name. Refuses what cannot be meant. */
export async function demoRequest(words: readonly string[], options: DemoOptions): Promise<DemoRequest> {
  const { image, motion, aspectRatio } = options;
  if (motion !== undefined && image === undefined)
    throw new UsageError('--motion needs --image as well: the character that shall move like the video');
  const prompt = words.join(' ') || defaultPrompt(options);
  const body = {
    ...(prompt === undefined ? {} : { prompt }),
    model: options.model ?? modelFor({ ...options, hasDriver: motion !== undefined }),
    ...saidFields({ ...options, ...(aspectRatio === undefined ? {} : { ratio: aspectRatio }) }),
    ...(image === undefined
      ? {}
      : await mediaField('--image', motion === undefined ? 'image' : 'reference_image', image)),
    ...(motion === undefined ? {} : await mediaField('--motion', 'reference_video', motion)),
  };
  const places = [image, motion].filter((place) => place !== undefined);
  return { body, from: describeFrom(options), needsLoopback: places.some(isOnThisMachine) };
}

function defaultPrompt({ image, motion }: DemoOptions): string | undefined {
  if (motion !== undefined) return undefined;
  return image === undefined ? TEXT_PROMPT : IMAGE_PROMPT;
}

async function mediaField(option: string, field: string, place: string): Promise<Record<string, string>> {
  if (isAddress(place)) return { [`${field}_url`]: place };
  return { [`${field}_base64`]: await readMediaFile(option, place) };
}

function describeFrom({ image, motion }: DemoOptions): string {
  if (image === undefined) return 'text';
  return motion === undefined
    ? `text and the picture ${nameOfPlace(image)}`
    : `the movement of ${nameOfPlace(motion)} and the character of ${nameOfPlace(image)}`;
}

function isOnThisMachine(place: string): boolean {
  const host = isAddress(place) ? URL.parse(place)?.hostname : undefined;
  return host !== undefined && /^(.+\.)?localhost$|^127(\.\d{1,3}){3}$|^\[::1\]$/.test(host);
}

/** A refusal of the server for who knows the options and not the fields: it begins with the option at fault. */
export function inOptionWords(refusal: {
  readonly message: string;
  readonly field: string | undefined;
}): string {
  return nameOption(refusal, OPTION_OF);
}
