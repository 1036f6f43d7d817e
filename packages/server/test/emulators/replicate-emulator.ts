/**
 * Replicate's predictions. Inputs are judged by the fields of each model (its API page on replicate.com, 2026-09): what the
 * model does not have, has not in this type or cannot do without is refused with 422.
 */
import { Webhook } from 'standardwebhooks';
import {
  EmulatedRefusal,
  type EmulatedReply,
  type EmulatedRequest,
  type EmulatedUpstream,
  type EmulatedWork,
  type WorkState,
} from './emulated-upstream.ts';
import type { EmulatorWorld } from './emulator.ts';

export interface ReplicateEmulatorOptions {
  readonly apiToken: string;
  readonly webhookSecret?: string;
}

type Rule = (value: unknown) => boolean;

interface Schema {
  readonly required: readonly string[];
  readonly fields: Readonly<Record<string, Rule>>;
}

const text: Rule = (value) => typeof value === 'string';
const flag: Rule = (value) => typeof value === 'boolean';
const oneOf =
  (...legal: readonly unknown[]): Rule =>
  (value) =>
    legal.includes(value);
const whole =
  (least: number, most: number): Rule =>
  (value) =>
    Number.isInteger(value) && Number(value) >= least && Number(value) <= most;
const fraction: Rule = (value) => typeof value === 'number' && value >= 0 && value <= 1;
/** An address, or a data URI of at most 256 kB of bytes. */
const file: Rule = (value) => {
  if (typeof value !== 'string') return false;
  const data = /^data:image\/(?:jpeg|png|webp);base64,([A-Za-z0-9+/]+=*)$/.exec(value);
  if (data) return Buffer.from(data[1] ?? '', 'base64').byteLength <= 256_000;
  return URL.canParse(value) && new URL(value).protocol === 'https:';
};
const address: Rule = (value) => file(value) && !String(value).startsWith('data:');
const files: Rule = (value) => Array.isArray(value) && value.length <= 6 && value.every(file);
const shape = oneOf('16:9', '9:16', '1:1');
const tier = oneOf('standard', 'pro', '4k');
const shortTier = oneOf('std', 'pro');

const film = (fields: Schema['fields'], required: readonly string[] = ['prompt']): Schema => ({
  required,
  fields: { prompt: text, start_image: file, ...fields },
});
const FIRST = film({
  negative_prompt: text,
  cfg_scale: fraction,
  aspect_ratio: shape,
  duration: oneOf(5, 10),
});
const MOTION: Schema = {
  required: ['image', 'video'],
  fields: {
    prompt: text,
    image: file,
    video: address,
    mode: shortTier,
    keep_original_sound: flag,
    character_orientation: oneOf('image', 'video'),
  },
};

const SCHEMAS: Readonly<Record<string, Schema>> = {
  'kling-v3-video': film({
    negative_prompt: text,
    end_image: file,
    mode: tier,
    aspect_ratio: shape,
    duration: whole(3, 15),
    generate_audio: flag,
  }),
  'kling-v3-omni-video': film({
    end_image: file,
    reference_images: files,
    mode: tier,
    aspect_ratio: shape,
    duration: whole(3, 15),
    generate_audio: flag,
  }),
  'kling-v3-motion-control': MOTION,
  'kling-v2.6-motion-control': MOTION,
  'kling-v2.6': film({
    negative_prompt: text,
    aspect_ratio: shape,
    duration: oneOf(5, 10),
    generate_audio: flag,
  }),
  'kling-v2.5-turbo-pro': film({
    negative_prompt: text,
    end_image: file,
    aspect_ratio: shape,
    duration: oneOf(5, 10),
  }),
  'kling-v2.1': film(
    { negative_prompt: text, end_image: file, mode: oneOf('standard', 'pro'), duration: oneOf(5, 10) },
    ['prompt', 'start_image'],
  ),
  'kling-v2.1-master': film({ negative_prompt: text, aspect_ratio: shape, duration: oneOf(5, 10) }),
  'kling-v1.6-standard': FIRST,
  'kling-v1.6-pro': FIRST,
  'kling-o1': film({
    end_image: file,
    reference_images: files,
    mode: shortTier,
    aspect_ratio: shape,
    duration: whole(3, 10),
  }),
};

export function replicateEmulator(world: EmulatorWorld, options: ReplicateEmulatorOptions): EmulatedUpstream {
  const guarded =
    (answer: (request: EmulatedRequest) => EmulatedReply) =>
    (request: EmulatedRequest): EmulatedReply => {
      if (request.headers['authorization'] !== `Bearer ${options.apiToken}`)
        return problem(401, 'Unauthenticated', 'You did not pass a valid authentication token');
      return answer(request);
    };
  const findWork = ({ params }: EmulatedRequest): EmulatedWork => {
    const work = world.find(decodeURIComponent(params['id'] ?? ''));
    if (!work) throw new EmulatedRefusal(problem(404, 'Not found', 'The requested resource was not found.'));
    return work;
  };
  return {
    routes: [
      {
        method: 'POST',
        pattern: /^\/v1\/models\/kwaivgi\/(?<name>[^/]+)\/predictions$/,
        operation: 'create',
        answer: guarded((request) => create(world, request)),
      },
      {
        method: 'GET',
        pattern: /^\/v1\/predictions\/(?<id>[^/]+)$/,
        operation: 'status',
        answer: guarded((request) => {
          const work = findWork(request);
          return { status: 200, body: view(world, work, world.poll(work)) };
        }),
      },
      {
        method: 'POST',
        pattern: /^\/v1\/predictions\/(?<id>[^/]+)\/cancel$/,
        operation: 'cancel',
        answer: guarded((request) => {
          const work = findWork(request);
          const state = world.peek(work);
          if (state === 'queued' || state === 'running') work.isCancelled = true;
          return { status: 200, body: view(world, work, world.peek(work)) };
        }),
      },
      {
        method: 'GET',
        pattern: /^\/v1\/account$/,
        operation: 'other',
        answer: guarded(() => ({ status: 200, body: { type: 'user', username: 'reelay', name: 'Reelay' } })),
      },
    ],
    full: {
      status: 429,
      body: { detail: 'Request was throttled. Your rate limit resets in ~7s.', retry_after: 7 },
    },
    account: problem(402, 'Insufficient credit', 'You have insufficient credit to run this model.'),
    error: (status) => problem(status, 'Server error', 'Something went wrong.'),
    withWrongWord: (reply) => ({ ...reply, body: { ...(reply.body as object), status: 'warming_up' } }),
    callback: (work, state, now) => messageOf(world, work, state, now, options),
  };
}

function problem(status: number, title: string, detail: string): EmulatedReply {
  return { status, body: { title, detail, status } };
}

function invalid(detail: string): EmulatedRefusal {
  return new EmulatedRefusal(problem(422, 'Input validation failed', detail));
}

function create(world: EmulatorWorld, { params, headers, body }: EmulatedRequest): EmulatedReply {
  if (headers['content-type'] !== 'application/json')
    return problem(415, 'Unsupported media type', 'Send application/json.');
  if (headers['prefer'] !== undefined) throw invalid('an answer that waits is not what this engine wants');
  const schema = SCHEMAS[params['name'] ?? ''];
  if (!schema) return problem(404, 'Not found', 'The requested resource was not found.');
  const whole = JSON.parse(body.toString('utf8')) as Record<string, unknown>;
  const { input, webhook, webhook_events_filter: events, ...rest } = whole;
  if (Object.keys(rest).length > 0) throw invalid(`unknown fields: ${Object.keys(rest).join(', ')}`);
  if (typeof input !== 'object' || input === null) throw invalid('input is required');
  judge(input as Record<string, unknown>, schema);
  const callbackUrl = webhook === undefined ? null : readWebhook(webhook, events);
  const { prompt } = input as { readonly prompt?: string };
  const work = world.accept({ key: null, prompt: prompt ?? '', request: whole, callbackUrl });
  return { status: 201, body: view(world, work, 'queued') };
}

function judge(input: Readonly<Record<string, unknown>>, { required, fields }: Schema): void {
  for (const name of required)
    if (input[name] === undefined || input[name] === '') throw invalid(`- input: ${name} is required`);
  for (const [name, value] of Object.entries(input)) {
    const rule = fields[name];
    if (!rule) throw invalid(`- input: Additional property ${name} is not allowed`);
    if (!rule(value)) throw invalid(`- input.${name}: Does not match`);
  }
}

function readWebhook(webhook: unknown, events: unknown): string {
  if (typeof webhook !== 'string' || !URL.canParse(webhook)) throw invalid('webhook must be an address');
  const { protocol, hostname } = new URL(webhook);
  if (protocol !== 'https:' && hostname !== '127.0.0.1') throw invalid('webhook must be https');
  const legal = ['start', 'output', 'logs', 'completed'];
  if (!Array.isArray(events) || !events.every((event) => legal.includes(String(event))))
    throw invalid('webhook_events_filter must be a list of events');
  return webhook;
}

const WORDS = {
  queued: 'starting',
  running: 'processing',
  succeeded: 'succeeded',
  failed: 'failed',
  refused_content: 'failed',
  cancelled: 'canceled',
} as const satisfies Record<WorkState, string>;

const ERRORS: Partial<Record<WorkState, string>> = {
  failed: 'Prediction failed for an unknown reason. (E1000)',
  refused_content:
    'The input or output was flagged as sensitive. Please try again with different inputs. (E005) (uIJ6l3ruRD)',
};

function view(world: EmulatorWorld, work: EmulatedWork, state: WorkState) {
  const base = `${world.url()}/v1/predictions/${work.id}`;
  const hasEnded = state !== 'queued' && state !== 'running';
  return {
    id: work.id,
    model: 'kwaivgi/kling-v3-video',
    version: 'hidden',
    status: WORDS[state],
    input: (work.request as { readonly input: unknown }).input,
    output: state === 'succeeded' ? world.fileUrl(work) : null,
    error: ERRORS[state] ?? null,
    logs: '',
    metrics: state === 'succeeded' ? { predict_time: 41.5, total_time: 43.2 } : {},
    data_removed: false,
    created_at: '2026-11-23T07:00:00.000Z',
    started_at: state === 'queued' ? null : '2026-11-23T07:00:01.000Z',
    completed_at: hasEnded ? '2026-11-23T07:02:00.000Z' : null,
    urls: { get: base, cancel: `${base}/cancel` },
  };
}

function messageOf(
  world: EmulatorWorld,
  work: EmulatedWork,
  state: WorkState,
  nowMilliseconds: number,
  { webhookSecret }: ReplicateEmulatorOptions,
) {
  const body = JSON.stringify(view(world, work, state));
  const plain = { 'content-type': 'application/json' };
  if (webhookSecret === undefined) return { headers: plain, body };
  const id = `msg_${work.id}`;
  const now = new Date(nowMilliseconds);
  return {
    headers: {
      ...plain,
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(nowMilliseconds / 1_000)),
      'webhook-signature': new Webhook(webhookSecret).sign(id, now, body),
    },
    body,
  };
}
