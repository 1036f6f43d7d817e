import type { FindCaller } from '../accounts/find-caller.ts';
import type { RandomBytes } from '../accounts/secrets.ts';
import type { PriceBook } from '../catalogue/price-book.ts';
import type { CommandDeps } from '../commands/create-generation.ts';
import type { CameraControl } from '../kernel/camera-control.ts';
import type { EngineView } from '../contract/engine-view.ts';
import type { Environment, GenerationMode } from '../kernel/environment.ts';
import type { InspectMedia } from '../kernel/media-input.ts';
import type { Logger } from '../kernel/log.ts';
import type { Meter } from '../kernel/meter.ts';
import type { Tracer } from '../kernel/trace.ts';
import type { AddressGuard } from '../media/address-guard.ts';
import type { LinkSigner } from '../media/signed-links.ts';
import type { MediaStore } from '../media/store.ts';
import type { Metrics } from './create-metrics.ts';

/** Which engine would make this, or the sentence that says why none can. `notes` are told to the caller as warnings. */
export type ChooseEngine = (wish: EngineWish) => EngineChoice;

/** What is to be made. Parameters that are not said are those that nobody asked for. */
export interface EngineWish {
  readonly environment: Environment;
  /** Null where nobody in particular asks. */
  readonly accountId: string | null;
  readonly model: string;
  readonly mode: GenerationMode;
  /** O1 and O3: how many pictures there are after the first. */
  readonly furtherImageCount?: number;
  readonly durationSeconds?: number | null;
  readonly negativePrompt?: string | null;
  readonly aspectRatio?: '16:9' | '9:16' | '1:1';
  readonly pictureClass?: '720p' | '1080p';
  readonly sound?: boolean;
  readonly characterOrientation?: 'image' | 'video';
  readonly keepOriginalSound?: boolean;
  readonly cameraControl?: CameraControl | null;
}

/** A message that came to the address of an attempt. */
export interface ReceivedCallback {
  readonly engine: string;
  readonly idempotencyKey: string;
  readonly token: string;
  /** Names in small letters. */
  readonly headers: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: Uint8Array;
}

/** `unknown`: the address is not one of ours. `forged`: the engine says that its upstream did not send it. */
export type AcceptCallback = (callback: ReceivedCallback) => Promise<'accepted' | 'unknown' | 'forged'>;
export type EngineChoice =
  | { readonly engine: string; readonly notes: readonly string[] }
  | { readonly engine: null; readonly why: string };

export interface HttpDeps extends CommandDeps {
  readonly findCaller: FindCaller;
  readonly store: MediaStore;
  readonly inspectMedia: InspectMedia;
  /** The one that deliveries will meet: what it never lets through is refused at submit. */
  readonly callbackGuard: Pick<AddressGuard, 'checkUrl'>;
  readonly links: LinkSigner;
  /** 0..2147483647, for requests without a seed. */
  readonly randomSeed: () => number;
  /** For keys and secrets. */
  readonly randomBytes: RandomBytes;
  readonly log: Logger;
  readonly prices: PriceBook;
  readonly chooseEngine: ChooseEngine;
  /** Takes in what upstreams tell; nobody listens when absent. */
  readonly acceptCallback?: AcceptCallback;
  /** How the engines are; none are shown when absent. */
  readonly listEngines?: () => Promise<readonly EngineView[]>;
  /** How many generations an engine makes at once; null for any number. Absent: not known. */
  readonly engineConcurrency?: (engineId: string) => number | null;
  /** Counts and traces what is done; neither when absent. */
  readonly meter?: Meter;
  readonly trace?: Tracer;
  /** What `/metrics` shows; nothing is there when absent. */
  readonly metrics?: Metrics;
  readonly metricsToken?: string | null;
  /** Aborts when the server is about to stop: streams end, and reads that wait are answered. */
  readonly stopping?: AbortSignal;
  readonly settings: HttpSettings;
}

export interface HttpSettings {
  /** Address that callers use; null = whatever address a request came to. */
  readonly publicUrl: string | null;
  readonly allowLoopbackCallbacks: boolean;
  readonly submitsPerMinute: number;
  readonly readsPerMinute: number;
  /** All keys of an account and environment together; 0 when absent, for no limit. */
  readonly submitsPerMinuteOfAccount?: number;
  readonly readsPerMinuteOfAccount?: number;
  /** Streams and waiting reads that one key may have open in one process; 1000 when absent. */
  readonly streamsPerKey?: number;
  readonly version: string;
}
