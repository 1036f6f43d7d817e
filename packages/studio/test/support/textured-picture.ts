import { createNoise } from '../../src/maths/noise.ts';
import { type Picture, createPicture, createPlane } from '../../src/pixels/picture.ts';
import type { Vision } from '../../src/vision/vision.ts';

/** A grey textured wall with an orange disc before it, a third of the picture wide and low in it. */
export function texturedPicture(width: number, height: number): Picture {
  const picture = createPicture(width, height);
  const noise = createNoise(7);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const coarse = noise.fractal(x / 40, y / 40, 4);
      const level = 120 + 150 * coarse;
      const disc = isDisc(x, y, width, height);
      picture.rgba.set(
        disc ? [level + 70, level * 0.6, 20, 255] : [level, level, level, 255],
        (y * width + x) * 4,
      );
    }
  return picture;
}

function isDisc(x: number, y: number, width: number, height: number): boolean {
  return Math.hypot(x - width * 0.5, y - height * 0.62) < Math.min(width, height) * 0.17;
}

/** Sees the disc of {@link texturedPicture}, as surely as it is told to; finds nobody. */
export function discVision(confidence: number): Vision {
  return {
    sources: { matte: 'disc', pose: 'none' },
    matte: ({ width, height }) => {
      const alpha = createPlane(width, height);
      for (let i = 0; i < alpha.values.length; i++)
        alpha.values[i] = isDisc(i % width, Math.floor(i / width), width, height) ? 1 : 0;
      return Promise.resolve({ alpha, confidence });
    },
    findPeople: () => Promise.resolve([]),
    trackPerson: () => null,
    close: () => Promise.resolve(),
  };
}
