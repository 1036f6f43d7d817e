/**
 * ComfyUI's server (its server.py, 2026-09): graphs are judged node by node, prompts wait in a queue and end in a history,
 * both of which show the whole prompt with its extra data. Two prompts with one id are two works, as there.
 */
import { Response } from 'undici';
import { faultOf, isNodeClass, type EmulatedGraph } from './comfyui-nodes.ts';
import { emulatedSockets } from './comfyui-socket.ts';
import {
  EmulatedRefusal,
  type EmulatedReply,
  type EmulatedRequest,
  type EmulatedUpstream,
  type EmulatedWork,
  type WorkState,
} from './emulated-upstream.ts';
import type { EmulatorWorld } from './emulator.ts';

export interface ComfyuiEmulatorOptions {
  /** Of a proxy before it. */
  readonly apiKey?: string;
  /** Older versions make an id of their own. */
  readonly ignoresPromptIds?: boolean;
  /** Node packs that are not installed. */
  readonly withoutNodes?: readonly string[];
}

interface Asked {
  readonly promptId: string;
  readonly clientId: string;
  readonly graph: EmulatedGraph;
  readonly extraData: Readonly<Record<string, unknown>>;
}

interface Shop extends ComfyuiEmulatorOptions {
  readonly world: EmulatorWorld;
  /** Names of uploaded files, with their folder. */
  readonly inputFiles: Set<string>;
  /** Taken out of the queue before they ran: they are nowhere any more. */
  readonly deleted: Set<EmulatedWork>;
  readonly tell: (clientId: string, message: object) => void;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

export function comfyuiEmulator(
  world: EmulatorWorld,
  options: ComfyuiEmulatorOptions = {},
): EmulatedUpstream {
  const sockets = emulatedSockets();
  const shop: Shop = {
    ...options,
    world,
    inputFiles: new Set(),
    deleted: new Set(),
    tell(clientId, message) {
      sockets.sendBytes(clientId, Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 0xff, 0xd8]));
      sockets.sendText(clientId, JSON.stringify(message));
    },
  };
  return {
    routes: routesOf(shop).map((route) => ({
      ...route,
      answer: (request: EmulatedRequest) => {
        if (!isAllowed(request.headers, options)) throw new EmulatedRefusal(UNAUTHORIZED);
        return route.answer(request);
      },
    })),
    full: { status: 429, body: { error: 'too many requests' }, headers: { 'retry-after': '7' } },
    account: UNAUTHORIZED,
    error: (status) => ({ status, body: Buffer.from(`${status} Internal Server Error`) }),
    withWrongWord: (reply) => ({ ...reply, body: withWord(reply.body) }),
    onUpgrade(incoming, socket) {
      const address = new URL(incoming.url ?? '/', 'http://emulator');
      const clientId = address.searchParams.get('clientId') ?? '';
      if (address.pathname !== '/ws' || clientId === '') return sockets.refuse(socket, '404 Not Found');
      if (!isAllowed(incoming.headers, options)) return sockets.refuse(socket, '401 Unauthorized');
      return sockets.accept(incoming, socket, clientId);
    },
  };
}

const UNAUTHORIZED: EmulatedReply = { status: 401, body: { error: 'unauthorized' } };

function isAllowed(headers: Readonly<Record<string, unknown>>, { apiKey }: ComfyuiEmulatorOptions): boolean {
  return apiKey === undefined || headers['authorization'] === `Bearer ${apiKey}`;
}

function withWord(history: unknown): unknown {
  return Object.fromEntries(
    Object.entries(history as Record<string, { status: object }>).map(([id, entry]) => [
      id,
      { ...entry, status: { ...entry.status, status_str: 'paused' } },
    ]),
  );
}

function routesOf(shop: Shop): EmulatedUpstream['routes'] {
  const { world } = shop;
  return [
    { method: 'POST', pattern: /^\/prompt$/, operation: 'create', answer: (one) => create(shop, one) },
    {
      method: 'GET',
      pattern: /^\/history\/(?<id>[^/]+)$/,
      operation: 'status',
      answer: ({ params }) => {
        const works = world.works.filter((work) => askedOf(work).promptId === params['id']);
        for (const work of works) tellProgress(shop, work, world.poll(work));
        return { status: 200, body: historyOf(shop, works) };
      },
    },
    {
      method: 'GET',
      pattern: /^\/history$/,
      operation: 'find',
      answer: ({ query }) => ({ status: 200, body: historyOf(shop, pageOf(ended(shop), query)) }),
    },
    {
      method: 'GET',
      pattern: /^\/queue$/,
      operation: 'find',
      answer: () => ({ status: 200, body: queueOf(shop) }),
    },
    { method: 'POST', pattern: /^\/queue$/, operation: 'cancel', answer: (one) => remove(shop, one) },
    { method: 'POST', pattern: /^\/interrupt$/, operation: 'other', answer: (one) => interrupt(shop, one) },
    { method: 'POST', pattern: /^\/upload\/image$/, operation: 'upload', answer: (one) => upload(shop, one) },
    { method: 'GET', pattern: /^\/view$/, operation: 'file', answer: ({ query }) => view(shop, query) },
    {
      method: 'GET',
      pattern: /^\/system_stats$/,
      operation: 'other',
      answer: () => ({ status: 200, body: { system: { comfyui_version: '0.33.1' }, devices: [] } }),
    },
    {
      method: 'GET',
      pattern: /^\/object_info\/(?<name>[^/]+)$/,
      operation: 'other',
      answer: ({ params }) => {
        const name = decodeURIComponent(params['name'] ?? '');
        const isThere = isNodeClass(name) && !shop.withoutNodes?.includes(name);
        return { status: 200, body: isThere ? { [name]: { input: {} } } : {} };
      },
    },
  ];
}

/** The real one ignores fields that it does not know; here they are a defect. */
const BODY_FIELDS: ReadonlySet<string> = new Set(['prompt', 'prompt_id', 'client_id', 'extra_data']);

function create(shop: Shop, { headers, body }: EmulatedRequest): EmulatedReply {
  if (headers['content-type'] !== 'application/json') return { status: 415, body: {} };
  const value = JSON.parse(body.toString('utf8')) as Record<string, unknown>;
  const { prompt, prompt_id: given, client_id: clientId, extra_data: extraData } = value;
  if (Object.keys(value).some((name) => !BODY_FIELDS.has(name)))
    return refuse('unknown_field', 'unknown field');
  if (typeof prompt !== 'object' || prompt === null) return refuse('no_prompt', 'No prompt provided');
  if (typeof given !== 'string' || !UUID.test(given))
    return refuse('invalid_prompt_id', 'prompt_id must be a valid UUID');
  if (typeof clientId !== 'string' || typeof extraData !== 'object' || extraData === null)
    return refuse('invalid_client', 'client_id must be text and extra_data an object');
  const graph = prompt as EmulatedGraph;
  const missing = Object.values(graph).find(({ class_type }) => shop.withoutNodes?.includes(class_type));
  if (missing) return refuse('missing_node_type', `Node '${missing.class_type}' not found.`);
  const fault = faultOf(graph, shop.inputFiles);
  if (fault) return { status: 400, body: fault };
  const { reelay } = extraData as { readonly reelay?: { readonly key?: string } };
  const minted = `minted-${shop.world.works.length + 1}`;
  const promptId = shop.ignoresPromptIds ? minted : given;
  const asked: Asked = {
    promptId,
    clientId,
    graph,
    extraData: { ...extraData, client_id: clientId, create_time: 1_795_330_800_000 },
  };
  shop.world.accept({
    key: reelay?.key ?? null,
    prompt: promptOf(graph),
    request: asked,
    callbackUrl: null,
  });
  return { status: 200, body: { prompt_id: promptId, number: shop.world.works.length, node_errors: {} } };
}

function refuse(type: string, message: string): EmulatedReply {
  const error = { type, message, details: message, extra_info: {} };
  return { status: 400, body: { error, node_errors: {} } };
}

function promptOf(graph: EmulatedGraph): string {
  const texts = Object.values(graph).filter(({ class_type }) => class_type === 'CLIPTextEncode');
  return texts.map(({ inputs }) => String(inputs['text'])).find((text) => text !== '') ?? '';
}

function askedOf({ request }: EmulatedWork): Asked {
  return request as Asked;
}

function isEnded({ world, deleted }: Shop, work: EmulatedWork): boolean {
  const state = world.peek(work);
  return !deleted.has(work) && state !== 'queued' && state !== 'running';
}

function ended(shop: Shop): EmulatedWork[] {
  return shop.world.works.filter((work) => isEnded(shop, work));
}

/** Without an offset the newest so many; an offset counts from the oldest. */
function pageOf(works: readonly EmulatedWork[], query: URLSearchParams): readonly EmulatedWork[] {
  const most = Number(query.get('max_items') ?? works.length);
  const offset = query.has('offset') ? Number(query.get('offset')) : Math.max(0, works.length - most);
  return works.slice(offset, offset + most);
}

function itemOf(work: EmulatedWork): readonly unknown[] {
  const { promptId, graph, extraData } = askedOf(work);
  return [1, promptId, graph, extraData, ['save']];
}

function queueOf({ world, deleted }: Shop) {
  const inState = (state: WorkState) =>
    world.works.filter((work) => !deleted.has(work) && world.peek(work) === state).map(itemOf);
  return { queue_running: inState('running'), queue_pending: inState('queued') };
}

function historyOf(shop: Shop, works: readonly EmulatedWork[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    works
      .filter((work) => isEnded(shop, work))
      .map((work) => [askedOf(work).promptId, entryOf(work, shop.world.peek(work))]),
  );
}

const EXECUTION_ERROR = {
  node_id: 'steps',
  node_type: 'KSampler',
  exception_type: 'torch.OutOfMemoryError',
  exception_message: 'Allocation on device',
  traceback: [],
};

function entryOf(work: EmulatedWork, state: WorkState) {
  const { promptId } = askedOf(work);
  const about = { prompt_id: promptId, timestamp: 1_795_330_800_000 };
  const event =
    state === 'cancelled'
      ? ['execution_interrupted', about]
      : state === 'succeeded'
        ? ['execution_success', about]
        : ['execution_error', { ...about, ...EXECUTION_ERROR }];
  const isMade = state === 'succeeded';
  return {
    prompt: itemOf(work),
    outputs: isMade
      ? {
          // A node that loads shows what it loaded, before what is saved.
          driver: {
            images: [{ filename: 'driver.mp4', subfolder: 'reelay', type: 'input' }],
            animated: [true],
          },
          save: { images: [{ ...fileOf(work), type: 'output' }], animated: [true] },
        }
      : {},
    status: {
      status_str: isMade ? 'success' : 'error',
      completed: isMade,
      messages: [['execution_start', about], event],
    },
    meta: {},
  };
}

function fileOf(work: EmulatedWork): { readonly filename: string; readonly subfolder: string } {
  return { filename: `${askedOf(work).promptId}_00001_.mp4`, subfolder: 'reelay' };
}

function tellProgress({ tell }: Shop, work: EmulatedWork, state: WorkState): void {
  if (state !== 'running') return;
  const { clientId, promptId, graph } = askedOf(work);
  const nodes = Object.entries(graph).map(([id, { class_type }]) => [
    id,
    class_type.startsWith('KSampler')
      ? { value: 2, max: 4, state: 'running', node_id: id }
      : { value: 1, max: 1, state: 'finished', node_id: id },
  ]);
  tell(clientId, { type: 'progress_state', data: { prompt_id: promptId, nodes: Object.fromEntries(nodes) } });
}

function remove({ world, deleted }: Shop, { body }: EmulatedRequest): EmulatedReply {
  const { delete: ids, ...rest } = JSON.parse(body.toString('utf8')) as {
    readonly delete: readonly string[];
  };
  if (Object.keys(rest).length > 0 || !Array.isArray(ids)) return refuse('unknown_field', 'delete is a list');
  for (const work of world.works)
    if (ids.includes(askedOf(work).promptId) && world.peek(work) === 'queued') {
      work.isCancelled = true;
      deleted.add(work);
    }
  return { status: 200, body: Buffer.alloc(0) };
}

function interrupt({ world }: Shop, { body }: EmulatedRequest): EmulatedReply {
  const { prompt_id: promptId } = JSON.parse(body.toString('utf8')) as { readonly prompt_id?: string };
  const running = world.works.find(
    (work) => world.peek(work) === 'running' && askedOf(work).promptId === promptId,
  );
  if (running) running.isCancelled = true;
  return { status: 200, body: Buffer.alloc(0) };
}

async function upload({ inputFiles }: Shop, { headers, body }: EmulatedRequest): Promise<EmulatedReply> {
  const type = headers['content-type'] ?? '';
  if (!type.startsWith('multipart/form-data')) return { status: 400, body: Buffer.alloc(0) };
  const form = await new Response(body, { headers: { 'content-type': type } }).formData();
  const file = form.get('image');
  const known = new Set(['image', 'subfolder', 'type', 'overwrite']);
  if (file === null || typeof file === 'string' || [...form.keys()].some((name) => !known.has(name)))
    return { status: 400, body: Buffer.alloc(0) };
  if (!/\.(?:jpg|png|webp|mp4|mov|webm)$/.test(file.name)) return { status: 400, body: Buffer.alloc(0) };
  const subfolder = form.get('subfolder');
  const folder = typeof subfolder === 'string' ? subfolder : '';
  inputFiles.add(folder === '' ? file.name : `${folder}/${file.name}`);
  return { status: 200, body: { name: file.name, subfolder: folder, type: 'input' } };
}

function view(shop: Shop, query: URLSearchParams): EmulatedReply {
  const isAsked = (work: EmulatedWork): boolean => {
    const { filename, subfolder } = fileOf(work);
    return query.get('filename') === filename && query.get('subfolder') === subfolder;
  };
  return query.get('type') === 'output' && ended(shop).some(isAsked)
    ? { status: 200, body: shop.world.video, headers: { 'content-type': 'video/mp4' } }
    : { status: 404, body: Buffer.alloc(0) };
}
