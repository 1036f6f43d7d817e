import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
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

const TEXT_PROMPT = 'A panda playing guitar by a campfire in a snowy forest, slow zoom in';
const IMAGE_PROMPT = 'Slow dolly in, a light breeze';

/** The request that the options mean, with the files they name. Refuses what cannot be meant. */
export async function demoRequest(words: readonly string[], options: DemoOptions): Promise<DemoRequest> {
  const { image, motion } = options;
  if (motion !== undefined && image === undefined)
    throw new UsageError('--motion needs --image as well: the character that shall move like the video');
  const prompt = words.join(' ') || defaultPrompt(options);
  const body = {
    ...(prompt === undefined ? {} : { prompt }),
    model: options.model ?? modelFor(options),
    ...(motion === undefined ? filmFields(options) : driverFields(options)),
    ...(options.seed === undefined ? {} : { seed: Number(options.seed) }),
    ...(options.negativePrompt === undefined ? {} : { negative_prompt: options.negativePrompt }),
    ...(options.sound ? { sound: true } : {}),
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

function modelFor({ motion, sound }: DemoOptions): string {
  if (motion !== undefined) return 'kling_3_motion';
  return sound ? 'kling_2.6' : 'kling_2.5_turbo';
}

function filmFields({ duration, aspectRatio }: DemoOptions): Record<string, string> {
  return {
    ...(duration === undefined ? {} : { duration }),
    ...(aspectRatio === undefined ? {} : { aspect_ratio: aspectRatio }),
  };
}

function driverFields({ orientation, originalSound }: DemoOptions): Record<string, string | boolean> {
  return {
    ...(orientation === undefined ? {} : { character_orientation: orientation }),
    keep_original_sound: originalSound,
  };
}

async function mediaField(option: string, field: string, place: string): Promise<Record<string, string>> {
  if (isAddress(place)) return { [`${field}_url`]: place };
  const found = await stat(place).catch(() => null);
  if (found === null) throw new UsageError(`${option}: there is no file ${place}`);
  if (!found.isFile()) throw new UsageError(`${option}: ${place} is not a file`);
  return { [`${field}_base64`]: await readFile(place, 'base64') };
}

function describeFrom({ image, motion }: DemoOptions): string {
  if (image === undefined) return 'text';
  return motion === undefined
    ? `text and the picture ${nameOf(image)}`
    : `the movement of ${nameOf(motion)} and the character of ${nameOf(image)}`;
}

function nameOf(place: string): string {
  return isAddress(place) ? place : basename(place);
}

function isAddress(place: string): boolean {
  return /^https?:\/\//i.test(place);
}

function isOnThisMachine(place: string): boolean {
  const host = isAddress(place) ? URL.parse(place)?.hostname : undefined;
  return host !== undefined && /^(.+\.)?localhost$|^127(\.\d{1,3}){3}$|^\[::1\]$/.test(host);
}
