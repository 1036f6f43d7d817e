import type { Rgb } from '../../vocabulary/figure.ts';
import { touch, type FigureBuffer } from './figure-buffer.ts';

/** A part of a body on the screen, pixels: x right, y down, nearness towards the viewer. */
export interface ScreenPart {
  readonly fromX: number;
  readonly fromY: number;
  readonly fromNear: number;
  readonly fromRadius: number;
  readonly toX: number;
  readonly toY: number;
  readonly toNear: number;
  readonly toRadius: number;
  /** Stretched across its length on the screen by this. */
  readonly breadth: number;
  /** 1 as round as it is drawn .. 0 flat: how much light shapes it. */
  readonly relief: number;
  readonly colour: Rgb;
  readonly tipColour: Rgb;
  readonly tipFrom: number;
}

/**
 * Draws a rounded part exactly: the outline is the hull of two circles (which gives the cover of edge pixels), the
 * surface is where the line of sight meets the skin between two spheres. Touching parts melt into each other within
 * `blend` pixels of nearness.
 */
// oxlint-disable-next-line max-lines-per-function -- one pixel loop: calls in it would cost more than they clarify
export function drawPart(buffer: FigureBuffer, part: ScreenPart, blend: number): void {
  const { fromX, fromY, fromRadius: ra, toRadius: rb, breadth, relief } = part;
  const spanX = part.toX - fromX;
  const spanY = part.toY - fromY;
  const flatLength = Math.sqrt(spanX * spanX + spanY * spanY);
  // Axis of the part on the screen; a part that points at the viewer takes the upright.
  const alongX = flatLength > 1e-3 ? spanX / flatLength : 0;
  const alongY = flatLength > 1e-3 ? spanY / flatLength : -1;
  const rise = part.toNear - part.fromNear;
  const taper = ra - rb;
  const solidLength = flatLength * flatLength + rise * rise;
  const bodySquare = solidLength - taper * taper;
  const bodySlope = flatLength * flatLength - taper * taper;
  const hasBody = bodySlope > 1e-4;
  const outlineSin = hasBody ? taper / flatLength : 0;
  const outlineCos = Math.sqrt(1 - outlineSin * outlineSin);

  const reach = Math.max(ra, rb) * breadth + 1;
  const { left, top, width, height, nearness, normalX, normalY, red, green, blue, cover } = buffer;
  const startX = Math.max(0, Math.floor(Math.min(fromX, part.toX) - reach) - left);
  const endX = Math.min(width, Math.ceil(Math.max(fromX, part.toX) + reach) - left);
  const startY = Math.max(0, Math.floor(Math.min(fromY, part.toY) - reach) - top);
  const endY = Math.min(height, Math.ceil(Math.max(fromY, part.toY) + reach) - top);
  touch(buffer, startX, startY, endX, endY);
  const [red0, green0, blue0] = part.colour;
  const [red1, green1, blue1] = part.tipColour;
  const tipped = part.tipFrom < 1;
  const halfBlend = Math.max(0.75, blend);

  for (let y = startY; y < endY; y++) {
    const offsetY = y + top + 0.5 - fromY;
    for (let x = startX; x < endX; x++) {
      const offsetX = x + left + 0.5 - fromX;
      const u = offsetX * alongX + offsetY * alongY;
      const v = (offsetX * -alongY + offsetY * alongX) / breadth;
      const side = v < 0 ? -v : v;

      // Signed distance to the outline on the screen.
      const alongEdge = hasBody ? u * outlineCos - side * outlineSin : ra >= rb ? -1 : 1e9;
      let outside: number;
      if (alongEdge < 0) outside = Math.sqrt(u * u + v * v) - ra;
      else if (!hasBody || alongEdge > flatLength * outlineCos)
        outside = Math.sqrt((u - flatLength) * (u - flatLength) + v * v) - rb;
      else outside = side * outlineCos + u * outlineSin - ra;
      outside *= breadth;
      if (outside >= 0.5) continue;
      const alpha = outside <= -0.5 ? 1 : 0.5 - outside;

      // Nearest point of the skin on the line of sight.
      let near = -1e9;
      let nu = 0;
      let nv = 0;
      let share = 0;
      const square = u * u + v * v;
      if (hasBody) {
        const k1 = rise * (flatLength * u - taper * ra);
        const alongFlat = flatLength * u;
        const k0 =
          bodySquare * square - alongFlat * alongFlat + 2 * alongFlat * taper * ra - solidLength * ra * ra;
        const inside = k1 * k1 - k0 * bodySlope;
        const depth = (-Math.sqrt(inside > 0 ? inside : 0) - k1) / bodySlope;
        const along = alongFlat - taper * ra - depth * rise;
        if (along > 0 && along < bodySquare) {
          near = part.fromNear - depth;
          nu = bodySquare * u - flatLength * along;
          nv = bodySquare * v;
          const nz = -bodySquare * depth - rise * along;
          const size = Math.sqrt(nu * nu + nv * nv + nz * nz) + 1e-9;
          nu /= size;
          nv /= size;
          share = along / bodySquare;
        }
      }
      const fromLift = ra * ra - square;
      if (fromLift > 0 || (near < -1e8 && alongEdge < 0)) {
        const candidate = part.fromNear + Math.sqrt(fromLift > 0 ? fromLift : 0);
        if (candidate > near) {
          near = candidate;
          nu = u / ra;
          nv = v / ra;
          share = 0;
        }
      }
      const toU = u - flatLength;
      const toLift = rb * rb - toU * toU - v * v;
      if (toLift > 0 || near < -1e8) {
        const candidate = part.toNear + Math.sqrt(toLift > 0 ? toLift : 0);
        if (candidate > near) {
          near = candidate;
          nu = toU / rb;
          nv = v / rb;
          share = 1;
        }
      }
      nv /= breadth;

      const pixel = y * width + x;
      const had = cover[pixel] ?? 0;
      const before = nearness[pixel] ?? 0;
      const isTip = tipped && share > part.tipFrom;
      const partRed = isTip ? red1 : red0;
      const partGreen = isTip ? green1 : green0;
      const partBlue = isTip ? blue1 : blue0;
      const nx = (nu * alongX - nv * alongY) * relief;
      const ny = -(nu * alongY + nv * alongX) * relief;
      // How much of the pixel the part takes, and how much of the surface direction.
      let take = 1;
      let lean = 1;
      if (had > 0) {
        const gap = near - before;
        if (gap >= halfBlend) {
          take = alpha;
          lean = alpha;
        } else if (gap <= -halfBlend) {
          take = ((1 - had) * alpha) / (had + (1 - had) * alpha);
          lean = take;
        } else {
          const k = 0.5 + (0.5 * gap) / halfBlend;
          const sharp = 0.5 + gap / 2;
          take = (sharp < 0 ? 0 : sharp > 1 ? 1 : sharp) * alpha;
          lean = (normalX[pixel] ?? 0) > 2 ? take : k * alpha;
          near = alpha > 0.5 ? before + gap * k + halfBlend * 0.5 * k * (1 - k) : before;
        }
      }
      const stay = 1 - take;
      red[pixel] = (had > 0 ? (red[pixel] ?? 0) * stay : 0) + partRed * take;
      green[pixel] = (had > 0 ? (green[pixel] ?? 0) * stay : 0) + partGreen * take;
      blue[pixel] = (had > 0 ? (blue[pixel] ?? 0) * stay : 0) + partBlue * take;
      const oldX = normalX[pixel] ?? 0;
      if (had > 0 && oldX > 2) {
        if (lean > 0.5) {
          normalX[pixel] = nx;
          normalY[pixel] = ny;
        }
      } else {
        normalX[pixel] = had > 0 ? oldX * (1 - lean) + nx * lean : nx;
        normalY[pixel] = had > 0 ? (normalY[pixel] ?? 0) * (1 - lean) + ny * lean : ny;
      }
      cover[pixel] = had + (1 - had) * alpha;
      if (had === 0 || (near > before && alpha > 0.5)) nearness[pixel] = near;
    }
  }
}
