/** The rest of what a worker reaches out to: the media store, strangers' servers, and the receivers of webhooks. */
import type { Readable } from 'node:stream';
import type { InspectMedia } from '../src/kernel/media-input.ts';
import type { Downloader } from '../src/media/download.ts';
import type { MediaStore } from '../src/media/store.ts';
import type { Deliverer, DeliveryResult } from '../src/webhooks/deliver.ts';
import { PlayedFault, type Incarnation } from './incarnation.ts';
import type { RequestPlan } from './plan.ts';
import { shortId, type World } from './world.ts';

/** A message as it reached its receiver, whatever became of the answer. */
export interface Receipt {
  readonly url: string;
  readonly id: string;
  readonly body: string;
  readonly isAccepted: boolean;
}

export interface Surroundings {
  /** The keys of everything that was ever stored. */
  readonly stored: ReadonlySet<string>;
  readonly receipts: readonly Receipt[];
  open(incarnation: Incarnation, who: string): OpenSurroundings;
}

export interface OpenSurroundings {
  readonly store: MediaStore;
  readonly downloader: Downloader;
  readonly inspectMedia: InspectMedia;
  readonly deliverer: Deliverer;
}

/** Where the webhook of a request goes: to a receiver of its own, or to one that several have in common. */
export function receiverUrl({ number, receiver }: RequestPlan): string {
  return `https://receiver-${receiver?.isShared === true ? 'of-many' : number}.sim/hook/${number}`;
}

/** The same whenever it is signed. */
export function mediaUrl(assetId: string): string {
  return `https://media.sim/${assetId}`;
}

export function createSurroundings(world: World): Surroundings {
  const stored = new Set<string>();
  const receipts: Receipt[] = [];
  return {
    stored,
    receipts,
    open(incarnation, who) {
      const step = <Result>(what: string, effect: () => Result, signal?: AbortSignal): Promise<Result> =>
        incarnation.call({ who, kind: 'outside', what: () => what, effect, ...(signal ? { signal } : {}) });
      return {
        store: storeOf(world, stored, step),
        downloader: {
          download: (wanted, signal) => step(`download ${wanted.url}`, () => downloaded(world), signal),
        },
        inspectMedia: (kind, path) =>
          step(`inspect ${path}`, () => ({
            usable: true,
            facts: {
              mediaType: kind === 'video' ? 'video/mp4' : 'image/png',
              width: 640,
              height: 480,
              durationSeconds: kind === 'video' ? 4.2 : null,
              byteCount: 1_000,
            },
          })),
        deliverer: {
          deliver: (message, signal) =>
            step(
              `deliver ${shortId(message.id)} to ${message.url}`,
              () => receive(world, receipts, message),
              signal,
            ),
          close: async () => {},
        },
      };
    },
  };
}

type Step = <Result>(what: string, effect: () => Result, signal?: AbortSignal) => Promise<Result>;

function storeOf(world: World, stored: Set<string>, step: Step): MediaStore {
  const { random, plan, isCalm } = world;
  return {
    putFile: (path) =>
      step(`store ${path}`, () => {
        if (!isCalm() && random.chance(plan.weather.fullDisk)) throw new PlayedFault('ENOSPC');
        stored.add(path);
        return { storageKey: path, byteCount: 1_000 };
      }),
    localPath: async (storageKey) => storageKey,
    incomingPath: async () => `/incoming/${world.newId().slice(24)}`,
    stat: async () => null,
    open: (): Readable => {
      throw new Error('nothing is read here');
    },
    remove: async () => true,
    async *list() {},
    removeLeftovers: async () => {},
  };
}

function downloaded({ random, isCalm }: World): Awaited<ReturnType<Downloader['download']>> {
  if (!isCalm() && random.chance(0.1)) return { kind: 'unreachable', why: 'It did not answer.' };
  if (!isCalm() && random.chance(0.1)) return { kind: 'refused', why: 'It is not allowed.' };
  return { kind: 'done', byteCount: 1_000, mediaType: null };
}

function receive(
  world: World,
  receipts: Receipt[],
  { id, url, body }: { readonly id: string; readonly url: string; readonly body: string },
): DeliveryResult {
  const request = world.plan.requests.find((one) => receiverUrl(one) === url);
  const temper = request?.receiver;
  if (!temper) throw new Error(`nobody receives at ${url}`);
  const before = receipts.filter((receipt) => receipt.url === url).length;
  const isRefused = before < temper.failures || temper.isGone;
  receipts.push({ url, id, body, isAccepted: !isRefused });
  const exchange = { requestHeaders: {}, responseHeaders: null, responseBody: null };
  if (temper.isGone) return { kind: 'gone', httpStatus: 410, exchange };
  const error = { kind: 'failed', error: 'played', retryAfterSeconds: 0, exchange } as const;
  if (isRefused) return { ...error, httpStatus: 500 };
  if (before < temper.failures + temper.lostReplies) return { ...error, httpStatus: null };
  return { kind: 'delivered', httpStatus: 200, exchange };
}
