/** fal's queue, as its documentation of November 2026 has it. */
import type {
  EmulatedMessage,
  EmulatedReply,
  EmulatedRequest,
  EmulatedUpstream,
  EmulatedWork,
  WorkState,
} from './emulated-upstream.ts';
import type { EmulatorWorld } from './emulator.ts';
import { checkKey, falError, readInput, readWebhook, refuse } from './fal-request.ts';
import { falSigner, type FalSigner } from './fal-signer.ts';

const APP = '/fal-ai/kling-video';
const JWKS_PATH = '/.well-known/jwks.json';

export interface FalEmulatorOptions {
  readonly apiKey: string;
  readonly signer?: FalSigner;
}

/** A failed work is COMPLETED too. */
const WORDS = {
  queued: 'IN_QUEUE',
  running: 'IN_PROGRESS',
  succeeded: 'COMPLETED',
  failed: 'COMPLETED',
  refused_content: 'COMPLETED',
  cancelled: 'COMPLETED',
} as const satisfies Record<WorkState, string>;

export function falEmulator(
  world: EmulatorWorld,
  { apiKey, signer = falSigner() }: FalEmulatorOptions,
): EmulatedUpstream {
  const guarded = (answer: (request: EmulatedRequest) => EmulatedReply) => (request: EmulatedRequest) => {
    checkKey(request, apiKey);
    return answer(request);
  };
  // What fal took out of its queue it does not know any more; of the rest it keeps the end.
  const dequeued = new Set<EmulatedWork>();
  const find = (request: EmulatedRequest) => findWork(world, dequeued, request);
  const ofRequest = String.raw`^${APP}/requests/(?<id>[^/]+)`;
  return {
    routes: [
      {
        method: 'GET',
        pattern: new RegExp(`^${JWKS_PATH}$`),
        operation: 'other',
        answer: () => ({ status: 200, body: signer.jwks() }),
      },
      {
        method: 'GET',
        pattern: new RegExp(`${ofRequest}/status$`),
        operation: 'status',
        answer: guarded((request) => status(world, find(request), request)),
      },
      {
        method: 'PUT',
        pattern: new RegExp(`${ofRequest}/cancel$`),
        operation: 'cancel',
        answer: guarded((request) => cancel(world, find(request), dequeued)),
      },
      {
        method: 'GET',
        pattern: new RegExp(`${ofRequest}$`),
        operation: 'status',
        answer: guarded((request) => result(world, find(request))),
      },
      {
        method: 'POST',
        pattern: new RegExp(`^${APP}/(?<path>.+)$`),
        operation: 'create',
        answer: guarded((request) => submit(world, request)),
      },
    ],
    full: { ...falError(429, 'Too many requests'), headers: { 'retry-after': '1' } },
    account: falError(403, 'User is locked. Reason: Exhausted balance. Top up your balance.'),
    error: (status) => falError(status, 'Internal Server Error'),
    withWrongWord: (reply) => ({ ...reply, body: withStatus(reply.body, 'IN_REVIEW') }),
    callback: (work, state, now) => message(world, signer, work, state, now),
  };
}

function withStatus(body: unknown, status: string): unknown {
  return typeof body === 'object' && body !== null && 'status' in body ? { ...body, status } : body;
}

function submit(world: EmulatorWorld, request: EmulatedRequest): EmulatedReply {
  const { path = '' } = request.params;
  const input = readInput(request, path);
  const work = world.accept({
    key: null,
    prompt: 'prompt' in input ? String(input.prompt) : '',
    request: { endpoint: `fal-ai/kling-video/${path}`, input },
    callbackUrl: readWebhook(request),
  });
  return {
    status: 200,
    body: {
      request_id: work.id,
      gateway_request_id: work.id,
      status: 'IN_QUEUE',
      queue_position: 0,
      ...linksOf(world, work),
    },
  };
}

function linksOf(world: EmulatorWorld, { id }: EmulatedWork): object {
  const url = `${world.url()}${APP}/requests/${id}`;
  return { response_url: url, status_url: `${url}/status`, cancel_url: `${url}/cancel` };
}

function findWork(
  world: EmulatorWorld,
  dequeued: ReadonlySet<EmulatedWork>,
  { params }: EmulatedRequest,
): EmulatedWork {
  const work = world.find(params['id'] ?? '');
  if (!work || dequeued.has(work)) refuse(404, 'Request not found');
  return work;
}

function status(world: EmulatorWorld, work: EmulatedWork, { query }: EmulatedRequest): EmulatedReply {
  for (const [name, value] of query)
    if (name !== 'logs' || !/^[01]$/.test(value)) refuse(400, `unknown query ${name}=${value}`);
  const word = WORDS[world.poll(work)];
  return {
    status: word === 'COMPLETED' ? 200 : 202,
    body: {
      status: word,
      request_id: work.id,
      ...linksOf(world, work),
      ...(word === 'COMPLETED' ? { logs: null, metrics: { inference_time: 41.5 } } : {}),
    },
  };
}

const RESULTS: Readonly<Record<Exclude<WorkState, 'succeeded'>, EmulatedReply>> = {
  queued: falError(400, 'Request is still in progress'),
  running: falError(400, 'Request is still in progress'),
  failed: falError(500, [{ loc: ['body'], msg: 'Generation failed', type: 'internal_server_error' }]),
  refused_content: falError(422, [
    {
      loc: ['body', 'prompt'],
      msg: 'The content could not be processed because it contained material flagged by a content checker.',
      type: 'content_policy_violation',
      input: 'what was asked for',
    },
  ]),
  cancelled: { status: 499, body: { detail: 'Request was cancelled', error_type: 'client_cancelled' } },
};

function result(world: EmulatorWorld, work: EmulatedWork): EmulatedReply {
  const state = world.peek(work);
  const reply = state === 'succeeded' ? { status: 200, body: resultOf(world, work) } : RESULTS[state];
  return { ...reply, headers: { 'x-fal-request-id': work.id } };
}

function resultOf(world: EmulatorWorld, work: EmulatedWork): object {
  return {
    video: {
      url: world.fileUrl(work),
      content_type: 'video/mp4',
      file_name: 'output.mp4',
      file_size: world.video.byteLength,
    },
  };
}

function cancel(world: EmulatorWorld, work: EmulatedWork, dequeued: Set<EmulatedWork>): EmulatedReply {
  const state = world.peek(work);
  if (WORDS[state] === 'COMPLETED') return { status: 400, body: { status: 'ALREADY_COMPLETED' } };
  work.isCancelled = true;
  if (state !== 'queued') return { status: 202, body: { status: 'CANCELLATION_REQUESTED' } };
  dequeued.add(work);
  return { status: 200, body: { status: 'OK' } };
}

/** Only about the end. */
function message(
  world: EmulatorWorld,
  signer: FalSigner,
  work: EmulatedWork,
  state: WorkState,
  now: number,
): EmulatedMessage | null {
  if (WORDS[state] !== 'COMPLETED') return null;
  const isOk = state === 'succeeded';
  const body = {
    request_id: work.id,
    gateway_request_id: work.id,
    status: isOk ? 'OK' : 'ERROR',
    payload: isOk ? resultOf(world, work) : { detail: 'it failed' },
    ...(isOk ? {} : { error: 'Unexpected status code: 500' }),
  };
  return signer.sign(work.id, JSON.stringify(body), now);
}
