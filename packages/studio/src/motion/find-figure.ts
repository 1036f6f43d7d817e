import { maskPieces } from '../pixels/morphology.ts';
import { createPicture, createPlane } from '../pixels/picture.ts';
import type { Picture, Plane } from '../pixels/picture.ts';
import type { Pose, Vision } from '../vision/vision.ts';
import { hangArms } from './hang-arms.ts';
import { mirrorArm } from './mirror-arm.ts';
import { poseSkeleton } from './pose-skeleton.ts';
import { seatShoulders } from './seat-shoulders.ts';
import { silhouetteSkeleton } from './silhouette-skeleton.ts';
import type { Skeleton } from './skeleton.ts';

export type FigureReading =
  /** `alpha` is the matte of the figure alone. */
  | { readonly kind: 'figure'; readonly skeleton: Skeleton; readonly alpha: Plane }
  /** `seen` is a sentence about what the picture shows instead. */
  | { readonly kind: 'no_figure'; readonly seen: string };

/** Below it a matte is not to be cut along, unless a pose says where the figure is: then the less, the better it is alone. */
const LEAST_CONFIDENCE = 0.5;
const LEAST_CONFIDENCE_WITH_POSE = 0.25;
const LEAST_CONFIDENCE_ALONE = 0.15;
/** Pieces of a matte that may be the figure: at least this share of the largest, and no more than so many. */
const PIECE_SHARE = 0.15;
const MOST_PIECES = 4;
/** Grey around a figure shown alone to the pose network, and the margin in figure sizes. */
const GREY = 128;
const MARGIN = 0.15;

interface Piece {
  readonly alpha: Plane;
  readonly box: {
    readonly left: number;
    readonly right: number;
    readonly top: number;
    readonly bottom: number;
  };
}

/**
 * Finds the figure in a picture. What the pose network sees is believed only where it fits what stands out
 * ({@link poseSkeleton}): in the whole picture first, then in each piece of the matte shown alone, because passers-by and
 * rocks draw a network's eye off a toy. Where no pose fits, joints are read from the outline that has the most limbs.
 */
export async function findFigure(
  picture: Picture,
  alpha: Plane,
  confidence: number,
  vision: Vision,
): Promise<FigureReading> {
  const whole = confidence >= LEAST_CONFIDENCE_WITH_POSE ? await vision.findPeople(picture) : [];
  for (const pose of whole) {
    const skeleton = poseSkeleton(pose, alpha);
    if (skeleton)
      return { kind: 'figure', skeleton: seatShoulders(mirrorArm(skeleton, alpha), alpha), alpha };
  }
  const pieces = piecesOf(alpha);
  if (confidence >= LEAST_CONFIDENCE_ALONE)
    for (const piece of pieces) {
      const skeleton = await seenAlone(picture, piece, vision);
      if (skeleton)
        return {
          kind: 'figure',
          skeleton: seatShoulders(mirrorArm(skeleton, piece.alpha), piece.alpha),
          alpha: piece.alpha,
        };
    }
  if (confidence < LEAST_CONFIDENCE)
    return {
      kind: 'no_figure',
      seen: `No person was seen, and nothing stands out clearly enough to be cut out (${confidence.toFixed(2)} of at least ${LEAST_CONFIDENCE}).`,
    };
  return bestOutline(alpha, pieces);
}

function bestOutline(alpha: Plane, pieces: readonly Piece[]): FigureReading {
  let best: FigureReading | null = null;
  let most = 0;
  for (const piece of pieces) {
    const reading = silhouetteSkeleton(piece.alpha);
    if (reading.kind === 'no_figure') continue;
    const skeleton = hangArms(reading.skeleton, piece.alpha);
    if (skeleton.limbs.length <= most) continue;
    most = skeleton.limbs.length;
    best = { kind: 'figure', skeleton, alpha: piece.alpha };
  }
  if (best) return best;
  const whole = silhouetteSkeleton(alpha);
  return whole.kind === 'no_figure' ? whole : { kind: 'figure', skeleton: whole.skeleton, alpha };
}

/** The matte's pieces, largest first; each keeps its own soft rim. */
function piecesOf(alpha: Plane): readonly Piece[] {
  const { labels, pieces } = maskPieces(alpha);
  const least = PIECE_SHARE * (pieces[0]?.pixelCount ?? 0);
  const large = pieces.filter(({ pixelCount }) => pixelCount >= least).slice(0, MOST_PIECES);
  const [only] = large;
  if (only && large.length === 1) return [{ alpha, box: only }];
  return large.map((piece) => {
    const own = createPlane(alpha.width, alpha.height);
    for (let y = Math.max(0, piece.top - 3); y <= Math.min(alpha.height - 1, piece.bottom + 3); y++)
      for (let x = Math.max(0, piece.left - 3); x <= Math.min(alpha.width - 1, piece.right + 3); x++) {
        const i = y * alpha.width + x;
        const label = labels[i] ?? 0;
        const isRim = (alpha.values[i] ?? 0) < 0.5;
        if (label === piece.label || isRim) own.values[i] = alpha.values[i] ?? 0;
      }
    return { alpha: own, box: piece };
  });
}

/** What the network sees in one piece before plain grey. */
async function seenAlone(picture: Picture, { alpha, box }: Piece, vision: Vision): Promise<Skeleton | null> {
  const { width, height } = picture;
  const margin = Math.round(MARGIN * Math.max(box.right - box.left, box.bottom - box.top));
  const left = Math.max(0, box.left - margin);
  const top = Math.max(0, box.top - margin);
  const alone = createPicture(
    Math.min(width, box.right + margin) - left,
    Math.min(height, box.bottom + margin) - top,
  );
  for (let y = 0; y < alone.height; y++)
    for (let x = 0; x < alone.width; x++) {
      const from = (y + top) * width + x + left;
      const to = (y * alone.width + x) * 4;
      const share = alpha.values[from] ?? 0;
      for (let channel = 0; channel < 3; channel++)
        alone.rgba[to + channel] = (picture.rgba[from * 4 + channel] ?? 0) * share + GREY * (1 - share);
      alone.rgba[to + 3] = 255;
    }
  for (const pose of await vision.findPeople(alone)) {
    const skeleton = poseSkeleton(moved(pose, left, top), alpha);
    if (skeleton) return skeleton;
  }
  return null;
}

function moved(pose: Pose, x: number, y: number): Pose {
  return { ...pose, landmarks: pose.landmarks.map((mark) => ({ ...mark, x: mark.x + x, y: mark.y + y })) };
}
