/** PiAPI answers refusals with their HTTP status and the same code in the body; the case of its status words varies. */
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

const piapiConfig = z.strictObject({
  service_mode: z.enum(['public', 'private', '']).optional(),
  webhook_config: z.strictObject({ endpoint: z.string(), secret: z.string().optional() }).optional(),
});
const piapiFilm = {
  prompt,
  negative_prompt: prompt.optional(),
  cfg_scale: cfg.optional(),
  aspect_ratio: aspect.optional(),
  image_url: address.optional(),
  mode: z.enum(['std', 'pro']),
};
const PIAPI_BODY = z.union([
  z.strictObject({
    model: z.literal('kling'),
    task_type: z.literal('video_generation'),
    input: z.union([
      z.strictObject({
        ...piapiFilm,
        version: z.literal('3.0'),
        duration: z.int().min(3).max(15),
        enable_audio: z.boolean(),
        prefer_multi_shots: z.boolean().optional(),
      }),
      z.strictObject({
        ...piapiFilm,
        version: z.enum(['1.6', '2.1', '2.1-master', '2.5', '2.6']),
        duration: z.union([z.literal(5), z.literal(10)]),
        enable_audio: z.boolean().optional(),
      }),
    ]),
    config: piapiConfig,
  }),
  z.strictObject({
    model: z.literal('kling'),
    task_type: z.literal('motion_control'),
    input: z.strictObject({
      prompt: prompt.optional(),
      image_url: address,
      video_url: address,
      preset_motion: z.string().optional(),
      motion_direction: z.enum(['image_direction', 'video_direction']),
      keep_original_sound: z.boolean(),
      mode: z.enum(['std', 'pro']),
      version: z.enum(['2.6', '3.0']),
    }),
    config: piapiConfig,
  }),
]);

const PIAPI_STATES = {
  queued: 'Pending',
  running: 'processing',
  succeeded: 'Completed',
  failed: 'failed',
  refused_content: 'Failed',
  cancelled: 'failed',
} as const satisfies Record<WorkState, string>;

const say = says((code) => code, 'message');
const refuse = refuseWith(say);

export function piapi(world: EmulatorWorld, apiKey: string): EmulatedUpstream {
  const guard = ({ headers }: EmulatedRequest) => {
    if (headers['x-api-key'] !== apiKey) throw refuse(401, 'Invalid API key');
  };
  const task = (work: EmulatedWork, state: WorkState) => ({
    task_id: work.id,
    model: 'kling',
    status: PIAPI_STATES[state],
    output: state === 'succeeded' ? { video: world.fileUrl(work) } : { video: '' },
    meta: { usage: { type: 'point', frozen: 0, consume: state === 'succeeded' ? 4_200_000 : 0 } },
    error: { code: 0, raw_message: '', message: PIAPI_STATES[state] === 'failed' ? 'task failed' : '' },
  });
  const create = (request: EmulatedRequest) => {
    guard(request);
    const body = readJson(request, PIAPI_BODY, refuse);
    const work = accept(world, {
      prompt: body.input.prompt,
      callbackUrl: body.config.webhook_config?.endpoint,
      request: body,
    });
    return say(200, 'success', task(work, 'queued'));
  };
  const query = (request: EmulatedRequest) => {
    guard(request);
    const work = world.find(decodeURIComponent(request.params['id'] ?? ''));
    if (!work) throw refuse(404, 'task not found');
    return say(200, 'success', task(work, world.poll(work)));
  };
  return {
    routes: [
      route('POST', /^\/api\/v1\/task$/, 'create', create),
      route('GET', /^\/api\/v1\/task\/(?<id>[^/]+)$/, 'status', query),
    ],
    full: { ...say(429, 'too many tasks'), headers: { 'retry-after': '7' } },
    account: say(402, 'insufficient credits'),
    error: (status) => say(status, 'server error'),
    withWrongWord: withWord('status'),
    callback: (work, state) => message({ timestamp: 1, data: task(work, state) }),
  };
}
