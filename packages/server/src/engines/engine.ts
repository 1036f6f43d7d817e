/**
 * The port every engine implements, and the only thing the worker knows of engines.
 *
 * A failed generation is an answer (`failed`), never an exception; an exception means "could not find out", and the
 * worker asks again. `Operation` is the engine's own handle: JSON that we store between calls and never look into.
 */
import type { CameraControl } from '../kernel/camera-control.ts';
import type { GenerationMode } from '../kernel/environment.ts';
import type { FailureReason } from '../kernel/failures.ts';
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
}

/** What an engine is asked before a request is accepted. */
export interface Wish extends Pick<EngineRequest, 'model' | 'mode'> {
  /** How many pictures there are after the first. */
  readonly furtherImageCount?: number;
}

/** Yes, or the sentence that tells the caller why not. `notes` are sentences about what will be done differently. */
export type Support =
  | { readonly supported: true; readonly notes?: readonly string[] }
  | { readonly supported: false; readonly why: string };

/** A file the engine made. `path` is local; the worker moves it into the store. */
export interface EngineOutput {
  readonly kind: 'video' | 'poster';
  readonly mediaType: string;
  readonly path: string;
  readonly width: number;
  readonly height: number;
  readonly durationSeconds: number | null;
}

export type EngineStatus =
  | { readonly state: 'pending'; /** 0..100 */ readonly progress: number }
  | { readonly state: 'succeeded'; readonly outputs: readonly EngineOutput[]; readonly report: JsonValue }
  /** `detail` is told to the caller when the reason is one that the caller can mend: whole sentences, nothing inside. */
  | { readonly state: 'failed'; readonly reason: FailureReason; readonly detail: string };

export interface Engine {
  readonly id: string;
  /** How many generations it may run at once, over all processes; null for no limit of ours. */
  readonly concurrency: number | null;
  /** Milliseconds between two questions for the status. */
  readonly pollMilliseconds: number;
  supports(wish: Wish): Support;
  /** Starts the work. `key` is ours and the same for every repeat of one attempt. */
  start(request: EngineRequest, key: string, signal: AbortSignal): Promise<Operation>;
  /** `lost` means the engine no longer knows the operation (its process died): the work may be started again. */
  status(operation: Operation, signal: AbortSignal): Promise<EngineStatus | { readonly state: 'lost' }>;
  /** Looks work up by our key, for when a reply was lost. Engines without it can never be started twice blindly. */
  find?(key: string, signal: AbortSignal): Promise<Operation | 'absent' | 'unknown'>;
  /**
   * Asks it to stop; whether it did, `status` tells. May come again, and after its end. Engines without it finish what they
   * have begun.
   */
  cancel?(operation: Operation): Promise<void>;
  /** Stops everything it runs in this process. */
  close?(): Promise<void>;
}
