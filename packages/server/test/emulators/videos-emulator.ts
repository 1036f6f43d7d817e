/**
 * Servers of `/v1/videos`, strict in each dialect: SGLang-Diffusion (its protocol.py and the recipe of Wan-Animate-2),
 * vLLM-Omni (docs/serving/videos_api.md and its form), and OpenAI's Videos API as relays keep it alive. The real SGLang and
 * vLLM-Omni pass over fields that they do not know; here they are refused, because a field that is passed over is a mistake.
 */
import { z } from 'zod';
import {
  EmulatedRefusal,
  type EmulatedReply,
  type EmulatedRequest,
  type EmulatedRoute,
  type EmulatedUpstream,
  type EmulatedWork,
  type WorkState,
} from './emulated-upstream.ts';
import type { EmulatorWorld } from './emulator.ts';

export interface VideosEmulatorOptions {
  readonly dialect: 'sglang' | 'vllm-omni' | 'generic';
  readonly apiKey?: string;
  /** What it calls its model: vLLM-Omni refuses another name. */
  readonly model?: string;
  /** generic: whether it takes the fields that OpenAI's API does not have. */
  readonly takesExtensions?: boolean;
}

/** A request as the emulator read it, files by their names and types. */
export type VideosRequest = Readonly<Record<string, unknown>>;

export function videosEmulator(world: EmulatorWorld, options: VideosEmulatorOptions): EmulatedUpstream {
  const forgotten = new Set<string>();
  const refuse = refusalsOf(options);
  const find = (params: EmulatedRequest['params']): EmulatedWork => {
    const work = world.find(decodeURIComponent(params['id'] ?? ''));
    if (!work || forgotten.has(work.id)) throw refuse(404, 'not_found', 'Video not found');
    return work;
  };
  const guarded =
    (answer: (request: EmulatedRequest) => EmulatedReply | Promise<EmulatedReply>) =>
    (request: EmulatedRequest): EmulatedReply | Promise<EmulatedReply> => {
      const { authorization } = request.headers;
      if (options.apiKey !== undefined && authorization !== `Bearer ${options.apiKey}`)
        throw refuse(401, 'invalid_api_key', 'Unauthorized');
      return answer(request);
    };
  const view = (work: EmulatedWork, state: WorkState): EmulatedReply => ({
    status: 200,
    body: videoOf(options, work, state),
  });
  const routes: EmulatedRoute[] = [
    {
      method: 'POST',
      pattern: /^\/v1\/videos$/,
      operation: 'create',
      answer: guarded(async (request) => {
        const read = await readCreate(request, options);
        const { prompt } = read;
        const work = world.accept({ key: null, prompt: String(prompt), request: read, callbackUrl: null });
        return view(work, 'queued');
      }),
    },
    {
      method: 'GET',
      pattern: /^\/v1\/videos\/(?<id>[^/]+)$/,
      operation: 'status',
      answer: guarded(({ params }) => {
        const work = find(params);
        return view(work, world.poll(work));
      }),
    },
    {
      method: 'GET',
      pattern: /^\/v1\/videos\/(?<id>[^/]+)\/content$/,
      operation: 'file',
      answer: guarded(({ params }) => {
        const work = find(params);
        if (world.peek(work) !== 'succeeded')
          throw refuse(404, 'not_found', 'Generation is still in-progress');
        return { status: 200, body: world.video, headers: { 'content-type': 'video/mp4' } };
      }),
    },
    {
      method: 'DELETE',
      pattern: /^\/v1\/videos\/(?<id>[^/]+)$/,
      operation: 'cancel',
      answer: guarded(({ params }) => {
        const work = find(params);
        forgotten.add(work.id);
        if (options.dialect === 'sglang')
          return {
            status: 200,
            body: { ...videoOf(options, work, world.peek(work)), status: 'deleted' },
          };
        if (options.dialect === 'vllm-omni') work.isCancelled = true;
        return { status: 200, body: { id: work.id, deleted: true, object: 'video.deleted' } };
      }),
    },
    {
      method: 'GET',
      pattern: options.dialect === 'generic' ? /^\/v1\/models$/ : /^\/v1\/videos$/,
      operation: 'other',
      answer: guarded(() => ({ status: 200, body: { object: 'list', data: [] } })),
    },
  ];
  return {
    routes,
    full: {
      ...refuse(429, 'rate_limit_exceeded', 'Too many requests').reply,
      headers: { 'retry-after': '3' },
    },
    account:
      options.dialect === 'generic'
        ? refuse(429, 'insufficient_quota', 'You exceeded your current quota').reply
        : refuse(401, 'invalid_api_key', 'Unauthorized').reply,
    error: (status) => refuse(status, 'server_error', 'Internal Server Error').reply,
    withWrongWord: (reply) => ({ ...reply, body: { ...(reply.body as object), status: 'rendering' } }),
  };
}

type Refuse = (status: number, code: string, message: string) => EmulatedRefusal;

function refusalsOf({ dialect }: VideosEmulatorOptions): Refuse {
  return (status, code, message) =>
    new EmulatedRefusal({
      status,
      body:
        dialect === 'generic'
          ? { error: { message, code, type: 'invalid_request_error', param: null } }
          : { detail: message },
    });
}

const ERRORS = {
  failed: {
    sglang: { message: 'CUDA out of memory' },
    'vllm-omni': { code: 500, message: 'CUDA out of memory' },
    generic: { code: 'video_generation_failed', message: 'It did not work out' },
  },
  refused_content: {
    sglang: { message: 'It did not work out' },
    'vllm-omni': { code: 400, message: 'It did not work out' },
    generic: { code: 'moderation_blocked', message: 'Your request was blocked by our moderation system.' },
  },
} as const;

const WORDS = {
  queued: 'queued',
  running: 'in_progress',
  succeeded: 'completed',
  failed: 'failed',
  refused_content: 'failed',
  cancelled: 'failed',
} as const satisfies Record<WorkState, string>;

function videoOf({ dialect, model }: VideosEmulatorOptions, work: EmulatedWork, state: WorkState) {
  const { size, seconds } = work.request as VideosRequest;
  const isFailed = state === 'failed' || state === 'refused_content';
  const common = {
    id: work.id,
    object: 'video',
    model: model ?? 'a model',
    status: WORDS[state],
    progress: state === 'succeeded' ? 100 : 0,
    created_at: 1_790_000_000,
    completed_at: state === 'succeeded' ? 1_790_000_060 : null,
    expires_at: null,
    size: size ?? null,
    seconds: typeof seconds === 'number' ? String(seconds) : (seconds ?? '4'),
    remixed_from_video_id: null,
    error: isFailed ? ERRORS[state][dialect] : null,
  };
  const measured = { inference_time_s: state === 'succeeded' ? 41.5 : null, peak_memory_mb: 61_000 };
  const own = {
    sglang: { ...measured, quality: 'standard', url: null, file_path: null },
    'vllm-omni': { ...measured, prompt: work.prompt, quality: 'default', media_type: 'video/mp4' },
    generic: { prompt: work.prompt },
  };
  return { ...common, ...own[dialect] };
}

async function readCreate(request: EmulatedRequest, options: VideosEmulatorOptions): Promise<VideosRequest> {
  const refuse = refusalsOf(options);
  const type = request.headers['content-type'] ?? '';
  const isForm = type.startsWith('multipart/form-data');
  if (!isForm && !(options.dialect === 'sglang' && type === 'application/json'))
    throw refuse(422, 'invalid_content_type', 'the content type is not taken');
  const given = isForm
    ? await readForm(request, type)
    : (JSON.parse(request.body.toString('utf8')) as unknown);
  const read = schemaOf(options, isForm).safeParse(given);
  if (!read.success)
    throw refuse(
      options.dialect === 'generic' ? 400 : 422,
      'invalid_value',
      read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '),
    );
  return read.data;
}

const UploadedFile = z.strictObject({
  name: z.string().regex(/\.(?:jpg|png|webp)$/),
  type: z.enum(['image/jpeg', 'image/png', 'image/webp']),
  byteCount: z.int().positive(),
});

async function readForm({ body }: EmulatedRequest, type: string): Promise<VideosRequest> {
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData();
  const fields: Record<string, unknown> = {};
  for (const [name, value] of form) {
    if (name in fields) throw new Error(`${name} came twice`);
    fields[name] =
      typeof value === 'string'
        ? value
        : { name: value.name, type: value.type, byteCount: (await value.arrayBuffer()).byteLength };
  }
  return fields;
}

/** The types of fields: of a form each is text that must read as one. */
function typesOf(isForm: boolean) {
  return {
    whole: isForm
      ? z
          .string()
          .regex(/^\d{1,10}$/)
          .transform(Number)
      : z.int(),
    real: isForm
      ? z
          .string()
          .regex(/^\d{1,4}(?:\.\d+)?$/)
          .transform(Number)
      : z.number(),
    flag: isForm ? z.enum(['true', 'false']).transform((word) => word === 'true') : z.boolean(),
  };
}

const prompt = z.string().min(1);
const size = z.string().regex(/^\d+x\d+$/);
const webAddress = z.url({ protocol: /^https?$/ });
const secondsText = z.string().regex(/^[1-9]\d*$/);

function schemaOf(options: VideosEmulatorOptions, isForm: boolean): z.ZodType<VideosRequest> {
  return SCHEMAS[options.dialect](typesOf(isForm), options, isForm);
}

type Types = ReturnType<typeof typesOf>;
type Schema = (types: Types, options: VideosEmulatorOptions, isForm: boolean) => z.ZodType<VideosRequest>;

const extensionsOf = ({ whole, real }: Types) => ({
  fps: whole,
  num_frames: whole,
  seed: whole,
  negative_prompt: z.string(),
  num_inference_steps: whole,
  guidance_scale: real,
});

const SCHEMAS: Readonly<Record<VideosEmulatorOptions['dialect'], Schema>> = {
  sglang: (types, _options, isForm) =>
    z
      .strictObject({
        ...extensionsOf(types),
        seconds: types.whole,
        model: z.string(),
        flow_shift: types.real,
        clip_len: types.whole,
        enable_audio: types.flag,
        video_url: webAddress,
        video_path: z.string().startsWith('/'),
        // A path or an address in JSON; only files are sent to it here.
        ...(isForm ? { input_reference: UploadedFile } : {}),
      })
      .partial()
      .extend({ prompt, size })
      .refine((body) => body.video_url === undefined || body.video_path === undefined, {
        error: 'video_url and video_path exclude each other',
      }),
  'vllm-omni': (types, { model = 'a model' }) =>
    z
      .strictObject({
        ...extensionsOf(types),
        seconds: secondsText,
        model: z.literal(model, { error: 'Model mismatch' }),
        width: types.whole,
        height: types.whole,
        flow_shift: types.real,
        generate_sound: types.flag,
        extra_params: z.string(),
        input_reference: UploadedFile,
        image_reference: jsonText(z.strictObject({ image_url: webAddress })),
        video_reference: jsonText(z.strictObject({ video_url: webAddress })),
      })
      .partial()
      .extend({ prompt, size })
      .refine(
        (body) =>
          body.input_reference === undefined ||
          (body.image_reference === undefined && body.video_reference === undefined),
        { error: 'Provide only one of input_reference, image_reference, or video_reference' },
      ),
  generic: (types, { takesExtensions = false }) =>
    z
      .strictObject({
        ...(takesExtensions ? extensionsOf(types) : {}),
        model: z.string(),
        seconds: takesExtensions ? secondsText : z.enum(['4', '8', '12']),
        size: takesExtensions ? size : z.enum(['1280x720', '720x1280', '1792x1024', '1024x1792']),
        input_reference: UploadedFile,
      })
      .partial()
      .extend({ prompt }),
};

function jsonText<Body>(schema: z.ZodType<Body>) {
  return z
    .string()
    .transform((text, context) => {
      try {
        return JSON.parse(text) as unknown;
      } catch {
        context.addIssue({ code: 'custom', message: 'Invalid JSON in form field' });
        return z.NEVER;
      }
    })
    .pipe(schema);
}
