import type { Frame } from '../frame.ts';
import { SOLID } from './blit.ts';
import type { FigureBuffer } from './figure-buffer.ts';
import type { FigureLight } from './figure-light.ts';

/** How much of a body shows through the water over it. */
const SUBMERGED = 0.2;

export interface Resolve {
  readonly light: FigureLight;
  /** Metres along the view, and pixels per metre there. */
  readonly depth: number;
  readonly scale: number;
  /** How far the frame's surface may stand before the figure and still not hide it (soles in grass), metres. */
  readonly slack: number;
  readonly id: number;
  /** Rows from here down are under water: they only shimmer through. */
  readonly bottomRow: number;
}

/** Lights a finished figure and lays it into the frame, with a depth test for each pixel. */
export function resolveFigure(frame: Frame, buffer: FigureBuffer, how: Resolve): void {
  for (let y = buffer.used.top; y < buffer.used.bottom; y++) resolveRow(frame, buffer, how, y);
}

/** A function of its own because an engine optimises what is called often, not one long loop. */
// oxlint-disable-next-line max-lines-per-function -- one pixel loop: calls in it would cost more than they clarify
function resolveRow(frame: Frame, buffer: FigureBuffer, how: Resolve, y: number): void {
  const { light } = how;
  const { left, top, width, used, normalX, normalY, cover } = buffer;
  const { rgba, depth: depths, ids } = frame;
  const keep = 1 - light.fogAmount;
  const veilRed = light.fog[0] * light.fogAmount;
  const veilGreen = light.fog[1] * light.fogAmount;
  const veilBlue = light.fog[2] * light.fogAmount;
  const [keyX, keyY, keyZ] = light.keyDirection;
  const [localX, localY, localZ] = light.localDirection;
  const [halfX, halfY, halfZ] = light.gleamDirection;
  const shown = y + top >= how.bottomRow ? SUBMERGED : 1;
  let from = y * width + used.left;
  let pixel = (y + top) * frame.width + left + used.left;
  for (let x = used.left; x < used.right; x++, from++, pixel++) {
    const alpha = (cover[from] ?? 0) * shown;
    if (alpha < 0.004) continue;
    const depth = how.depth - (buffer.nearness[from] ?? 0) / how.scale;
    if (depth - how.slack > (depths[pixel] ?? 0)) continue;
    const nx = normalX[from] ?? 0;
    let litRed: number;
    let litGreen: number;
    let litBlue: number;
    let gleam = 0;
    let rim = 0;
    if (nx > 2) {
      const across = x / width - 0.5;
      litRed = light.flat[0] + light.flatAcross[0] * across;
      litGreen = light.flat[1] + light.flatAcross[1] * across;
      litBlue = light.flat[2] + light.flatAcross[2] * across;
    } else {
      const ny = normalY[from] ?? 0;
      const outward = nx * nx + ny * ny;
      const nz = outward < 1 ? Math.sqrt(1 - outward) : 0;
      const facingKey = nx * keyX + ny * keyY + nz * keyZ;
      const key = facingKey > -0.3 ? (facingKey + 0.3) / 1.3 : 0;
      const facingLocal = nx * localX + ny * localY + nz * localZ;
      const local = facingLocal > -0.25 ? (facingLocal + 0.25) / 1.25 : 0;
      const sky = 0.86 + 0.2 * ny;
      const edge = 1 - nz;
      rim = edge * edge * edge * light.rim;
      const facingGleam = nx * halfX + ny * halfY + nz * halfZ;
      const polish = facingGleam > 0 ? facingGleam * facingGleam : 0;
      const polish4 = polish * polish * polish * polish;
      gleam = polish4 * polish4 * polish * light.gleam;
      litRed = light.ambient[0] * sky + light.key[0] * key + light.local[0] * local;
      litGreen = light.ambient[1] * sky + light.key[1] * key + light.local[1] * local;
      litBlue = light.ambient[2] * sky + light.key[2] * key + light.local[2] * local;
    }
    const rest = 1 - alpha;
    const p = pixel * 4;
    const red = ((buffer.red[from] ?? 0) * litRed + gleam + rim * light.rimColour[0]) * keep + veilRed;
    const green =
      ((buffer.green[from] ?? 0) * litGreen + gleam + rim * light.rimColour[1]) * keep + veilGreen;
    const blue = ((buffer.blue[from] ?? 0) * litBlue + gleam + rim * light.rimColour[2]) * keep + veilBlue;
    rgba[p] = (rgba[p] ?? 0) * rest + red * alpha;
    rgba[p + 1] = (rgba[p + 1] ?? 0) * rest + green * alpha;
    rgba[p + 2] = (rgba[p + 2] ?? 0) * rest + blue * alpha;
    if (alpha < SOLID) continue;
    depths[pixel] = depth;
    if (ids !== null && how.id > 0) ids[pixel] = how.id;
  }
}
