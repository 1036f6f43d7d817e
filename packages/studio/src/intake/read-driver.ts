import { admitFile } from './admit-file.ts';
import type { IntakeOptions } from './inspect-image.ts';
import type { MediaFault } from './inspection.ts';
import { sharedIntakePool } from './intake-pool.ts';
import { VIDEO_LIMITS } from './limits.ts';
import type { Picture } from '../pixels/picture.ts';

export interface ReadDriverOptions extends IntakeOptions {
  /** Pictures a second, whole: films with more lose some. */
  readonly mostFps: number;
  /** The longer side is made at most so long; films are never enlarged. */
  readonly longSide: number;
}

export type ReadDriver =
  | {
      readonly usable: true;
      /** Whole, constant. Below 24 only when the film itself is slower. */
      readonly fps: number;
      readonly pictureCount: number;
      /** Of the delivered pictures. */
      readonly width: number;
      readonly height: number;
      /** Of the film; `pictureCount / fps` is within half a picture of it. */
      readonly durationSeconds: number;
    }
  | { readonly usable: false; readonly fault: MediaFault };

/**
 * Decodes a stranger's film: upright, with square pixels, at a constant rate (a film of variable rate is resampled), each
 * picture in memory of its own, in order. The decoder waits while `onPicture` works. A fault may come after pictures: a
 * film can break off in the middle.
 */
export async function readDriver(
  path: string,
  options: ReadDriverOptions,
  onPicture: (picture: Picture, index: number) => void | Promise<void>,
): Promise<ReadDriver> {
  const admission = await admitFile(path, 'video');
  if (!admission.admitted) return { usable: false, fault: admission.fault };
  const { mostFps, longSide } = options;
  const answer = await (options.pool ?? sharedIntakePool()).run(
    {
      kind: 'read_driver',
      path,
      container: admission.sniffed.container,
      taking: 'driver',
      mostFps,
      longSide,
      keepSeconds: null,
    },
    {
      cap: {
        mostPictures: Math.ceil((VIDEO_LIMITS.mostSeconds + 1) * mostFps),
        mostPixels: longSide * longSide,
        mostSamples: 0,
      },
      onPicture,
      onSound: () => {},
    },
  );
  if (answer.kind === 'fault') return { usable: false, fault: answer.fault };
  if (answer.kind !== 'driver') throw new Error(`the intake process answered with ${answer.kind}`);
  const { fps, pictureCount, width, height, durationSeconds } = answer;
  return { usable: true, fps, pictureCount, width, height, durationSeconds };
}
