import { IMAGE_DISGUISES, VIDEO_DISGUISES } from './disguises.ts';
import { imageBombs } from './image-bombs.ts';
import type { Bombs } from './image-bombs.ts';
import type { Seed } from './make-seeds.ts';
import type { Trial } from './run-trial.ts';
import { videoBombs } from './video-bombs.ts';

/** All files that are built to do harm, one at a time: some have 100 MB. */
export function* makeBombs(seeds: readonly Seed[]): Generator<Trial, undefined> {
  const seed = (wanted: string): Uint8Array => {
    const found = seeds.find(({ name }) => name === wanted);
    if (!found) throw new Error(`no seed ${wanted}`);
    return found.bytes;
  };
  const images = imageBombs(
    seed('progressive.jpg'),
    seed('lossy.webp'),
    seed('lossless.webp'),
    seed('animated.webp'),
  );
  const videos = videoBombs(seed('h264.mp4'), seed('fragmented.mp4'), seed('vp8.webm'), seed('vp9.webm'));
  yield* trialsOf('image', { ...images, ...IMAGE_DISGUISES });
  yield* trialsOf('video', { ...videos, ...VIDEO_DISGUISES });
}

function* trialsOf(kind: Trial['kind'], bombs: Bombs): Generator<Trial, undefined> {
  for (const [name, make] of Object.entries(bombs)) {
    const made = make();
    const file = made instanceof Uint8Array ? { bytes: made } : made;
    yield { name: `bomb: ${name}`, kind, ...file };
  }
}
