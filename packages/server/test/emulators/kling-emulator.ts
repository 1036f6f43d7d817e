/** Kling's current standard, as its documentation of September 2026 has it. */
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
} from './kling-request.ts';

const MOST_IDS = 20;

const options = z.strictObject({
  callback_url: webAddress.optional(),
  external_task_id: z.string().optional(),
  watermark_info: z.strictObject({ enabled: z.boolean() }).optional(),
});
const aspect = z.enum(['16:9', '9:16', '1:1']).optional();
const prompt = (most: number) =>
  z.strictObject({ type: z.literal('prompt'), text: z.string().min(1).max(most) });
const frame = (type: string, hasId = false) =>
  z.strictObject({ type: z.literal(type), url: picture, ...(hasId ? { id: z.string().optional() } : {}) });

/** What the settings of each model are beside its resolution. */
const THREE_TO_FIFTEEN = z.number().int().min(3).max(15).optional();
const FIVE_OR_TEN = z.union([z.literal(5), z.literal(10)]).optional();
const small = z.enum(['720p', '1080p']).optional();
const large = z.enum(['720p', '1080p', '4k']).optional();
const audio = z.enum(['native', 'off']).optional();
const SETTINGS = {
  'kling-3.0-turbo': { resolution: small, duration: THREE_TO_FIFTEEN },
  'kling-3.0': { resolution: large, duration: THREE_TO_FIFTEEN, audio, multi_shot: z.boolean().optional() },
  'kling-2.6': { resolution: small, duration: FIVE_OR_TEN, audio },
  'kling-2.5-turbo': { resolution: small, duration: FIVE_OR_TEN },
} as const;
const PROMPTS = {
  'kling-3.0-turbo': 3_072,
  'kling-3.0': 3_072,
  'kling-2.6': 2_500,
  'kling-2.5-turbo': 2_500,
};

type FilmModel = keyof typeof SETTINGS;

function textToVideo(model: FilmModel) {
  return z.strictObject({
    prompt: z.string().min(1).max(PROMPTS[model]),
    settings: z.strictObject({ ...SETTINGS[model], aspect_ratio: aspect }).optional(),
    options: options.optional(),
  });
}

function imageToVideo(model: FilmModel) {
  const content =
    model === 'kling-3.0-turbo'
      ? z.union([prompt(2_500), frame('first_frame')])
      : z.union([prompt(PROMPTS[model]), frame('first_frame'), frame('last_frame')]);
  return z
    .strictObject({
      contents: z.array(content),
      settings: z.strictObject(SETTINGS[model]).optional(),
      options: options.optional(),
    })
    .refine(({ contents }) => contents.filter(({ type }) => type === 'first_frame').length === 1, {
      error: 'exactly one first_frame is required',
    })
    .refine(({ contents }) => contents.some(({ type }) => type === 'prompt'), {
      error: 'a prompt is required',
    });
}

const motion = z
  .strictObject({
    contents: z.array(
      z.union([
        prompt(2_500),
        frame('image'),
        z.strictObject({ type: z.literal('video'), url: webAddress }),
        z.strictObject({ type: z.literal('element'), element_id: z.string(), id: z.string() }),
      ]),
    ),
    settings: z.strictObject({
      character_orientation: z.enum(['image', 'video']),
      audio: z.enum(['original', 'off']).optional(),
      resolution: small,
    }),
    options: options.optional(),
  })
  .refine(
    ({ contents }) =>
      ['image', 'video'].every((type) => contents.filter((one) => one.type === type).length === 1),
    {
      error: 'one image and one video are required',
    },
  );

function omni(model: 'kling-3.0-omni' | 'kling-o1') {
  const isO1 = model === 'kling-o1';
  return z
    .strictObject({
      contents: z.array(
        z.union([
          prompt(isO1 ? 2_500 : 3_072),
          frame('first_frame', true),
          frame('last_frame', true),
          frame('refer_image', true),
        ]),
      ),
      settings: isO1
        ? z.strictObject({
            audio: z.enum(['original', 'off']).optional(),
            resolution: small,
            aspect_ratio: aspect,
            duration: z.number().int().min(3).max(10).optional(),
          })
        : z.strictObject({
            multi_shot: z.boolean().optional(),
            audio: z.enum(['native', 'original', 'off']).optional(),
            resolution: large,
            aspect_ratio: aspect,
            duration: THREE_TO_FIFTEEN,
          }),
      options: options.optional(),
    })
    .superRefine(({ contents, settings }, context) => {
      const count = (type: string): number => contents.filter((one) => one.type === type).length;
      const wrong = (message: string): void => context.addIssue({ code: 'custom', message });
      if (count('prompt') !== 1) wrong('one prompt is required');
      if (count('first_frame') + count('last_frame') + count('refer_image') > 7) wrong('at most 7 images');
      if (count('first_frame') === 0 && settings.aspect_ratio === undefined)
        wrong('aspect_ratio is required without a first frame');
      const { duration = 5 } = settings;
      if (isO1 && count('refer_image') === 0 && duration !== 5 && duration !== 10)
        wrong('without reference images the duration is 5 or 10');
    });
}

const BODIES: Readonly<Record<string, z.ZodType>> = {
  ...Object.fromEntries(
    (Object.keys(SETTINGS) as FilmModel[]).flatMap((model) => [
      [`text-to-video/${model}`, textToVideo(model)],
      [`image-to-video/${model}`, imageToVideo(model)],
    ]),
  ),
  'motion-control/kling-3.0': motion,
  'motion-control/kling-2.6': motion,
  'omni-video/kling-3.0-omni': omni('kling-3.0-omni'),
  'omni-video/kling-o1': omni('kling-o1'),
};

/** What is read of every body that passed. */
const Passed = z.object({
  prompt: z.string().optional(),
  contents: z.array(z.object({ type: z.string(), text: z.string().optional() })).optional(),
  settings: z.object({ audio: z.string().optional(), resolution: z.string().optional() }).optional(),
  options: options.optional(),
});

export interface KlingEmulatorOptions {
  readonly apiKey: string;
  readonly callbackSecret?: string;
  /** Takes units of a package instead of dollars: so many for each work. */
  readonly units?: string;
}

const WORDS: Readonly<Record<WorkState, string>> = {
  queued: 'submitted',
  running: 'processing',
  succeeded: 'succeeded',
  failed: 'failed',
  refused_content: 'failed',
  cancelled: 'failed',
};
const MESSAGES: Partial<Record<WorkState, string>> = {
  failed: 'Service busy, generation failed',
  refused_content: 'Triggered the content risk control of the platform',
};

export function klingEmulator(world: EmulatorWorld, settings: KlingEmulatorOptions): EmulatedUpstream {
  const guarded = (answer: (request: EmulatedRequest) => EmulatedReply) => (request: EmulatedRequest) => {
    checkKey(request, { apiKey: settings.apiKey }, () => Date.now());
    return answer(request);
  };
  const tasks = { method: 'GET', pattern: /^\/tasks$/ } as const;
  return {
    routes: [
      {
        method: 'POST',
        pattern: /^\/(?<product>text-to-video|image-to-video|motion-control|omni-video)\/(?<model>[\w.-]+)$/,
        operation: 'create',
        answer: guarded((request) => create(world, request)),
      },
      {
        ...tasks,
        withQuery: 'external_task_ids',
        operation: 'find',
        answer: guarded((request) => list(world, settings, request)),
      },
      { ...tasks, operation: 'status', answer: guarded((request) => list(world, settings, request)) },
    ],
    full: klingReply(429, 1303, 'parallel task over resource pack limit'),
    account: klingReply(429, 1102, 'Resource pack exhausted'),
    error: (status) => klingReply(status, { 503: 5001, 504: 5002 }[status] ?? 5000, 'Server internal error'),
    withWrongWord: (reply) => ({
      ...reply,
      body: JSON.parse(JSON.stringify(reply.body).replaceAll(/"status":"\w+"/g, '"status":"reviewing"')),
    }),
    callback: (work, state, now) =>
      klingMessage(`message-${work.id}`, taskOf(world, settings, work, state), settings.callbackSecret, now),
  };
}

function create(world: EmulatorWorld, request: EmulatedRequest): EmulatedReply {
  const { product = '', model = '' } = request.params;
  const schema = BODIES[`${product}/${model}`];
  if (!schema) refuse(404, 1203, 'model is not supported');
  const body = readBody(request, schema);
  const { prompt: text, contents = [], settings, options: given } = Passed.parse(body);
  if (model === 'kling-2.6' && settings?.audio === 'native' && settings.resolution !== '1080p')
    refuse(400, 1201, 'native audio is 1080p only');
  const key = given?.external_task_id || null;
  if (key !== null && world.findByKey(key)) refuse(400, 1201, `external_task_id ${key} already exists`);
  const work = world.accept({
    key,
    prompt: text ?? contents.find(({ type }) => type === 'prompt')?.text ?? '',
    request: { product, model, ...(body as object) },
    callbackUrl: given?.callback_url ?? null,
  });
  const { id } = work;
  const data = { id, status: 'submitted', create_time: 1_781_080_778_802, update_time: 1_781_080_778_802 };
  return done({ ...data, ...(key === null ? {} : { external_id: key }) });
}

function list(
  world: EmulatorWorld,
  settings: KlingEmulatorOptions,
  { query }: EmulatedRequest,
): EmulatedReply {
  const byId = query.get('task_ids');
  const byKey = query.get('external_task_ids');
  if ((byId === null) === (byKey === null)) refuse(400, 1201, 'give task_ids or external_task_ids');
  const asked = (byId ?? byKey ?? '').split(',');
  if (asked.length > MOST_IDS) refuse(400, 1201, 'at most 20 ids');
  const works = asked.map((one) => (byId === null ? world.findByKey(one) : world.find(one)));
  return done(
    works
      .filter((work) => work !== undefined)
      .map((work) => taskOf(world, settings, work, byId === null ? world.peek(work) : world.poll(work))),
  );
}

function taskOf(
  world: EmulatorWorld,
  { units }: KlingEmulatorOptions,
  work: EmulatedWork,
  state: WorkState,
): object {
  const billing =
    units === undefined
      ? { charge_type: 'cash', cash_type: 'balance', amount: dollarsOf(work.chargedMicros), currency: 'USD' }
      : { charge_type: 'unit', amount: units, package_type: 'video' };
  return {
    id: work.id,
    status: WORDS[state],
    message: MESSAGES[state] ?? '',
    create_time: 1_781_080_778_802,
    update_time: 1_781_080_794_151,
    ...(work.key === null ? {} : { external_id: work.key }),
    ...(state === 'succeeded'
      ? {
          outputs: [{ type: 'video', id: `video-${work.id}`, url: world.fileUrl(work), duration: '5.041' }],
          billing: [billing],
        }
      : {}),
  };
}

function done(data: unknown): EmulatedReply {
  return { status: 200, body: { code: 0, message: 'SUCCEED', request_id: 'request-1', data } };
}
