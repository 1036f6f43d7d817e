import type { SceneryId } from '../shot.ts';
import type { SceneryLayer } from './place-recipe.ts';

type Art = readonly [SceneryId, ...SceneryId[]];

/** Trees standing about from a few metres behind the stage to the far distance. */
export function trees(
  art: Art,
  count: number,
  heightMetres: readonly [number, number],
  near = 13,
  far = 90,
): SceneryLayer {
  return { art, count, band: 'land', near, far, heightMetres, sway: 0.22, gap: 0.26, crowding: 1.25 };
}

/** A few big things close to the camera at the edges of the picture, which give it depth. */
export function framing(
  art: Art,
  count: number,
  heightMetres: readonly [number, number],
  sway = 0.25,
): SceneryLayer {
  return { art, count, band: 'frame', near: 1.25, far: 2.1, heightMetres, sway, gap: 0.74, crowding: 1 };
}

/** Low plants or stones on the ground, thickest near the camera. */
export function groundCover(
  art: Art,
  count: number,
  heightMetres: readonly [number, number],
  sway = 0.7,
): SceneryLayer {
  return { art, count, band: 'land', near: 3, far: 22, heightMetres, sway, gap: 0, crowding: 1.8 };
}

/** Low plants in the lower corners, nearer than the subject. */
export function cornerCover(
  art: Art,
  count: number,
  heightMetres: readonly [number, number],
  sway = 0.7,
): SceneryLayer {
  return { art, count, band: 'frame', near: 0.5, far: 0.92, heightMetres, sway, gap: 0.5, crowding: 1 };
}
