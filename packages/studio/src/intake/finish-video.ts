import { evenPicture } from '../codec/even-picture.ts';
import type { PcmSound } from '../codec/pcm-sound.ts';
import type { Picture } from '../pixels/picture.ts';
import { admitResult } from './admit-result.ts';
import { copyMp4 } from './copy-mp4.ts';
import { pictureCountOf } from './delivered-fps.ts';
import type { MediaFault } from './inspection.ts';
import type { IntakeAnswer } from './intake-answer.ts';
import { IntakePool } from './intake-pool.ts';
import type { VideoContainer } from './intake-wire.ts';
import { FINISHED_FPS, RESULT_LIMITS } from './limits.ts';
import type { OuterPart } from './outer-parts.ts';
import { readSoundAs } from './read-sound.ts';

export interface FinishOptions {
  /** A stranger's finished film; only read. */
  readonly path: string;
  readonly videoPath: string;
  readonly posterPath: string;
  /** Its first so many seconds, to the picture; null for all of it. */
  readonly keepSeconds: number | null;
  /** The sound of this film, when the other has none; null for none. */
  readonly soundFromPath: string | null;
  readonly signal?: AbortSignal;
  readonly pool?: IntakePool;
}

export type FinishedFilm =
  | {
      readonly usable: true;
      /** Pixels, as shown; of the poster too. */
      readonly width: number;
      readonly height: number;
      readonly durationSeconds: number;
      /** Its pictures and sound are those that came, bit for bit. */
      readonly unchanged: boolean;
    }
  | { readonly usable: false; readonly fault: MediaFault };

interface Result {
  readonly container: VideoContainer;
  readonly parts: readonly OuterPart[];
  readonly facts: Extract<IntakeAnswer, { kind: 'result' }>;
  readonly first: Picture;
}

/**
 * Makes an upstream's film ours: an MP4 with H.264 and AAC that plays everywhere and starts at once, of the length that was
 * wanted, and a JPEG of its first picture. One that is so already is copied as it is. A film that cannot be decoded to its
 * end is refused. Rejects only when the files or this machine cannot do it, or with the signal's reason.
 */
export async function finishVideo(options: FinishOptions): Promise<FinishedFilm> {
  const result = await examine(options);
  if ('code' in result) return { usable: false, fault: result };
  const { facts, first } = result;
  const kept = pictureCountOf(options.keepSeconds ?? Infinity, facts.fps);
  const sound = await soundToLay(options, facts.hasSound);
  const unchanged = kept >= facts.pictureCount && !sound && (await tryToCopy(options, result));
  if (!unchanged) {
    const fault = await encodeAnew(options, result, Math.min(kept, facts.pictureCount), sound);
    if (fault) return { usable: false, fault };
  }
  const poster = unchanged ? first : evenPicture(first);
  const { writePoster } = await import('../codec/write-poster.ts');
  await writePoster(poster.rgba, poster.width, poster.height, options.posterPath);
  return {
    usable: true,
    width: poster.width,
    height: poster.height,
    durationSeconds: unchanged ? facts.durationSeconds : Math.min(kept, facts.pictureCount) / facts.fps,
    unchanged,
  };
}

async function examine(options: FinishOptions): Promise<Result | MediaFault> {
  const { path, signal } = options;
  const admission = await admitResult(path);
  if (!admission.admitted) return admission.fault;
  const { container, parts } = admission;
  const pictures: Picture[] = [];
  const answer = await poolOf(options).run(
    { kind: 'inspect_result', path, container },
    {
      cap: { mostPictures: 1, mostPixels: RESULT_LIMITS.mostSide ** 2, mostSamples: 0 },
      onPicture: (picture) => void pictures.push(picture),
      onSound: () => {},
    },
    signal,
  );
  if (answer.kind === 'fault') return answer.fault;
  const [first] = pictures;
  if (answer.kind !== 'result' || !first)
    throw new Error(`the intake process answered with ${answer.kind} and ${pictures.length} pictures`);
  return { container, parts, facts: answer, first };
}

/** Null when the film keeps its own, or the other has none that can be read either. */
async function soundToLay(options: FinishOptions, hasSound: boolean): Promise<PcmSound | null> {
  const { soundFromPath } = options;
  if (hasSound || soundFromPath === null) return null;
  const admission = await admitResult(soundFromPath);
  return admission.admitted ? soundOf(options, soundFromPath, admission.container) : null;
}

function soundOf(options: FinishOptions, path: string, container: VideoContainer): Promise<PcmSound | null> {
  const order = { kind: 'read_sound', path, container, taking: 'result' } as const;
  const { signal } = options;
  return readSoundAs(order, RESULT_LIMITS, { pool: poolOf(options), ...(signal && { signal }) });
}

async function tryToCopy(options: FinishOptions, { container, facts, parts }: Result): Promise<boolean> {
  if (container !== 'mp4' || !facts.playsAnywhere) return false;
  return copyMp4(options.path, options.videoPath, parts, options.signal);
}

/** Null when it went well. */
async function encodeAnew(
  options: FinishOptions,
  { container, facts, first }: Result,
  pictureCount: number,
  laid: PcmSound | null,
): Promise<MediaFault | null> {
  const { path, videoPath, signal } = options;
  const own = facts.hasSound ? await soundOf(options, path, container) : null;
  const { width, height } = evenPicture(first);
  const { openNodeAvEncoder } = await import('../codec/node-av-encoder.ts');
  const encoder = await openNodeAvEncoder({
    path: videoPath,
    width,
    height,
    fps: facts.fps,
    metadata: {},
    sound: laid ?? own,
  });
  try {
    const answer = await poolOf(options).run(
      {
        kind: 'read_driver',
        path,
        container,
        taking: 'result',
        mostFps: FINISHED_FPS,
        longSide: RESULT_LIMITS.mostSide,
        keepSeconds: pictureCount / facts.fps,
      },
      {
        cap: { mostPictures: pictureCount, mostPixels: first.width * first.height, mostSamples: 0 },
        onPicture: (picture) => encoder.write(evenPicture(picture).rgba),
        onSound: () => {},
      },
      signal,
    );
    if (answer.kind === 'driver' && answer.pictureCount === pictureCount) {
      await encoder.finish();
      return null;
    }
    if (answer.kind === 'fault') return answer.fault;
    throw new Error(`the intake process answered with ${answer.kind}`);
  } finally {
    await encoder.abort();
  }
}

const PLACES = 2;
let ownPool: IntakePool | null = null;

/** Not the pool of uploads: whoever waits for an answer to a request must not wait until films are encoded. */
function poolOf({ pool }: FinishOptions): IntakePool {
  if (pool) return pool;
  ownPool ??= new IntakePool({ size: PLACES });
  return ownPool;
}
