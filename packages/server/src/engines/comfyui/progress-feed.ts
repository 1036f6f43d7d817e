/**
 * How far the works of this process are, as ComfyUI tells through its websocket. It is only for show: without it, or while it
 * is broken, works go on and are polled all the same.
 */
import { WebSocket } from 'undici';
import { z } from 'zod';
import type { Clock } from '../../kernel/clock.ts';
import type { JsonObject } from '../../kernel/json.ts';

const REOPEN_MILLISECONDS = 10_000;
/** Works whose last word was not heard are forgotten in the end. */
const MOST_WORKS = 1_000;
/** Sampling takes nearly all of the time; the weights of other nodes only keep the number moving. */
const SAMPLER_WEIGHT = 20;

export interface ProgressFeed {
  /** Begins to listen, if it does not. */
  listen(): void;
  /** 0..100, or null when nothing was heard of it. */
  percentOf(promptId: string, graph: JsonObject): number | null;
  forget(promptId: string): void;
  close(): void;
}

export interface ProgressFeedOptions {
  readonly baseUrl: string;
  readonly clientId: string;
  readonly headers: () => Readonly<Record<string, string>>;
  readonly clock: Clock;
}

const Steps = z.object({ value: z.number(), max: z.number().positive() });
const Message = z.discriminatedUnion('type', [
  /** Of all nodes that have begun. */
  z.object({
    type: z.literal('progress_state'),
    data: z.object({ prompt_id: z.string(), nodes: z.record(z.string(), Steps.optional().catch(undefined)) }),
  }),
  /** Of one node; older versions send nothing else. */
  z.object({ type: z.literal('progress'), data: Steps.extend({ prompt_id: z.string(), node: z.string() }) }),
  z.object({
    type: z.literal('execution_cached'),
    data: z.object({ prompt_id: z.string(), nodes: z.array(z.string()) }),
  }),
]);
type Message = z.infer<typeof Message>;

export function createProgressFeed(options: ProgressFeedOptions): ProgressFeed {
  const works = new Map<string, Map<string, number>>();
  let socket: WebSocket | null = null;
  let openedAt = Number.NEGATIVE_INFINITY;
  let isClosed = false;

  function hear(text: string): void {
    const message = readMessage(text);
    if (!message) return;
    const { prompt_id: promptId } = message.data;
    const nodes = works.get(promptId) ?? new Map<string, number>();
    works.set(promptId, nodes);
    for (const [node, done] of partsOf(message)) nodes.set(node, done);
    const [oldest] = works.keys();
    if (works.size > MOST_WORKS && oldest !== undefined) works.delete(oldest);
  }

  return {
    listen() {
      const now = options.clock.now().getTime();
      if (isClosed || socket || now - openedAt < REOPEN_MILLISECONDS) return;
      openedAt = now;
      const opened = open(options, hear);
      socket = opened;
      const leave = (): void => {
        if (socket === opened) socket = null;
      };
      opened.addEventListener('close', leave);
      opened.addEventListener('error', leave);
    },
    percentOf(promptId, graph) {
      const nodes = works.get(promptId);
      return nodes ? percentOf(nodes, graph) : null;
    },
    forget: (promptId) => void works.delete(promptId),
    close() {
      isClosed = true;
      socket?.close();
    },
  };
}

function open({ baseUrl, clientId, headers }: ProgressFeedOptions, hear: (text: string) => void): WebSocket {
  const address = new URL(`${baseUrl.replace(/\/+$/, '')}/ws`);
  address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
  address.searchParams.set('clientId', clientId);
  const socket = new WebSocket(address, { headers: headers() });
  // Pictures of the work in progress come as bytes.
  socket.binaryType = 'arraybuffer';
  socket.addEventListener('message', ({ data }) => {
    if (typeof data === 'string') hear(data);
  });
  return socket;
}

function readMessage(text: string): Message | undefined {
  try {
    return Message.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** Nodes and how much of each is done, 0..1. */
function partsOf(message: Message): readonly (readonly [node: string, done: number])[] {
  switch (message.type) {
    case 'progress_state':
      return Object.entries(message.data.nodes).flatMap(([node, steps]) =>
        steps ? [[node, doneOf(steps)] as const] : [],
      );
    case 'progress':
      return [[message.data.node, doneOf(message.data)]];
    case 'execution_cached':
      return message.data.nodes.map((node) => [node, 1]);
    default:
      return message satisfies never;
  }
}

function doneOf({ value, max }: z.infer<typeof Steps>): number {
  return Math.min(1, Math.max(0, value / max));
}

function percentOf(nodes: ReadonlyMap<string, number>, graph: JsonObject): number {
  let whole = 0;
  let done = 0;
  for (const [id, node] of Object.entries(graph)) {
    const weight = weightOf(node);
    whole += weight;
    done += weight * (nodes.get(id) ?? 0);
  }
  return whole === 0 ? 0 : Math.floor((100 * done) / whole);
}

const Sampler = z.object({ inputs: z.object({ steps: z.number() }) });

function weightOf(node: JsonObject[string] | undefined): number {
  return Sampler.safeParse(node).success ? SAMPLER_WEIGHT : 1;
}
