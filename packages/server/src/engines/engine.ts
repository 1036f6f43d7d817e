/**
 * The port every engine implements, and the only thing the worker knows of engines.
 *
 * A failed generation is an answer (`failed`), never an exception; an exception means "could not find out", and the
 * worker asks again. `Operation` is the engine's own handle: JSON that we store between calls and never look into.
 */
import type { CameraControl } from '../kernel/camera-control.ts';
import type { GenerationMode } from '../kernel/environment.ts';
import type { EngineTrouble } from '../kernel/engine-troubles.ts';
import type { FailureReason } from '../kernel/failures.ts';
import type { Micros } from '../kernel/money.ts';
import type { JsonObject, JsonValue } from '../kernel/json.ts';

export type Operation = JsonObject;

/** A picture or video that the caller gave, on this machine's disk, decoded once and found usable. Only to be read. */
export interface EngineInput {
  readonly path: string;
  readonly mediaType: string;
  /** Pixels, as shown. */
  readonly width: number;
  readonly height: number;
  /** Null for a picture. */
  readonly durationSeconds: number | null;
  /** A signed address of the file that works for a day, for upstreams that fetch; null while this server has no public one. */
  readonly publicUrl: string | null;
}

/**
 * Image-to-video has `image`, and of O1 and O3 the pictures after it; motion control has `referenceVideo`, the driver, and
 * `referenceImage`, the character.
 */
export interface EngineInputs {
  readonly image?: EngineInput;
  /** Absent when there is none. */
  readonly furtherImages?: readonly EngineInput[];
  readonly referenceVideo?: EngineInput;
  readonly referenceImage?: EngineInput;
}

/** What the engine is asked for, after the model's rules and defaults were applied. */
export interface EngineRequest {
  readonly model: string;
  readonly mode: GenerationMode;
  /** May be empty for motion control. */
  readonly prompt: string;
  readonly negativePrompt: string | null;
  /** Whole seconds; null for motion control, where the driver decides. */
  readonly durationSeconds: number | null;
  /** Counts for text-to-video only: with an input the picture's shape is the input's. */
  readonly aspectRatio: '16:9' | '9:16' | '1:1';
  /** The class of the picture: the shorter side is 720 or 1080. */
  readonly pictureClass: '720p' | '1080p';
  /** 0 freest .. 1 strict. */
  readonly cfgScale: number;
  readonly seed: number;
  readonly sound: boolean;
  /** Motion control: whose orientation the character keeps. */
  readonly characterOrientation: 'image' | 'video';
  /** Motion control: whether the driver is heard. */
  readonly keepOriginalSound: boolean;
  readonly cameraControl: CameraControl | null;
  readonly inputs: EngineInputs;
  /** What a magic prompt of a test key asks for; only the engine of test mode looks at it. */
  readonly testDirectives: JsonValue;
  /** Where the upstream may tell that something happened; of this attempt alone. Null while this server has no public address. */
  readonly callbackUrl: string | null;
}

/** What an engine is asked before a request is accepted. What is not said is what nobody asked for, or a default. */
export interface Wish
  extends
    Pick<EngineRequest, 'model' | 'mode'>,
    Partial<Omit<EngineRequest, 'model' | 'mode' | 'inputs' | 'testDirectives' | 'callbackUrl'>> {
  /** How many pictures there are after the first. */
  readonly furtherImageCount?: number;
}

/** Yes, or the sentence that tells the caller why not. `notes` are sentences about what will be done differently. */
export type Support =
  | { readonly supported: true; readonly notes?: readonly string[] }
  | { readonly supported: false; readonly why: string };

/** A file the engine made. `path` is local; the worker moves it into the store. */
export interface LocalOutput {
  readonly kind: 'video' | 'poster';
  readonly mediaType: string;
  readonly path: string;
  readonly width: number;
  readonly height: number;
  readonly durationSeconds: number | null;
}

/**
 * The video where the upstream keeps it. The worker fetches it, looks at it, cuts it to size and makes the poster. `engine`:
 * through the engine's own `fetch`, with its key. `internet`: like a stranger's URL, without any key.
 */
export interface RemoteOutput {
  readonly kind: 'remote_video';
  readonly url: string;
  readonly via: 'engine' | 'internet';
  /** Its first so many seconds are what was asked for; all of it when absent. */
  readonly keepSeconds?: number;
}

export type EngineOutput = LocalOutput | RemoteOutput;

/** What an upstream said that it took for a work, in micro-dollars. */
export interface EngineBill {
  readonly costMicros: Micros;
}

/** `detail` is told to the caller when the reason is one that the caller can mend: whole sentences, nothing inside. */
export interface EngineFailure {
  readonly reason: FailureReason;
  readonly detail: string;
  /** What follows for routing; by the reason when absent. */
  readonly trouble?: EngineTrouble;
  /** The upstream's own code and words, without secrets, for the operator; at most 500 characters. */
  readonly note?: string;
}

export type EngineStatus =
  | { readonly state: 'pending'; /** 0..100 */ readonly progress: number }
  | {
      readonly state: 'succeeded';
      readonly outputs: readonly EngineOutput[];
      readonly report: JsonValue;
      readonly bill?: EngineBill;
    }
  | ({ readonly state: 'failed'; readonly bill?: EngineBill } & EngineFailure);

/** In `full` and `refused` it is certain that nothing was begun. */
export type StartAnswer =
  | { readonly state: 'started'; readonly operation: Operation }
  /** The upstream has no place, or wants fewer requests: try again after so long, or after a while when it did not say. */
  | { readonly state: 'full'; readonly retryAfterSeconds: number | null; readonly note: string }
  | ({ readonly state: 'refused' } & EngineFailure);

/** A message of an upstream that was found to be genuine. It only says that it is time to ask. */
export interface EngineCallback {
  /** The work it speaks of, where the message alone says so: it makes up for a reply that was lost. */
  readonly operation: Operation | null;
}

export type FetchResult =
  | { readonly kind: 'done'; readonly byteCount: number }
  /** It did not work this time; `why` has no secrets. */
  | { readonly kind: 'unreachable'; readonly why: string };

export interface Engine {
  readonly id: string;
  /** How many generations it may run at once, over all processes; null for no limit of ours. */
  readonly concurrency: number | null;
  /** Milliseconds between two questions for the status. */
  readonly pollMilliseconds: number;
  supports(wish: Wish): Support;
  /**
   * Starts the work. `key` is ours and the same for every repeat of one attempt. It throws only when nobody knows whether
   * the upstream took the work.
   */
  start(request: EngineRequest, key: string, signal: AbortSignal): Promise<StartAnswer>;
  /** `lost` means the engine no longer knows the operation (its process died): the work may be started again. */
  status(operation: Operation, signal: AbortSignal): Promise<EngineStatus | { readonly state: 'lost' }>;
  /** Looks work up by our key, for when a reply was lost. Engines without it can never be started twice blindly. */
  find?(key: string, signal: AbortSignal): Promise<Operation | 'absent' | 'unknown'>;
  /**
   * Asks it to stop; whether it did, `status` tells. May come again, and after its end. Engines without it finish what they
   * have begun.
   */
  cancel?(operation: Operation, signal: AbortSignal): Promise<void>;
  /** Fetches a result that only the engine's own key opens. Nothing is at `toPath` unless it is done. */
  fetch?(output: RemoteOutput, toPath: string, signal: AbortSignal): Promise<FetchResult>;
  /** Reads a message to a `callbackUrl`; null when it is not genuine. `headers` are in small letters. */
  readCallback?(
    headers: Readonly<Record<string, string>>,
    rawBody: Uint8Array,
    now: Date,
    query: URLSearchParams,
  ): Promise<EngineCallback | null>;
  /** What the upstream's public list says that the request costs; null when it says nothing. */
  readonly listPrice?: (request: ListPriceWish) => Micros | null;
  /** Whether it answers and takes our key, for `doctor`: a sentence about what is wrong, or null. Makes and costs nothing. */
  check?(signal: AbortSignal): Promise<string | null>;
  /** Stops everything it runs in this process. */
  close?(): Promise<void>;
}

/** `durationSeconds` is the driver's for motion control, rounded up. */
export interface ListPriceWish extends Pick<EngineRequest, 'model' | 'mode' | 'pictureClass' | 'sound'> {
  readonly durationSeconds: number;
}
