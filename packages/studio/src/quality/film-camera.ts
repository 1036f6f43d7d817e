import { BLOCK_PIXELS, blockFlow } from './block-flow.ts';
import type { BlockMove } from './block-flow.ts';
import { contentMotion } from './camera-sense.ts';
import type { ContentMotion } from './camera-sense.ts';
import { lumaPlane } from './picture.ts';
import type { MaskedPicture } from './picture.ts';
import type { Take } from './take.ts';

/** Content motion as the eye gets it: of everything but the subjects, of what is far, and of the ground in front. */
export interface FilmedCamera {
  readonly all: ContentMotion | null;
  readonly far: ContentMotion | null;
  readonly near: ContentMotion | null;
}

/** Where in the shot the camera is looked at, and over how many pictures. */
const MOMENTS = [0.3, 0.5, 0.7] as const;
const GAP_FRAMES = 8;
const REACH_PIXELS = 24;
/** What lies above this share of the height is behind the stage. */
const FAR_ABOVE = 0.5;
const NEAR_BELOW = 0.7;

export function filmCamera({ draw, shot }: Take): FilmedCamera {
  const blocks: BlockMove[] = [];
  for (const moment of MOMENTS) {
    const frame = Math.round(moment * (shot.frameCount - 1) - GAP_FRAMES / 2);
    const from = draw(frame);
    const to = draw(frame + GAP_FRAMES);
    const moves = blockFlow(lumaPlane(from), lumaPlane(to), REACH_PIXELS);
    blocks.push(...moves.filter((block) => !touchesSubject(from, block)));
  }
  const far = blocks.filter(({ y }) => y + BLOCK_PIXELS / 2 < FAR_ABOVE * shot.height);
  const near = blocks.filter(({ y }) => y + BLOCK_PIXELS / 2 > NEAR_BELOW * shot.height);
  return {
    all: contentMotion(blocks, shot.width, shot.height),
    far: contentMotion(far, shot.width, shot.height),
    near: contentMotion(near, shot.width, shot.height),
  };
}

function touchesSubject({ width, ids }: MaskedPicture, { x, y }: BlockMove): boolean {
  for (let row = y; row < y + BLOCK_PIXELS; row += 4) {
    for (let column = x; column < x + BLOCK_PIXELS; column += 4) {
      if ((ids[row * width + column] ?? 0) > 0) return true;
    }
  }
  return false;
}
