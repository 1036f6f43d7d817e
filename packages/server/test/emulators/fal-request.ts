/** What the emulated fal checks in a request: the key, the headers, and the input of each endpoint (its schemas, 2026-09). */
import { z } from 'zod';
import { EmulatedRefusal, type EmulatedReply, type EmulatedRequest } from './emulated-upstream.ts';

export function refuse(status: number, detail: unknown): never {
  throw new EmulatedRefusal(falError(status, detail));
}

export function falError(status: number, detail: unknown): EmulatedReply {
  return { status, body: { detail } };
}

export function checkKey({ headers }: EmulatedRequest, apiKey: string): void {
  const header = headers['authorization'];
  if (!header) refuse(401, 'Authentication is required to access this application');
  if (header !== `Key ${apiKey}`) refuse(401, 'Cannot access application, the key is not valid');
}

const webAddress = z.url({ protocol: /^https?$/ });
const picture = z.union([
  webAddress,
  z.string().regex(/^data:image\/(jpeg|png|webp);base64,[A-Za-z0-9+/]+={0,2}$/),
]);
const prompt = z.string().min(1).max(2_500);
const aspect_ratio = z.enum(['16:9', '9:16', '1:1']).optional();
const negative_prompt = z.string().max(2_500).optional();
const cfg_scale = z.number().min(0).max(1).optional();
const generate_audio = z.boolean().optional();
const shot_type = z.string().optional();

/** Strings, not numbers. */
function seconds(least: number, most: number) {
  return z.enum(Array.from({ length: most - least + 1 }, (_, index) => String(least + index))).optional();
}
const fiveOrTen = z.enum(['5', '10']).optional();
const threeToTen = seconds(3, 10);
const threeToFifteen = seconds(3, 15);

const INPUTS: Readonly<Record<string, z.ZodType<object>>> = {
  ...both('v3/standard', v3Text(), v3Image()),
  ...both('v3/pro', v3Text(), v3Image()),
  ...both(
    'v2.6/pro',
    z.strictObject({ prompt, duration: fiveOrTen, aspect_ratio, negative_prompt, cfg_scale, generate_audio }),
    z.strictObject({
      prompt,
      start_image_url: picture,
      end_image_url: picture.optional(),
      voice_ids: z.array(z.string()).optional(),
      duration: fiveOrTen,
      negative_prompt,
      generate_audio,
    }),
  ),
  'v2.5-turbo/standard/image-to-video': v2Image(),
  ...both('v2.5-turbo/pro', v2Text(), v2Image()),
  'v2.1/standard/image-to-video': v2Image(),
  'v2.1/pro/image-to-video': v2Image(),
  ...both('v2.1/master', v2Text(), v2Image()),
  ...both('v2/master', v2Text(), v2Image()),
  ...both('v1.6/standard', v2Text(), v2Image()),
  ...both('v1.6/pro', v2Text(), v2Image()),
  ...forEach(['v3/standard', 'v3/pro', 'v2.6/standard', 'v2.6/pro'], 'motion-control', motion()),
  ...forEach(
    ['o1', 'o1/standard'],
    'image-to-video',
    z.strictObject({
      prompt,
      start_image_url: picture,
      end_image_url: picture.optional(),
      duration: threeToTen,
    }),
  ),
  ...forEach(
    ['o1', 'o1/standard'],
    'reference-to-video',
    z.strictObject({
      prompt,
      image_urls: z.array(picture).min(1).max(7),
      duration: threeToTen,
      aspect_ratio,
    }),
  ),
  ...forEach(
    ['o3/standard', 'o3/pro'],
    'text-to-video',
    z.strictObject({ prompt, duration: threeToFifteen, aspect_ratio, generate_audio, shot_type }),
  ),
  ...forEach(
    ['o3/standard', 'o3/pro'],
    'image-to-video',
    z.strictObject({
      prompt,
      image_url: picture,
      end_image_url: picture.optional(),
      duration: threeToFifteen,
      generate_audio,
      shot_type,
    }),
  ),
  ...forEach(
    ['o3/standard', 'o3/pro'],
    'reference-to-video',
    z.strictObject({
      prompt,
      start_image_url: picture.optional(),
      end_image_url: picture.optional(),
      image_urls: z.array(picture).max(7).optional(),
      duration: threeToFifteen,
      aspect_ratio,
      generate_audio,
      shot_type,
    }),
  ),
};

function both(
  path: string,
  text: z.ZodType<object>,
  image: z.ZodType<object>,
): Record<string, z.ZodType<object>> {
  return { [`${path}/text-to-video`]: text, [`${path}/image-to-video`]: image };
}

function forEach(
  paths: readonly string[],
  last: string,
  input: z.ZodType<object>,
): Record<string, z.ZodType<object>> {
  return Object.fromEntries(paths.map((path) => [`${path}/${last}`, input]));
}

function v3Text() {
  return z.strictObject({
    prompt,
    duration: threeToFifteen,
    aspect_ratio,
    generate_audio,
    negative_prompt,
    cfg_scale,
    shot_type,
  });
}

function v3Image() {
  return z.strictObject({
    prompt,
    start_image_url: picture,
    end_image_url: picture.optional(),
    duration: threeToFifteen,
    generate_audio,
    negative_prompt,
    cfg_scale,
    shot_type,
  });
}

function v2Text() {
  return z.strictObject({ prompt, duration: fiveOrTen, aspect_ratio, negative_prompt, cfg_scale });
}

function v2Image() {
  return z.strictObject({
    prompt,
    image_url: picture,
    tail_image_url: picture.optional(),
    duration: fiveOrTen,
    negative_prompt,
    cfg_scale,
  });
}

function motion() {
  return z.strictObject({
    prompt: prompt.optional(),
    image_url: picture,
    // fal fetches it; nobody sends a video as base64.
    video_url: webAddress,
    character_orientation: z.enum(['image', 'video']),
    keep_original_sound: z.boolean().optional(),
  });
}

const PRIORITIES: ReadonlySet<string> = new Set(['normal', 'low']);

/** The input of a submit to `fal-ai/kling-video/...`, as it came. */
export function readInput(request: EmulatedRequest, path: string): object {
  const schema = Object.hasOwn(INPUTS, path) ? INPUTS[path] : undefined;
  if (!schema) refuse(404, `Application "${path}" not found`);
  const { 'content-type': type = '', 'x-fal-queue-priority': priority = 'normal' } = request.headers;
  if (!/^application\/json\b/.test(type)) refuse(415, 'the content type must be application/json');
  if (!PRIORITIES.has(priority)) refuse(400, 'x-fal-queue-priority is normal or low');
  for (const name of request.query.keys()) if (name !== 'fal_webhook') refuse(400, `unknown query ${name}`);
  const read = schema.safeParse(parse(request.body));
  if (read.success) return read.data;
  return refuse(
    422,
    read.error.issues.map((issue) => ({
      loc: ['body', ...issue.path],
      msg: issue.message,
      type: issue.code === 'invalid_type' ? 'missing' : 'value_error',
      input: '...',
    })),
  );
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return refuse(422, [{ loc: ['body'], msg: 'JSON decode error', type: 'json_invalid' }]);
  }
}

export function readWebhook({ query }: EmulatedRequest): string | null {
  const url = query.get('fal_webhook');
  if (url !== null && !webAddress.safeParse(url).success) refuse(400, 'fal_webhook is not a URL');
  return url;
}
