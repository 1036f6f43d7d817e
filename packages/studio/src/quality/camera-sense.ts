import type { CameraMoveId } from '../vocabulary/camera.ts';
import type { BlockMove } from './block-flow.ts';
import { BLOCK_PIXELS } from './block-flow.ts';

/** How the picture content as a whole moved between two pictures. */
export interface ContentMotion {
  /** Pixels to the right and downwards, at the middle of the picture. */
  readonly right: number;
  readonly down: number;
  /** Growth per pixel from the middle: 0.01 is one per cent larger. */
  readonly spread: number;
  /** Radians clockwise. */
  readonly turn: number;
}

/** The flow that shows a camera move: which figure, and its sign. */
interface Signature {
  readonly axis: keyof ContentMotion;
  readonly sign: 1 | -1;
}

/** Content goes against the camera; orbits are judged by what lies behind the subject. */
const SIGNATURES = {
  zoom_in: { axis: 'spread', sign: 1 },
  zoom_out: { axis: 'spread', sign: -1 },
  dolly_in: { axis: 'spread', sign: 1 },
  dolly_out: { axis: 'spread', sign: -1 },
  pan_left: { axis: 'right', sign: 1 },
  pan_right: { axis: 'right', sign: -1 },
  tilt_up: { axis: 'down', sign: 1 },
  tilt_down: { axis: 'down', sign: -1 },
  truck_left: { axis: 'right', sign: 1 },
  truck_right: { axis: 'right', sign: -1 },
  pedestal_up: { axis: 'down', sign: 1 },
  pedestal_down: { axis: 'down', sign: -1 },
  orbit_left: { axis: 'right', sign: -1 },
  orbit_right: { axis: 'right', sign: 1 },
} as const satisfies Partial<Record<CameraMoveId, Signature>>;

/** Below these a move cannot be seen in a third of a second. */
const PERCEPTIBLE = { right: 0.7, down: 0.7, spread: 0.003, turn: 0.004 } as const satisfies Record<
  keyof ContentMotion,
  number
>;
const TEXTURED_FROM = 1.2;
const FEWEST_BLOCKS = 8;
/** Blocks this many times farther from the fit than the median are something else that moves. */
const OUTLIER = 2.5;
const REFITS = 3;

/** Fits one shift, growth and turn to the textured blocks; null when there are too few to tell. */
export function contentMotion(
  moves: readonly BlockMove[],
  width: number,
  height: number,
): ContentMotion | null {
  let blocks = moves.filter(({ texture }) => texture >= TEXTURED_FROM);
  if (blocks.length < FEWEST_BLOCKS) return null;
  let motion = fit(blocks, width, height);
  for (let round = 0; round < REFITS; round++) {
    const misses = blocks.map((block) => miss(block, motion, width, height));
    const median = misses.toSorted((a, b) => a - b)[misses.length >> 1] ?? 0;
    const kept = blocks.filter((_, index) => (misses[index] ?? 0) <= Math.max(0.7, median * OUTLIER));
    if (kept.length < FEWEST_BLOCKS) break;
    blocks = kept;
    motion = fit(blocks, width, height);
  }
  return motion;
}

/** Least squares of (dx, dy) = (right, down) + spread (x, y) + turn (-y, x), with (x, y) from the middle of the picture. */
function fit(blocks: readonly BlockMove[], width: number, height: number): ContentMotion {
  const count = blocks.length;
  let meanX = 0;
  let meanY = 0;
  let meanDx = 0;
  let meanDy = 0;
  for (const block of blocks) {
    meanX += fromMiddle(block.x, width) / count;
    meanY += fromMiddle(block.y, height) / count;
    meanDx += block.dx / count;
    meanDy += block.dy / count;
  }
  let along = 0;
  let across = 0;
  let squares = 0;
  for (const block of blocks) {
    const x = fromMiddle(block.x, width) - meanX;
    const y = fromMiddle(block.y, height) - meanY;
    along += x * block.dx + y * block.dy;
    across += x * block.dy - y * block.dx;
    squares += x * x + y * y;
  }
  const spread = squares === 0 ? 0 : along / squares;
  const turn = squares === 0 ? 0 : across / squares;
  return {
    right: meanDx - spread * meanX + turn * meanY,
    down: meanDy - spread * meanY - turn * meanX,
    spread,
    turn,
  };
}

function miss(block: BlockMove, motion: ContentMotion, width: number, height: number): number {
  const x = fromMiddle(block.x, width);
  const y = fromMiddle(block.y, height);
  return Math.hypot(
    block.dx - motion.right - motion.spread * x + motion.turn * y,
    block.dy - motion.down - motion.spread * y - motion.turn * x,
  );
}

function fromMiddle(corner: number, size: number): number {
  return corner + BLOCK_PIXELS / 2 - size / 2;
}

/** Whether the content moved as it does under this camera move; null for moves that flow does not show. */
export function showsCameraMove(move: CameraMoveId, motion: ContentMotion): boolean | null {
  switch (move) {
    case 'static':
      return !isMoving(motion);
    case 'shake':
      return isMoving(motion);
    case 'roll':
      return Math.abs(motion.turn) >= PERCEPTIBLE.turn;
    case 'aerial':
    case 'track':
    case 'rack_focus':
      return null;
    default: {
      const { axis, sign } = SIGNATURES[move];
      return motion[axis] * sign >= PERCEPTIBLE[axis];
    }
  }
}

function isMoving(motion: ContentMotion): boolean {
  return (
    Math.abs(motion.right) >= PERCEPTIBLE.right ||
    Math.abs(motion.down) >= PERCEPTIBLE.down ||
    Math.abs(motion.spread) >= PERCEPTIBLE.spread ||
    Math.abs(motion.turn) >= PERCEPTIBLE.turn
  );
}
