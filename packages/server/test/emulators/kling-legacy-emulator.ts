/** Kling's legacy standard, as its documentation has it; the models that it lost on 2026-09-15 are gone. */
import { z } from 'zod';
import type {
  EmulatedReply,
  EmulatedRequest,
  EmulatedUpstream,
  EmulatedWork,
  WorkState,
} from './emulated-upstream.ts';
import type { EmulatorWorld } from './emulator.ts';
import {
  checkKey,
  dollarsOf,
  klingMessage,
  klingReply,
  picture,
  readBody,
  refuse,
  webAddress,
  type KlingLogin,
} from './kling-request.ts';

const FILM_MODELS = ['kling-v3', 'kling-v2-6', 'kling-v2-5-turbo'];
const FIRST_MODELS = ['kling-v1', 'kling-v1-5', 'kling-v1-6'];
const SECOND_MODELS = ['kling-v2-master', 'kling-v2-1', 'kling-v2-1-master'];

const common = {
  model_name: z.string(),
  callback_url: webAddress.optional(),
  external_task_id: z.string().optional(),
  watermark_info: z.strictObject({ enabled: z.boolean() }).optional(),
};
const amount = z.number().min(-10).max(10);
const camera = z.strictObject({
  type: z.enum(['simple', 'down_back', 'forward_up', 'right_turn_forward', 'left_turn_forward']),
  config: z
    .strictObject({
      horizontal: amount,
      vertical: amount,
      pan: amount,
      tilt: amount,
      roll: amount,
      zoom: amount,
    })
    .optional(),
});
const film = {
  ...common,
  negative_prompt: z.string().max(2_500).optional(),
  cfg_scale: z.number().min(0).max(1).optional(),
  camera_control: camera.optional(),
  mode: z.enum(['std', 'pro', '4k']).optional(),
  duration: z.string().regex(/^\d+$/).optional(),
  sound: z.enum(['on', 'off']).optional(),
  multi_shot: z.boolean().optional(),
};
const aspect = z.enum(['16:9', '9:16', '1:1']).optional();

const BODIES = {
  text2video: z.strictObject({ ...film, prompt: z.string().min(1).max(2_500), aspect_ratio: aspect }),
  image2video: z.strictObject({
    ...film,
    prompt: z.string().max(2_500).optional(),
    image: picture,
    image_tail: picture.optional(),
  }),
  'motion-control': z.strictObject({
    ...common,
    prompt: z.string().max(2_500).optional(),
    image_url: picture,
    video_url: webAddress,
    character_orientation: z.enum(['image', 'video']),
    keep_original_sound: z.enum(['yes', 'no']).optional(),
    mode: z.enum(['std', 'pro']),
  }),
  'omni-video': z.strictObject({
    ...common,
    prompt: z.string().min(1).max(2_500),
    image_list: z
      .array(z.strictObject({ image_url: picture, type: z.enum(['first_frame', 'end_frame']).optional() }))
      .max(7)
      .optional(),
    mode: z.enum(['std', 'pro', '4k']).optional(),
    sound: z.enum(['on', 'off']).optional(),
    multi_shot: z.boolean().optional(),
    aspect_ratio: aspect,
    duration: z.string().regex(/^\d+$/).optional(),
  }),
} as const;
type Product = keyof typeof BODIES;

const SERVED: Readonly<Record<Product, readonly string[]>> = {
  text2video: FILM_MODELS,
  image2video: FILM_MODELS,
  'motion-control': ['kling-v2-6', 'kling-v3'],
  'omni-video': ['kling-video-o1', 'kling-v3-omni'],
};

const Passed = z.object({
  model_name: z.string(),
  prompt: z.string().optional(),
  callback_url: z.string().optional(),
  external_task_id: z.string().optional(),
  cfg_scale: z.number().optional(),
  camera_control: z.unknown().optional(),
  sound: z.string().optional(),
  mode: z.string().optional(),
  multi_shot: z.boolean().optional(),
  duration: z.string().optional(),
  image_list: z.array(z.object({ type: z.string().optional() })).optional(),
  aspect_ratio: z.string().optional(),
});
type Passed = z.infer<typeof Passed>;

export interface KlingLegacyEmulatorOptions extends KlingLogin {
  readonly callbackSecret?: string;
  /** Milliseconds, for tokens. */
  readonly now?: () => number;
  /** Still has the models of before 2026-09-15, as a relay may. */
  readonly hasOldModels?: boolean;
  /** Takes units of a package instead of dollars: so many for each work. */
  readonly units?: string;
}

const WORDS: Readonly<Record<WorkState, string>> = {
  queued: 'submitted',
  running: 'processing',
  succeeded: 'succeed',
  failed: 'failed',
  refused_content: 'failed',
  cancelled: 'failed',
};
const MESSAGES: Partial<Record<WorkState, string>> = {
  failed: 'Service busy, generation failed',
  refused_content: 'Triggered the content risk control of the platform',
};

export function klingLegacyEmulator(
  world: EmulatorWorld,
  settings: KlingLegacyEmulatorOptions,
): EmulatedUpstream {
  const { now = () => Date.now() } = settings;
  const guarded = (answer: (request: EmulatedRequest) => EmulatedReply) => (request: EmulatedRequest) => {
    checkKey(request, settings, now);
    return answer(request);
  };
  const products = '(?<product>text2video|image2video|motion-control|omni-video)';
  return {
    routes: [
      {
        method: 'POST',
        pattern: new RegExp(`^/v1/videos/${products}$`),
        operation: 'create',
        answer: guarded((request) => create(world, settings, request)),
      },
      {
        method: 'GET',
        pattern: new RegExp(`^/v1/videos/${products}/(?<id>work-[^/]+)$`),
        operation: 'status',
        answer: guarded((request) => tell(world, settings, request, 'poll')),
      },
      {
        method: 'GET',
        pattern: new RegExp(`^/v1/videos/${products}/(?<id>[^/]+)$`),
        operation: 'find',
        answer: guarded((request) => tell(world, settings, request, 'peek')),
      },
      {
        method: 'GET',
        pattern: new RegExp(`^/v1/videos/${products}$`),
        operation: 'other',
        answer: guarded(() => done([])),
      },
    ],
    full: klingReply(429, 1303, 'parallel task over resource pack limit'),
    account: klingReply(429, 1101, 'Account in arrears'),
    error: (status) => klingReply(status, { 503: 5001, 504: 5002 }[status] ?? 5000, 'Server internal error'),
    withWrongWord: (reply) => ({
      ...reply,
      body: JSON.parse(
        JSON.stringify(reply.body).replaceAll(/"task_status":"\w+"/g, '"task_status":"reviewing"'),
      ),
    }),
    callback: (work, state, at) =>
      klingMessage(`message-${work.id}`, taskOf(world, settings, work, state), settings.callbackSecret, at),
  };
}

function create(
  world: EmulatorWorld,
  settings: KlingLegacyEmulatorOptions,
  request: EmulatedRequest,
): EmulatedReply {
  const product = request.params['product'] as Product;
  const body = readBody<object>(request, BODIES[product]);
  const passed = Passed.parse(body);
  const old = product.endsWith('2video') && settings.hasOldModels ? [...FIRST_MODELS, ...SECOND_MODELS] : [];
  if (![...SERVED[product], ...old].includes(passed.model_name))
    refuse(404, 1203, `model ${passed.model_name} is not supported`);
  const wrong = wrongFor(product, passed);
  if (wrong !== null) refuse(400, 1201, wrong);
  const key = passed.external_task_id || null;
  if (key !== null && world.findByKey(key)) refuse(400, 1201, `external_task_id ${key} already exists`);
  const work = world.accept({
    key,
    prompt: passed.prompt ?? '',
    request: { product, ...body },
    callbackUrl: passed.callback_url ?? null,
  });
  return done({
    task_id: work.id,
    task_status: 'submitted',
    task_info: { external_task_id: key ?? '' },
    created_at: 1_722_769_557_708,
    updated_at: 1_722_769_557_708,
  });
}

/** What depends on the model. */
function wrongFor(product: Product, passed: Passed): string | null {
  const { model_name: model, duration = '5', image_list: pictures = [] } = passed;
  const isFirst = FIRST_MODELS.includes(model);
  if (passed.cfg_scale !== undefined && !isFirst) return `cfg_scale is not supported by ${model}`;
  if (passed.camera_control !== undefined && !isFirst) return `camera_control is not supported by ${model}`;
  if (passed.sound !== undefined && !['kling-v3', 'kling-v3-omni', 'kling-v2-6'].includes(model))
    return `sound is not supported by ${model}`;
  if (passed.sound === 'on' && model === 'kling-v2-6' && passed.mode !== 'pro') return 'sound is pro only';
  if (passed.multi_shot !== undefined && !['kling-v3', 'kling-v3-omni'].includes(model))
    return `multi_shot is not supported by ${model}`;
  if (product === 'omni-video' && pictures.length === 0 && passed.aspect_ratio === undefined)
    return 'aspect_ratio is required';
  const seconds = Number(duration);
  if (['kling-v3', 'kling-v3-omni'].includes(model))
    return seconds >= 3 && seconds <= 15 ? null : 'duration must be 3 to 15';
  if (model === 'kling-video-o1' && pictures.some(({ type }) => type === undefined))
    return seconds >= 3 && seconds <= 10 ? null : 'duration must be 3 to 10';
  return duration === '5' || duration === '10' ? null : 'duration must be 5 or 10';
}

function tell(
  world: EmulatorWorld,
  settings: KlingLegacyEmulatorOptions,
  { params }: EmulatedRequest,
  how: 'poll' | 'peek',
): EmulatedReply {
  const id = decodeURIComponent(params['id'] ?? '');
  const work = world.find(id) ?? world.findByKey(id);
  const isThere = work && (work.request as { product: string }).product === params['product'];
  if (!isThere) refuse(404, 1203, 'task does not exist');
  return done(taskOf(world, settings, work, world[how](work)));
}

function taskOf(
  world: EmulatorWorld,
  { units }: KlingLegacyEmulatorOptions,
  work: EmulatedWork,
  state: WorkState,
): object {
  const dollars = dollarsOf(work.chargedMicros);
  return {
    task_id: work.id,
    task_status: WORDS[state],
    task_status_msg: MESSAGES[state] ?? '',
    task_info: { external_task_id: work.key ?? '' },
    watermark_info: { enabled: false },
    created_at: 1_722_769_557_708,
    updated_at: 1_722_769_557_708,
    ...(state === 'succeeded'
      ? {
          ...(units === undefined
            ? { final_unit_deduction: '0', final_balance_deduction: { quota: dollars, list_price: dollars } }
            : { final_unit_deduction: units }),
          task_result: {
            videos: [{ id: `video-${work.id}`, url: world.fileUrl(work), duration: '5.0' }],
          },
        }
      : {}),
  };
}

function done(data: unknown): EmulatedReply {
  return { status: 200, body: { code: 0, message: 'SUCCEED', request_id: 'request-1', data } };
}
