import { boxBlur, gaussianBlur } from '../pixels/blur.ts';
import { type MaskPiece, maskPieces } from '../pixels/morphology.ts';
import { type Plane, createPlane } from '../pixels/picture.ts';
import type { PictureFacts } from './analyse-picture.ts';

/** With the horizon below this share of the height what looks like sky is sky. */
const LOW_HORIZON = 0.55;
/** Where a picture without a sky may have its horizon at the highest, as a share of the height. */
const HIGHEST_UNSEEN_HORIZON = 0.3;
/** Least share of the picture: water that is named, and water that nobody spoke of. */
const LEAST_NAMED = 0.008;
const LEAST_SURE = 0.03;
/** Water nobody spoke of is at least so wide (share of the width) and begins so near the horizon (share of the height). */
const LEAST_SURE_WIDTH = 0.3;
const LARGEST_SHORE = 0.2;
/** It is level: its luma changes down the picture by so much more than across, and across by little. */
const LEAST_LEVELNESS = 1.7;
const LEAST_NAMED_LEVELNESS = 1.1;
const LARGEST_BUSYNESS = 0.02;
/** It is blue by so much over red (0..255; a road is by 25 at most), or mirrors a sky about as bright as itself. */
const LEAST_SURE_BLUE = 30;
const LEAST_MIRROR_LUMA = 0.6;

/**
 * Where there is water, 0..1 with soft edges; null when there is none. Named water is believed where the colours and
 * the level texture of water are; water that is not named only as a wide, level, blue or mirroring piece between a sky
 * and the horizon's neighbourhood: a road, a reef and a wood in the haze are bluish too.
 */
export function findWater(facts: PictureFacts, isNamed: boolean): Plane | null {
  if (!isNamed && !facts.sky) return null;
  const raw = bluish(facts);
  const { labels, pieces } = maskPieces(boxBlur(raw, 1));
  const least = (isNamed ? LEAST_NAMED : LEAST_SURE) * raw.values.length;
  const large = pieces.filter(({ pixelCount }) => pixelCount >= least);
  const believed = large.filter((piece) => {
    const look = lookOf(facts, labels, piece);
    return isNamed ? look.levelness >= LEAST_NAMED_LEVELNESS : isSurely(facts, piece, look);
  });
  // What is named is somewhere: the largest piece, when none is level.
  const chosen = believed.length > 0 ? believed : isNamed ? large.slice(0, 1) : [];
  if (chosen.length === 0) return null;
  const kept = new Set(chosen.map(({ label }) => label));
  const out = createPlane(raw.width, raw.height);
  for (let i = 0; i < out.values.length; i++) out.values[i] = kept.has(labels[i] ?? 0) ? 1 : 0;
  return gaussianBlur(out, 2);
}

/** Bluish or mirror-like, below the horizon, neither subject nor sky. */
function bluish({ small, luma, subject, sky, horizon }: PictureFacts): Plane {
  const { width, height, rgba } = small;
  const horizonRow = sky ? horizon / 4 : Math.min(horizon / 4, height * HIGHEST_UNSEEN_HORIZON);
  const raw = createPlane(width, height);
  for (let y = Math.max(0, Math.ceil(horizonRow - 2)); y < height; y++)
    for (let x = 0; x < width; x++) {
      const i = y * width + x;
      if ((subject?.alpha.values[i] ?? 0) > 0.2) continue;
      // A pale sky that runs on below the horizon's row is its reflection; so low in the picture it is still the sky.
      if (sky?.values[i] === 1 && (y < horizonRow + 2 || horizonRow > height * LOW_HORIZON)) continue;
      const red = rgba[i * 4] ?? 0;
      const green = rgba[i * 4 + 1] ?? 0;
      const blue = rgba[i * 4 + 2] ?? 0;
      const isBlue = blue > red * 1.04 && blue >= green * 0.9 && (luma.values[i] ?? 0) > 0.12;
      const isPaleGreen = green > red * 1.04 && blue > red * 0.98 && (luma.values[i] ?? 0) > 0.35;
      if (isBlue || isPaleGreen) raw.values[i] = 1;
    }
  return raw;
}

interface Look {
  /** Mean of blue over red, 0..255. */
  readonly blueness: number;
  readonly luma: number;
  /** Mean change of luma across, and of that down over that across. */
  readonly busyness: number;
  readonly levelness: number;
}

function lookOf(
  { small, luma }: PictureFacts,
  labels: Int32Array,
  { label, left, right, top, bottom, pixelCount }: MaskPiece,
): Look {
  const { width, height, rgba } = small;
  const sum = { blue: 0, luma: 0, across: 1e-6, down: 0 };
  for (let y = Math.max(1, top); y <= Math.min(bottom, height - 2); y++)
    for (let x = Math.max(1, left); x <= Math.min(right, width - 2); x++) {
      const i = y * width + x;
      if (labels[i] !== label) continue;
      sum.blue += (rgba[i * 4 + 2] ?? 0) - (rgba[i * 4] ?? 0);
      sum.luma += luma.values[i] ?? 0;
      if (labels[i - 1] === label && labels[i + 1] === label)
        sum.across += Math.abs((luma.values[i + 1] ?? 0) - (luma.values[i - 1] ?? 0));
      if (labels[i - width] === label && labels[i + width] === label)
        sum.down += Math.abs((luma.values[i + width] ?? 0) - (luma.values[i - width] ?? 0));
    }
  return {
    blueness: sum.blue / pixelCount,
    luma: sum.luma / pixelCount,
    busyness: sum.across / pixelCount,
    levelness: sum.down / sum.across,
  };
}

function isSurely({ small, horizon }: PictureFacts, { left, right, top }: MaskPiece, look: Look): boolean {
  const isWide = right + 1 - left >= LEAST_SURE_WIDTH * small.width;
  const isAtHorizon = top - horizon / 4 < LARGEST_SHORE * small.height;
  const isLevel = look.levelness >= LEAST_LEVELNESS && look.busyness <= LARGEST_BUSYNESS;
  const isWatery = look.blueness >= LEAST_SURE_BLUE || (look.blueness > 4 && look.luma >= LEAST_MIRROR_LUMA);
  return isWide && isAtHorizon && isLevel && isWatery;
}
