/**
 * The native API: another Reelay, or the vendor's. Bodies are judged by our own rules in their strict form: a field that the
 * API or the model does not know is refused, as it would be with `Prefer: handling=strict`.
 */
import { createHmac } from 'node:crypto';
import { resolveO1, resolveO3 } from '../../src/catalogue/resolve-omni.ts';
import { resolveRequest, type ResolvedRequest, type ResolveOptions } from '../../src/catalogue/resolve.ts';
import { AppError, ERRORS } from '../../src/kernel/errors.ts';
import { formatDollars, toMicros } from '../../src/kernel/money.ts';
import {
  EmulatedRefusal,
  type EmulatedReply,
  type EmulatedRequest,
  type EmulatedUpstream,
  type EmulatedWork,
  type WorkState,
} from './emulated-upstream.ts';
import type { EmulatorWorld } from './emulator.ts';

export interface ReelayEmulatorOptions {
  readonly apiKey: string;
  /** Another Reelay keeps Idempotency-Keys and cancels; the vendor documents neither. */
  readonly isReelay: boolean;
  readonly webhookSecret?: string;
}

const STRICT: ResolveOptions = { strict: true, randomSeed: 1, allowLoopbackCallbacks: true };
const SUBMITS = {
  '/v1/kling/generate': resolveRequest,
  '/v1/kling/o1-video/generate': resolveO1,
  '/v1/kling/o3-video/generate': resolveO3,
} as const;
/** Begins like an MP4: the drivers of tests are no videos, and their first bytes would be refused. */
const SOME_MP4 = Buffer.from('\0\0\0\x18ftypisom\0\0\0\0isomiso2').toString('base64');

export function reelayEmulator(world: EmulatorWorld, options: ReelayEmulatorOptions): EmulatedUpstream {
  const guarded =
    (answer: (request: EmulatedRequest) => EmulatedReply) =>
    (request: EmulatedRequest): EmulatedReply => {
      requireKey(request, options.apiKey);
      return answer(request);
    };
  return {
    routes: [
      {
        method: 'POST',
        pattern: /^\/v1\/kling\/(?:generate|o1-video\/generate|o3-video\/generate)$/,
        operation: 'create',
        answer: guarded((request) => create(world, request, options)),
      },
      {
        method: 'GET',
        pattern: /^\/v1\/kling\/generations\/(?<id>[^/]+)$/,
        operation: 'status',
        answer: guarded(({ params }) => {
          const work = findWork(world, params);
          return { status: 200, body: view(world, work, world.poll(work)) };
        }),
      },
      ...(options.isReelay ? [cancelRoute(world, guarded)] : []),
      {
        method: 'GET',
        pattern: /^\/v1\/data\/balance$/,
        operation: 'other',
        answer: guarded(() => ({ status: 200, body: { balance: '12.5000' } })),
      },
    ],
    full: { ...refusal(429, 'RATE_LIMITED'), headers: { 'retry-after': '7' } },
    account: refusal(402, 'INSUFFICIENT_CREDITS'),
    error: (status) => refusal(status, status === 503 ? 'SHUTTING_DOWN' : 'INTERNAL'),
    withWrongWord: (reply) => ({ ...reply, body: { ...(reply.body as object), status: 'rendering' } }),
    callback: (work, state, now) => messageOf(world, work, state, now, options),
  };
}

function cancelRoute(
  world: EmulatorWorld,
  guarded: (
    answer: (request: EmulatedRequest) => EmulatedReply,
  ) => (request: EmulatedRequest) => EmulatedReply,
) {
  return {
    method: 'POST',
    pattern: /^\/v1\/kling\/generations\/(?<id>[^/]+)\/cancel$/,
    operation: 'cancel',
    answer: guarded(({ params }) => {
      const work = findWork(world, params);
      const state = world.peek(work);
      if (state === 'succeeded' || state === 'failed' || state === 'refused_content')
        return refusal(409, 'CONFLICT');
      work.isCancelled = true;
      return { status: 202, body: view(world, work, 'cancelled') };
    }),
  } as const;
}

function refusal(status: number, code: string, field?: string): EmulatedReply {
  const body = {
    detail: code,
    message: code,
    code,
    ...(field === undefined ? {} : { field }),
    request_id: 'req-1',
  };
  return { status, body };
}

function requireKey({ headers }: EmulatedRequest, apiKey: string): void {
  const header = headers['authorization'];
  if (header === undefined)
    throw new EmulatedRefusal({ status: 401, body: { detail: 'Missing credentials' } });
  if (header !== `Bearer ${apiKey}`)
    throw new EmulatedRefusal({ status: 401, body: { detail: 'Invalid API key' } });
}

function create(
  world: EmulatorWorld,
  { path, headers, body }: EmulatedRequest,
  { isReelay }: ReelayEmulatorOptions,
): EmulatedReply {
  if (headers['content-type'] !== 'application/json') return refusal(415, 'UNSUPPORTED_MEDIA_TYPE');
  const value = JSON.parse(body.toString('utf8')) as Record<string, unknown>;
  if (!isReelay && value['camera_control'] !== undefined)
    return refusal(422, 'INVALID_REQUEST', 'camera_control');
  resolveAsTheServer(path, value);
  const key = isReelay ? (headers['idempotency-key'] ?? null) : null;
  const earlier = key === null ? undefined : world.findByKey(key);
  if (earlier && JSON.stringify(earlier.request) !== JSON.stringify([path, value]))
    return refusal(422, 'IDEMPOTENCY_MISMATCH');
  const work =
    earlier ??
    world.accept({
      key,
      prompt: typeof value['prompt'] === 'string' ? value['prompt'] : '',
      request: [path, value],
      callbackUrl: typeof value['callback_url'] === 'string' ? value['callback_url'] : null,
    });
  return { status: 201, body: { generation_id: work.id, status: 'pending', price: '0.4200' } };
}

function resolveAsTheServer(path: string, value: Record<string, unknown>): ResolvedRequest {
  const resolve = SUBMITS[path as keyof typeof SUBMITS];
  const known = { ...value };
  if (typeof known['reference_video_base64'] === 'string') known['reference_video_base64'] = SOME_MP4;
  try {
    return resolve(known, STRICT);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    throw new EmulatedRefusal(refusal(ERRORS[error.code].status, error.code, error.field));
  }
}

function findWork(world: EmulatorWorld, params: EmulatedRequest['params']): EmulatedWork {
  const work = world.find(decodeURIComponent(params['id'] ?? ''));
  if (!work) throw new EmulatedRefusal({ status: 404, body: { detail: 'Generation not found' } });
  return work;
}

const STATUSES = {
  queued: { status: 'pending', message: null },
  running: { status: 'processing', message: null },
  succeeded: { status: 'completed', message: null },
  failed: { status: 'failed', message: 'TASK_FAILED' },
  refused_content: { status: 'failed', message: 'CONTENT_POLICY_VIOLATION' },
  cancelled: { status: 'failed', message: 'CANCELLED' },
} as const satisfies Record<WorkState, { status: string; message: string | null }>;

function view(world: EmulatorWorld, work: EmulatedWork, state: WorkState) {
  const { status, message } = STATUSES[state];
  const hasEnded = status === 'completed' || status === 'failed';
  return {
    generation_id: work.id,
    status,
    prompt: work.prompt,
    created_at: '2026-11-23T07:00:00Z',
    ...(hasEnded ? { completed_at: '2026-11-23T07:02:00Z' } : {}),
    video_url: status === 'completed' ? world.fileUrl(work) : null,
    version: '3.0',
    duration: '5',
    model: 'kling_3',
    message,
    error: message === null ? null : { code: message, message: 'It did not work out.' },
    price: status === 'completed' ? formatDollars(toMicros(work.chargedMicros)) : '0.4200',
    progress: status === 'completed' ? 100 : 40,
  };
}

function messageOf(
  world: EmulatorWorld,
  work: EmulatedWork,
  state: WorkState,
  nowMilliseconds: number,
  { webhookSecret }: ReelayEmulatorOptions,
) {
  const { status, message } = STATUSES[state];
  // Only ends are told.
  if (status === 'pending' || status === 'processing') return null;
  const body = JSON.stringify({
    generation_id: work.id,
    status,
    video_url: status === 'completed' ? world.fileUrl(work) : null,
    completed_at: '2026-11-23T07:02:00Z',
    model: 'kling_3',
    message,
  });
  const plain = { 'content-type': 'application/json' };
  if (webhookSecret === undefined) return { headers: plain, body };
  const id = `msg-${work.id}`;
  const timestamp = String(Math.floor(nowMilliseconds / 1_000));
  const signature = createHmac('sha256', Buffer.from(webhookSecret.slice('whsec_'.length), 'base64'))
    .update(`${id}.${timestamp}.${body}`)
    .digest('base64');
  return {
    headers: {
      ...plain,
      'webhook-id': id,
      'webhook-timestamp': timestamp,
      'webhook-signature': `v1,${signature}`,
    },
    body,
  };
}
