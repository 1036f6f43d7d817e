/**
 * What every emulated upstream has in common: an HTTP server on loopback, a ledger of the works it accepted, faults on
 * demand, callbacks, and a file for each finished work. What one upstream's requests and answers look like is told by its
 * own file; it must refuse what the real one would refuse.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { EmulatedRefusal } from './emulated-upstream.ts';
import type {
  EmulatedOperation,
  EmulatedFault,
  CallbackFault,
  EmulatedRequest,
  EmulatedReply,
  EmulatedWork,
  WorkState,
  EmulatedRoute,
  EmulatedUpstream,
} from './emulated-upstream.ts';
import { refusedAtOnce, send, sendWith } from './emulated-faults.ts';
import { sendCallbacks } from './send-callbacks.ts';

/** What an emulator's own file works with. */
export interface EmulatorWorld {
  readonly url: () => string;
  readonly works: readonly EmulatedWork[];
  /** Takes a work on. */
  accept(work: Pick<EmulatedWork, 'key' | 'prompt' | 'request' | 'callbackUrl'>): EmulatedWork;
  find(id: string): EmulatedWork | undefined;
  findByKey(key: string): EmulatedWork | undefined;
  /** Counts a question and says how far the work is. */
  poll(work: EmulatedWork): WorkState;
  /** The same without counting. */
  peek(work: EmulatedWork): WorkState;
  /** Where its video is. Every upstream serves files below /files/ by itself. */
  fileUrl(work: EmulatedWork): string;
  readonly video: Buffer;
}

export interface EmulatorScript {
  /** Questions until the end. */
  pollsUntilEnd: number;
  end: Extract<WorkState, 'succeeded' | 'failed' | 'refused_content'> | 'never';
  priceMicros: bigint;
  /** In the place of `end` and of `priceMicros`, where works differ; must answer the same for the same work. */
  endOf?: (work: EmulatedWork) => EmulatorScript['end'];
  priceOf?: (work: EmulatedWork) => bigint;
  /** Asked once for each request when no fault was injected for it; for random faults. */
  randomFault: (operation: EmulatedOperation) => EmulatedFault | null;
}

export interface Emulator {
  readonly url: string;
  readonly script: EmulatorScript;
  /** Every work that it took, in order: what it would charge for. */
  readonly works: readonly EmulatedWork[];
  readonly requests: readonly EmulatedRequest[];
  /** Works that were running at one moment, at most. */
  readonly mostAtOnce: () => number;
  /** The next requests of this operation meet these, one each. */
  inject(operation: EmulatedOperation, ...faults: EmulatedFault[]): void;
  /** Sends the message about a work to where it was asked for, with a fault if there is one. Answers the receiver's statuses. */
  sendCallback(work: EmulatedWork, fault?: CallbackFault): Promise<readonly number[]>;
  close(): Promise<void>;
}

/** Begins like an MP4; enough for whoever only looks at the first bytes. */
const SMALL_VIDEO = Buffer.concat([
  Buffer.from([0, 0, 0, 24]),
  Buffer.from('ftypisom'),
  Buffer.alloc(4_000, 7),
]);
const MOST_BODY_BYTES = 200_000_000;

export interface EmulatorOptions {
  readonly video?: Buffer;
  readonly script?: Partial<EmulatorScript>;
  readonly now?: () => number;
}

export async function startEmulator(
  define: (world: EmulatorWorld) => EmulatedUpstream,
  options: EmulatorOptions = {},
): Promise<Emulator> {
  const script: EmulatorScript = {
    pollsUntilEnd: 2,
    end: 'succeeded',
    priceMicros: 420_000n,
    randomFault: () => null,
    ...options.script,
  };
  const works: EmulatedWork[] = [];
  const requests: EmulatedRequest[] = [];
  const injected: { operation: EmulatedOperation; fault: EmulatedFault }[] = [];
  let mostAtOnce = 0;
  let url = '';
  const world = createWorld(works, script, options.video ?? SMALL_VIDEO, () => url);
  const upstream = define(world);
  const routes = [...upstream.routes, fileRoute(world)];

  const takeFault = (operation: EmulatedOperation): EmulatedFault | null => {
    const index = injected.findIndex((one) => one.operation === operation);
    if (index < 0) return script.randomFault(operation);
    const [taken] = injected.splice(index, 1);
    return taken?.fault ?? null;
  };

  const server = createServer((incoming, outgoing) => {
    void serve(incoming, outgoing).catch((error: unknown) => {
      if (!outgoing.headersSent) outgoing.writeHead(599, { 'x-emulator-defect': '1' });
      outgoing.end(String(error));
    });
  });
  async function serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const read = await readRequest(incoming);
    const matched = matchRoute(routes, read);
    const seen: EmulatedRequest = { ...read, params: matched?.params ?? {} };
    requests.push(seen);
    if (!matched) return send(outgoing, { status: 404, body: { detail: 'no such route' } });
    const { route } = matched;
    const fault = takeFault(route.operation);
    const early = fault === null ? undefined : refusedAtOnce(upstream, fault);
    if (early === 'hang') return;
    if (early === 'lose') return void outgoing.destroy();
    if (early) return send(outgoing, early);
    const reply = await answerOf(route, seen);
    mostAtOnce = Math.max(mostAtOnce, works.filter((work) => isRunning(world.peek(work))).length);
    sendWith(outgoing, upstream, reply, fault);
  }

  const upgraded = new Set<Duplex>();
  server.on('upgrade', (incoming, socket) => {
    upgraded.add(socket);
    socket.on('close', () => upgraded.delete(socket)).on('error', () => socket.destroy());
    if (upstream.onUpgrade) upstream.onUpgrade(incoming, socket);
    else socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a server that listens on a port has such an address
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    script,
    works,
    requests,
    mostAtOnce: () => mostAtOnce,
    inject: (operation, ...faults) => injected.push(...faults.map((fault) => ({ operation, fault }))),
    sendCallback: (work, fault) =>
      sendCallbacks(upstream, work, world.peek(work), fault, options.now ?? (() => Date.now())),
    async close() {
      server.closeAllConnections();
      for (const socket of upgraded) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function createWorld(
  works: EmulatedWork[],
  script: EmulatorScript,
  video: Buffer,
  url: () => string,
): EmulatorWorld {
  const stateOf = (work: EmulatedWork): WorkState => {
    if (work.isCancelled) return 'cancelled';
    if (work.polls === 0) return 'queued';
    const end = script.endOf?.(work) ?? script.end;
    return end === 'never' || work.polls < script.pollsUntilEnd ? 'running' : end;
  };
  return {
    url,
    works,
    video,
    accept(work) {
      const taken = { ...work, id: `work-${works.length + 1}-${url().slice(-4)}`, polls: 0 };
      const whole = { ...taken, isCancelled: false, chargedMicros: 0n };
      works.push(whole);
      return whole;
    },
    find: (id) => works.find((work) => work.id === id),
    findByKey: (key) => works.find((work) => work.key === key),
    poll(work) {
      work.polls += 1;
      const state = stateOf(work);
      if (state === 'succeeded') work.chargedMicros = script.priceOf?.(work) ?? script.priceMicros;
      return state;
    },
    peek: stateOf,
    fileUrl: (work) => `${url()}/files/${work.id}.mp4`,
  };
}

function fileRoute(world: EmulatorWorld): EmulatedRoute {
  return {
    method: 'GET',
    pattern: /^\/files\/(?<id>[^/]+)\.mp4$/,
    operation: 'file',
    answer: ({ params }) =>
      world.find(params['id'] ?? '')
        ? { status: 200, body: world.video, headers: { 'content-type': 'video/mp4' } }
        : { status: 404, body: Buffer.from('no such file') },
  };
}

async function readRequest(incoming: IncomingMessage): Promise<Omit<EmulatedRequest, 'params'>> {
  const pieces: Buffer[] = [];
  let byteCount = 0;
  for await (const piece of incoming) {
    const bytes = Buffer.from(piece as Uint8Array);
    byteCount += bytes.byteLength;
    if (byteCount > MOST_BODY_BYTES) throw new Error('the body is too large');
    pieces.push(bytes);
  }
  const address = new URL(incoming.url ?? '/', 'http://emulator');
  const headers = Object.entries(incoming.headers).map(([name, value]) => [name, String(value ?? '')]);
  return {
    method: incoming.method ?? 'GET',
    path: address.pathname,
    query: address.searchParams,
    headers: Object.fromEntries(headers) as Record<string, string>,
    body: Buffer.concat(pieces),
  };
}

function matchRoute(routes: readonly EmulatedRoute[], request: Omit<EmulatedRequest, 'params'>) {
  for (const route of routes) {
    const isAsked = route.withQuery === undefined || request.query.has(route.withQuery);
    const match = isAsked && route.method === request.method ? route.pattern.exec(request.path) : null;
    if (match) return { route, params: match.groups ?? {} };
  }
  return null;
}

async function answerOf(route: EmulatedRoute, request: EmulatedRequest): Promise<EmulatedReply> {
  try {
    return await route.answer(request);
  } catch (error) {
    if (error instanceof EmulatedRefusal) return error.reply;
    throw error;
  }
}

function isRunning(state: WorkState): boolean {
  return state === 'queued' || state === 'running';
}
