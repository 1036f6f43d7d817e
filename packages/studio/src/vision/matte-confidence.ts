import { smoothstep } from '../maths/curves.ts';
import { maskPieces } from '../pixels/morphology.ts';
import type { Plane } from '../pixels/picture.ts';

interface MatteSigns {
  /** Share of the picture inside. */
  readonly area: number;
  /** Mean value inside. */
  readonly solidity: number;
  /** Width of the undecided rim: pixels between 0.2 and 0.8 for each pixel of the outline. */
  readonly rim: number;
  /** Share of the picture's border that is inside. */
  readonly border: number;
  /** Share of the inside that is in the largest piece. */
  readonly unity: number;
}

/** How clear-cut a coarse matte is, 0..1. */
export function matteConfidence(matte: Plane): number {
  const { area, solidity, rim, border, unity } = matteSigns(matte);
  return (
    smoothstep(0.004, 0.02, area) *
    smoothstep(0.95, 0.75, area) *
    smoothstep(0.7, 0.9, solidity) *
    smoothstep(14, 5, rim) *
    smoothstep(0.75, 0.45, border) *
    smoothstep(0.3, 0.6, unity)
  );
}

function matteSigns(matte: Plane): MatteSigns {
  const { width, height, values } = matte;
  let inside = 0;
  let sum = 0;
  let undecided = 0;
  let outline = 0;
  let border = 0;
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const value = values[y * width + x] ?? 0;
      if (value > 0.2 && value < 0.8) undecided++;
      if (value < 0.5) continue;
      inside++;
      sum += value;
      const isOnBorder = x === 0 || y === 0 || x === width - 1 || y === height - 1;
      if (isOnBorder) border++;
      else if (
        (values[y * width + x - 1] ?? 0) < 0.5 ||
        (values[y * width + x + 1] ?? 0) < 0.5 ||
        (values[(y - 1) * width + x] ?? 0) < 0.5 ||
        (values[(y + 1) * width + x] ?? 0) < 0.5
      )
        outline++;
    }
  const largest = maskPieces(matte).pieces[0]?.pixelCount ?? 0;
  return {
    area: inside / (width * height),
    solidity: inside > 0 ? sum / inside : 0,
    rim: undecided / Math.max(1, outline),
    border: border / (2 * (width + height) - 4),
    unity: inside > 0 ? largest / inside : 0,
  };
}
