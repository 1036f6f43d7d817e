/** kie answers everything with HTTP 200 and a code of its own. */
import { z } from 'zod';
import {
  accept,
  address,
  aspect,
  cfg,
  fiveOrTen,
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

const kieBody = (model: string | readonly string[], input: z.ZodType<{ prompt?: string | undefined }>) =>
  z.strictObject({ model: z.enum([model].flat()), callBackUrl: address.optional(), input });

const KIE_BODIES = [
  kieBody(
    'kling-3.0/video',
    z.strictObject({
      prompt,
      image_urls: z.array(address).min(1).max(2).optional(),
      sound: z.boolean(),
      duration: z.string().regex(/^([3-9]|1[0-5])$/),
      aspect_ratio: aspect.optional(),
      mode: z.enum(['std', 'pro']),
      multi_shots: z.literal(false),
    }),
  ),
  kieBody(
    'kling-3.0/motion-control',
    z.strictObject({
      prompt: prompt.optional(),
      input_urls: z.array(address).length(1),
      video_urls: z.array(address).length(1),
      mode: z.enum(['std', 'pro']).optional(),
      character_orientation: z.enum(['image', 'video']).optional(),
      background_source: z.enum(['input_video', 'input_image']).optional(),
    }),
  ),
  kieBody(
    'kling-2.6/motion-control',
    z.strictObject({
      prompt: prompt.optional(),
      input_urls: z.array(address).length(1),
      video_urls: z.array(address).length(1),
      mode: z.enum(['720p', '1080p']),
      character_orientation: z.enum(['image', 'video']),
    }),
  ),
  kieBody(
    'kling-2.6/text-to-video',
    z.strictObject({
      prompt: z.string().max(1_000),
      sound: z.boolean(),
      aspect_ratio: aspect,
      duration: fiveOrTen,
    }),
  ),
  kieBody(
    'kling-2.6/image-to-video',
    z.strictObject({
      prompt: z.string().max(1_000),
      image_urls: z.array(address).length(1),
      sound: z.boolean(),
      duration: fiveOrTen,
    }),
  ),
  kieBody(
    ['kling/v2-5-turbo-text-to-video-pro', 'kling/v2-1-master-text-to-video'],
    z.strictObject({
      prompt,
      duration: fiveOrTen.optional(),
      aspect_ratio: aspect.optional(),
      negative_prompt: prompt.optional(),
      cfg_scale: cfg.optional(),
    }),
  ),
  kieBody(
    [
      'kling/v2-5-turbo-image-to-video-pro',
      'kling/v2-1-standard',
      'kling/v2-1-pro',
      'kling/v2-1-master-image-to-video',
    ],
    z.strictObject({
      prompt,
      image_url: address,
      tail_image_url: z.string().optional(),
      duration: fiveOrTen.optional(),
      negative_prompt: prompt.optional(),
      cfg_scale: cfg.optional(),
    }),
  ),
] as const;

const KIE_STATES = {
  queued: 'waiting',
  running: 'generating',
  succeeded: 'success',
  failed: 'fail',
  refused_content: 'fail',
  cancelled: 'fail',
} as const satisfies Record<WorkState, string>;

const say = says(() => 200, 'msg');
const refuse = refuseWith(say);

export function kie(world: EmulatorWorld, apiKey: string): EmulatedUpstream {
  const guard = ({ headers }: EmulatedRequest) => {
    if (headers['authorization'] !== `Bearer ${apiKey}`)
      throw refuse(401, 'You do not have access permissions');
  };
  const record = (work: EmulatedWork, state: WorkState) => ({
    taskId: work.id,
    state: KIE_STATES[state],
    resultJson: state === 'succeeded' ? JSON.stringify({ resultUrls: [world.fileUrl(work)] }) : '',
    failCode: KIE_STATES[state] === 'fail' ? '500' : null,
    failMsg: KIE_STATES[state] === 'fail' ? 'Internal Error, Please try again later.' : null,
  });
  const create = (request: EmulatedRequest) => {
    guard(request);
    const { input, callBackUrl, ...rest } = readJson(request, z.union(KIE_BODIES), refuse);
    const work = accept(world, {
      prompt: input.prompt,
      callbackUrl: callBackUrl,
      request: { ...rest, input },
    });
    return say(200, 'success', { taskId: work.id });
  };
  const query = (request: EmulatedRequest) => {
    guard(request);
    const work = world.find(request.query.get('taskId') ?? '');
    if (!work) throw refuse(422, 'recordInfo is null');
    return say(200, 'success', record(work, world.poll(work)));
  };
  return {
    routes: [
      route('POST', /^\/api\/v1\/jobs\/createTask$/, 'create', create),
      route('GET', /^\/api\/v1\/jobs\/recordInfo$/, 'status', query),
    ],
    full: say(429, 'Your call frequency is too high'),
    account: say(402, 'Credits insufficient'),
    error: (status) =>
      status === 500 ? say(500, 'Server exception') : { status, body: { msg: 'unavailable' } },
    withWrongWord: withWord('state'),
    callback: (work, state) => message({ code: 200, msg: 'success', data: record(work, state) }),
  };
}
