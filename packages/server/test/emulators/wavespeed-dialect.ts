/** WaveSpeed has the model in the path and the webhook in the query. */
import { z } from 'zod';
import {
  accept,
  address,
  aspect,
  cfg,
  message,
  prompt,
  readJson,
  refuseWith,
  route,
  says,
  withWord,
} from './aggregator-dialect.ts';
import type { EmulatedRequest, EmulatedUpstream, EmulatedWork, WorkState } from './emulated-upstream.ts';
import type { EmulatorWorld } from './emulator.ts';

const waveFilm = {
  prompt,
  negative_prompt: prompt.optional(),
  cfg_scale: cfg.optional(),
  sound: z.boolean().optional(),
};
const threeToFifteen = z.int().min(3).max(15);
const five = z.union([z.literal(5), z.literal(10)]);
const WAVE_BODIES: readonly (readonly [RegExp, z.ZodType<{ prompt?: string | undefined }>])[] = [
  [
    /^kling-v3\.0-(std|pro)\/text-to-video$/,
    z.strictObject({ ...waveFilm, duration: threeToFifteen, aspect_ratio: aspect }),
  ],
  [
    /^kling-v3\.0-(std|pro)\/image-to-video$/,
    z.strictObject({ ...waveFilm, duration: threeToFifteen, image: address }),
  ],
  [
    /^kling-v(2\.6|3\.0)-(std|pro)\/motion-control$/,
    z.strictObject({
      image: address,
      video: address,
      character_orientation: z.enum(['image', 'video']),
      prompt: prompt.optional(),
      negative_prompt: prompt.optional(),
      keep_original_sound: z.boolean().optional(),
    }),
  ],
  [
    /^(kling-v2\.6-pro\/text-to-video|kling-v2\.5-turbo-pro\/text-to-video|kling-v2\.1-t2v-master)$/,
    z.strictObject({ ...waveFilm, duration: five, aspect_ratio: aspect }),
  ],
  [
    /^(kling-v2\.6-pro\/image-to-video|kling-v2\.5-turbo-(std|pro)\/image-to-video|kling-v2\.1-i2v-(standard|pro|master))$/,
    z.strictObject({ ...waveFilm, duration: five, image: address }),
  ],
];

const WAVE_STATES = {
  queued: 'created',
  running: 'processing',
  succeeded: 'completed',
  failed: 'failed',
  refused_content: 'failed',
  cancelled: 'failed',
} as const satisfies Record<WorkState, string>;

const say = says((code) => code, 'message');
const refuse = refuseWith(say);

export function wavespeed(world: EmulatorWorld, apiKey: string): EmulatedUpstream {
  const guard = ({ headers }: EmulatedRequest) => {
    if (headers['authorization'] !== `Bearer ${apiKey}`) throw refuse(401, 'unauthorized');
  };
  const prediction = (work: EmulatedWork, state: WorkState) => ({
    id: work.id,
    outputs: state === 'succeeded' ? [world.fileUrl(work)] : [],
    status: WAVE_STATES[state],
    error: WAVE_STATES[state] === 'failed' ? 'generation failed' : '',
  });
  const create = (request: EmulatedRequest) => {
    guard(request);
    const model = request.params['model'] ?? '';
    const schema = WAVE_BODIES.find(([pattern]) => pattern.test(model))?.[1];
    if (!schema) throw refuse(404, `product not found: ${model}`);
    const body = readJson(request, schema, refuse);
    const callbackUrl = request.query.get('webhook') ?? undefined;
    const work = accept(world, { prompt: body.prompt, callbackUrl, request: { model, ...body } });
    return say(200, 'success', prediction(work, 'queued'));
  };
  const query = (request: EmulatedRequest) => {
    guard(request);
    const work = world.find(decodeURIComponent(request.params['id'] ?? ''));
    if (!work) throw refuse(404, 'prediction not found');
    return say(200, 'success', prediction(work, world.poll(work)));
  };
  return {
    routes: [
      route('POST', /^\/api\/v3\/kwaivgi\/(?<model>.+)$/, 'create', create),
      route('GET', /^\/api\/v3\/predictions\/(?<id>[^/]+)\/result$/, 'status', query),
    ],
    full: { ...say(429, 'rate limit exceeded'), headers: { 'retry-after': '7' } },
    account: say(402, 'insufficient credits'),
    error: (status) => say(status, 'server error'),
    withWrongWord: withWord('status'),
    callback: (work, state) => message(prediction(work, state)),
  };
}
