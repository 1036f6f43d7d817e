import type { Frame } from '../frame.ts';

/** An edge is visible where the picture's depth is this close to the edge's own. */
const DEPTH_TOLERANCE = 0.02;

/**
 * Softens the stairs along a polygon's visible edges: where an edge crosses a pixel, the pixel takes its neighbour's
 * colour by the share of it that lies across the edge.
 */
export function smoothEdges(frame: Frame, outline: readonly number[]): void {
  for (let i = 0; i < outline.length; i += 3) {
    const j = i + 3 < outline.length ? i + 3 : 0;
    smoothEdge(
      frame,
      outline[i] ?? 0,
      outline[i + 1] ?? 0,
      outline[i + 2] ?? 0,
      outline[j] ?? 0,
      outline[j + 1] ?? 0,
      outline[j + 2] ?? 0,
    );
  }
}

function smoothEdge(
  frame: Frame,
  x0: number,
  y0: number,
  q0: number,
  x1: number,
  y1: number,
  q1: number,
): void {
  const steep = Math.abs(y1 - y0) > Math.abs(x1 - x0);
  // `main` runs along the longer screen direction, `cross` is what is solved for.
  const mainStride = steep ? frame.width : 1;
  const crossStride = steep ? 1 : frame.width;
  const mainSize = steep ? frame.height : frame.width;
  const crossSize = steep ? frame.width : frame.height;
  const m0 = steep ? y0 : x0;
  const m1 = steep ? y1 : x1;
  const c0 = steep ? x0 : y0;
  const c1 = steep ? x1 : y1;
  const length = m1 - m0;
  if (Math.abs(length) < 1) return;
  const slope = (c1 - c0) / length;
  const slopeQ = (q1 - q0) / length;
  const first = Math.max(0, Math.ceil(Math.min(m0, m1) - 0.5));
  const last = Math.min(mainSize - 1, Math.ceil(Math.max(m0, m1) - 0.5) - 1);
  const { depth, rgba } = frame;
  for (let main = first; main <= last; main++) {
    const cross = c0 + (main + 0.5 - m0) * slope;
    const cell = Math.floor(cross);
    const share = cross - cell;
    const other = share < 0.5 ? cell - 1 : cell + 1;
    if (cell < 0 || other < 0 || cell >= crossSize || other >= crossSize) continue;
    const here = main * mainStride + cell * crossStride;
    const there = main * mainStride + other * crossStride;
    const expected = 1 / (q0 + (main + 0.5 - m0) * slopeQ);
    const tolerance = expected * DEPTH_TOLERANCE;
    if (
      Math.abs((depth[here] ?? 0) - expected) > tolerance &&
      Math.abs((depth[there] ?? 0) - expected) > tolerance
    )
      continue;
    const take = share < 0.5 ? 0.5 - share : share - 0.5;
    const weight = 0.5 - take;
    const a = here * 4;
    const b = there * 4;
    rgba[a] = (rgba[a] ?? 0) * (1 - weight) + (rgba[b] ?? 0) * weight;
    rgba[a + 1] = (rgba[a + 1] ?? 0) * (1 - weight) + (rgba[b + 1] ?? 0) * weight;
    rgba[a + 2] = (rgba[a + 2] ?? 0) * (1 - weight) + (rgba[b + 2] ?? 0) * weight;
  }
}
