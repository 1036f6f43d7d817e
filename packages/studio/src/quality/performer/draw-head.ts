import { add, dot, within, vec } from '../../art/biped/vec3.ts';
import { smoothstep } from '../../maths/curves.ts';
import { drawLoft, writeForm } from './form-buffer.ts';
import type { FormBuffer } from './form-buffer.ts';
import { project } from './lens.ts';
import type { Lens } from './lens.ts';
import type { Colour, PerformerLook } from './performer-look.ts';
import { BODY } from './solve-body.ts';
import type { SolvedBody } from './solve-body.ts';

const DEPTH_SHARE = 1.15;

/** Head with hair, ears and a face that turns with it. */
export function drawHead(buffer: FormBuffer, lens: Lens, body: SolvedBody, look: PerformerLook): void {
  const { head, headAxes } = body;
  if (look.longHair) drawLongHair(buffer, lens, body, look);
  for (const own of [1, -1]) {
    const ear = add(head, within(headAxes, vec(own * BODY.headHalfWidth * 0.98, -0.004, -0.012)));
    const colour: Colour = [look.skin[0] * 0.92, look.skin[1] * 0.86, look.skin[2] * 0.84];
    drawLoft(buffer, lens, { from: ear, to: ear, radii: [0.02], colour, flatness: 1, cap: 1 });
  }
  paintSkull(buffer, lens, body, look);
}

function drawLongHair(
  buffer: FormBuffer,
  lens: Lens,
  { head, headAxes }: SolvedBody,
  look: PerformerLook,
): void {
  for (const own of [-1, 0, 1]) {
    drawLoft(buffer, lens, {
      from: add(head, within(headAxes, vec(own * 0.045, 0.04, -0.045))),
      to: add(head, within(headAxes, vec(own * 0.055, -0.17, -0.06))),
      radii: [0.05, 0.05, 0.04],
      colour: look.hair,
      flatness: 0.6,
      cap: 1,
    });
  }
}

/** An egg whose every sample knows where on the face it lies. */
function paintSkull(
  buffer: FormBuffer,
  lens: Lens,
  { head, headAxes }: SolvedBody,
  look: PerformerLook,
): void {
  const { x, y, z, scale } = project(lens, head);
  const halfWidth = BODY.headHalfWidth * scale * 1.06;
  const halfHeight = BODY.headHalfHeight * scale;
  const tiltX = headAxes.up.x;
  const tiltY = headAxes.up.y;
  const reach = Math.ceil(Math.max(halfWidth, halfHeight) * 1.08);
  const top = Math.max(0, Math.floor(y) - reach);
  const bottom = Math.min(buffer.height - 1, Math.floor(y) + reach);
  const left = Math.max(0, Math.floor(x) - reach);
  const right = Math.min(buffer.width - 1, Math.floor(x) + reach);
  const size = Math.hypot(tiltX, tiltY) || 1;
  for (let row = top; row <= bottom; row++) {
    for (let column = left; column <= right; column++) {
      const dx = column + 0.5 - x;
      const dy = row + 0.5 - y;
      // Across and along the head as it is tilted; the jaw is narrower than the brow.
      const v = (dx * tiltX - dy * tiltY) / size / halfHeight;
      const jaw = v < 0 ? 1 - 0.26 * v * v : 1 - 0.06 * v * v;
      const u = (dx * tiltY + dy * tiltX) / size / (halfWidth * jaw);
      const off = u * u + v * v;
      if (off >= 1) continue;
      const out = Math.sqrt(1 - off);
      const depth = z + out * BODY.headHalfWidth * DEPTH_SHARE;
      const pixel = row * buffer.width + column;
      if (depth <= (buffer.depth[pixel] ?? 0)) continue;
      const normal = vec((u * tiltY + v * tiltX) / size, (v * tiltY - u * tiltX) / size, out);
      const fx = dot(normal, headAxes.left);
      const fy = dot(normal, headAxes.up);
      const fz = dot(normal, headAxes.forward);
      writeForm(buffer, pixel, depth, normal.x, -normal.y, faceColour(look, fx, fy, fz));
    }
  }
}

/** The colour at a point of the unit head: x to its own left, y up, z to the nose. */
function faceColour(look: PerformerLook, x: number, y: number, z: number): Colour {
  const hairline = 0.56 - 0.5 * x * x;
  if (z < -0.12 || y > hairline || (Math.abs(x) > 0.86 && y > -0.06)) return look.hair;
  const side = Math.abs(x);
  let colour: Colour = look.skin;
  const blush = 0.5 * smoothstep(0.34, 0.05, Math.hypot(side - 0.5, (y + 0.22) * 1.2));
  colour = tinted(colour, [205, 92, 80], blush * 0.28);
  // Sockets, sides and wings of the nose, and below the lip lie in shade.
  colour = shaded(colour, 0.2 * smoothstep(0.26, 0.06, Math.hypot((side - 0.34) * 0.9, y - 0.16)));
  colour = shaded(colour, 0.24 * smoothstep(0.11, 0.03, Math.hypot(side - 0.15, (y + 0.14) * 0.8)));
  colour = shaded(colour, 0.42 * smoothstep(0.075, 0.02, Math.hypot(side - 0.085, (y + 0.26) * 1.6)));
  colour = shaded(
    colour,
    -0.14 * smoothstep(0.1, 0, side) * smoothstep(-0.28, -0.16, y) * smoothstep(0.2, 0, y),
  );
  colour = shaded(colour, 0.18 * smoothstep(0.12, 0.02, Math.hypot(x * 0.5, y + 0.66)));
  const brow = Math.hypot((side - 0.38) / 0.2, (y - 0.3 + 0.35 * (side - 0.38) ** 2) / 0.042);
  colour = tinted(colour, look.hair, 0.85 * smoothstep(1, 0.7, brow));
  colour = withEye(colour, side, y);
  return withMouth(colour, x, y);
}

function withEye(skin: Colour, side: number, y: number): Colour {
  const across = side - 0.38;
  const along = y - 0.1;
  const lid = Math.hypot(across / 0.175, along / 0.085);
  if (lid > 1.25) return skin;
  if (lid > 1) return along > -0.01 ? [44, 30, 26] : skin;
  const iris = Math.hypot(across, along);
  if (iris < 0.034) return [12, 10, 10];
  if (iris < 0.08) return [74, 52, 36];
  return [236, 232, 226];
}

function withMouth(skin: Colour, x: number, y: number): Colour {
  const curve = -0.5 + 0.22 * x * x;
  const line = smoothstep(0.022, 0.006, Math.abs(y - curve)) * smoothstep(0.3, 0.24, Math.abs(x));
  const lips = smoothstep(1, 0.75, Math.hypot(x / 0.28, (y - curve + 0.012) / 0.085));
  return tinted(tinted(skin, [172, 78, 74], 0.75 * lips), [84, 34, 34], 0.85 * line);
}

function tinted(from: Colour, to: Colour, share: number): Colour {
  return [
    from[0] + (to[0] - from[0]) * share,
    from[1] + (to[1] - from[1]) * share,
    from[2] + (to[2] - from[2]) * share,
  ];
}

function shaded(from: Colour, share: number): Colour {
  return [from[0] * (1 - share), from[1] * (1 - share), from[2] * (1 - share)];
}
