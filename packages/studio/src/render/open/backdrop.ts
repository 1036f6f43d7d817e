import { TAU, mix, smoothstep } from '../../maths/curves.ts';
import { createNoise } from '../../maths/noise.ts';
import type { BackdropKind, Light } from '../../scene/shot.ts';
import type { Frame } from '../frame.ts';
import type { View } from '../view.ts';
import { sharedBytes } from '../world-painter.ts';
import {
  FAR_LANDS,
  FAR_SIDE_METRES,
  FAR_SIZE,
  type FarLand,
  type FarLandKind,
  farForm,
} from './backdrop-forms.ts';
import { type GroundPaint, type Heightfield, bakeHeightfield, heightAt } from './heightfield.ts';
import { BACKDROP_HEIGHT, BACKDROP_HIGH, BACKDROP_LOW, BACKDROP_WIDTH } from './panorama-size.ts';
import { paintSilhouettes } from './silhouettes.ts';

/** What stands behind the land, all around, on a cylinder: azimuth across, tangent of the elevation up. */
export interface Backdrop {
  readonly width: number;
  readonly height: number;
  /** sRGB and cover, four bytes a pixel; the fog of its distance is already in it. */
  readonly pixels: Uint8Array<SharedArrayBuffer>;
  /** First row that shows anything. */
  readonly first: number;
}

export interface BackdropRequest {
  readonly kind: BackdropKind;
  readonly seed: number;
  readonly light: Light;
  readonly fogMetres: number;
  readonly snowCover: number;
}

/** Depth that figures are compared with: behind everything that acts. */
const BACKDROP_DEPTH = 2500;
/** Height of the eye above the far land for which the panorama is right. */
const EYE_METRES = 6;
/** Tangent below the horizon down to which the lowest row goes on, for land that dips before it. */
const FOOT = 0.05;
const NEAREST = 420;
const FARTHEST = 6000;

export function bakeBackdrop(request: BackdropRequest): Backdrop | null {
  const { kind } = request;
  const pixels = sharedBytes(BACKDROP_WIDTH * BACKDROP_HEIGHT * 4);
  switch (kind) {
    case 'none':
      return null;
    case 'hills':
    case 'ridges':
    case 'snow_ridges':
    case 'islands':
    case 'dunes':
    case 'mesas':
    case 'volcano':
      castFarLand(pixels, bakeFarLand(kind, request), request);
      break;
    case 'treeline':
    case 'pines':
    case 'skyline':
    case 'town':
      paintSilhouettes(pixels, { ...request, kind });
      break;
  }
  return { width: BACKDROP_WIDTH, height: BACKDROP_HEIGHT, pixels, first: firstRow(pixels) };
}

function firstRow(pixels: Uint8Array): number {
  for (let at = 3; at < pixels.length; at += 4)
    if ((pixels[at] ?? 0) > 0) return Math.floor(at / (BACKDROP_WIDTH * 4));
  return BACKDROP_HEIGHT;
}

function bakeFarLand(kind: FarLandKind, request: BackdropRequest): Heightfield {
  const land: FarLand = FAR_LANDS[kind];
  const noise = createNoise(request.seed ^ 0x3a91);
  return bakeHeightfield({
    size: FAR_SIZE,
    cellMetres: FAR_SIDE_METRES / FAR_SIZE,
    repeats: true,
    form: farForm(land, noise),
    paint: farPaint(land, noise, request.snowCover),
    light: request.light,
    castShadows: true,
  });
}

function farPaint(land: FarLand, noise: ReturnType<typeof createNoise>, snowCover: number): GroundPaint {
  const snowLine = mix(land.snowLine, -200, snowCover > 0.4 ? 1 : snowCover);
  return (out, x, y, height, slope) => {
    const broad = noise.fractal((x / FAR_SIDE_METRES) * 64, (y / FAR_SIDE_METRES) * 64, 3, 64) * 0.9 + 0.5;
    const rocky = smoothstep(land.rockSlope * 0.7, land.rockSlope * 1.3, slope + (broad - 0.5) * 0.35);
    const layer = land.strata > 0 ? 1 + Math.sin((height * TAU) / land.strata) * 0.13 : 0.86 + broad * 0.28;
    const snow =
      smoothstep(snowLine - 70, snowLine + 130, height + (broad - 0.5) * 360) * smoothstep(1.25, 0.8, slope);
    for (let c = 0; c < 3; c++) {
      const soil = mix(land.ground[c] ?? 0, land.patch[c] ?? 0, broad);
      out[c] = mix(mix(soil, (land.rock[c] ?? 0) * layer, rocky), 246 + c * 3, snow);
    }
  };
}

/** Looks at the far square from its middle in every direction, column by column. */
function castFarLand(pixels: Uint8Array, field: Heightfield, request: BackdropRequest): void {
  const perTangent = BACKDROP_HEIGHT / (BACKDROP_HIGH - BACKDROP_LOW);
  const [fogRed, fogGreen, fogBlue] = request.light.fog;
  const bottom = BACKDROP_HIGH * perTangent;
  for (let column = 0; column < BACKDROP_WIDTH; column++) {
    const azimuth = (column / BACKDROP_WIDTH) * TAU;
    const dx = Math.sin(azimuth);
    const dy = Math.cos(azimuth);
    let filled = BACKDROP_HEIGHT;
    for (let z = NEAREST; z < FARTHEST && filled > 0; z *= 1.011) {
      const height = heightAt(field, dx * z, dy * z);
      const top = bottom - ((height - EYE_METRES) / z) * perTangent;
      if (top >= filled) continue;
      const haze = 1 - Math.exp(-z / (request.fogMetres * 8) - z / 18_000);
      // Mist gathers in the valleys.
      const mist = Math.min(0.96, haze + smoothstep(260, 0, height) * 0.28 * haze);
      const colour = colourAt(field, dx * z, dy * z);
      const red = mix(field.colours[colour] ?? 0, fogRed, mist);
      const green = mix(field.colours[colour + 1] ?? 0, fogGreen, mist);
      const blue = mix(field.colours[colour + 2] ?? 0, fogBlue, mist);
      const first = Math.max(0, Math.floor(top));
      for (let row = first; row < filled; row++) {
        const at = (row * BACKDROP_WIDTH + column) * 4;
        const cover = row === first ? Math.min(1, first + 1 - top) : 1;
        const under = pixels[at + 3] ?? 0;
        pixels[at] = under > 0 ? mix(pixels[at] ?? 0, red, cover) : red;
        pixels[at + 1] = under > 0 ? mix(pixels[at + 1] ?? 0, green, cover) : green;
        pixels[at + 2] = under > 0 ? mix(pixels[at + 2] ?? 0, blue, cover) : blue;
        pixels[at + 3] = Math.max(under, cover * 255);
      }
      filled = Math.min(filled, first + (first + 1 - top < 0.98 ? 1 : 0));
    }
  }
}

function colourAt(field: Heightfield, x: number, y: number): number {
  const mask = field.size - 1;
  const column = Math.round(x / field.cellMetres + field.size / 2) & mask;
  const row = Math.round(y / field.cellMetres + field.size / 2) & mask;
  return (row * field.size + column) * 3;
}

/** Draws the panorama over the sky. The camera's own movement shifts it a little, as far things do. */
export function drawBackdrop(frame: Frame, view: View, backdrop: Backdrop): void {
  const { width, rgba, depth } = frame;
  const { pixels } = backdrop;
  const first = Math.max(0, backdrop.first - 1);
  const highest = BACKDROP_HIGH - (first / BACKDROP_HEIGHT) * (BACKDROP_HIGH - BACKDROP_LOW);
  const perTangent = BACKDROP_HEIGHT / (BACKDROP_HIGH - BACKDROP_LOW);
  const top = Math.max(0, Math.floor(view.horizon - highest * view.focal * 1.3));
  const bottom = Math.min(frame.height, Math.ceil(view.horizon + FOOT * view.focal));
  const shiftX = (view.pose.x * view.cosYaw - view.pose.y * view.sinYaw) / BACKDROP_DEPTH;
  // A high camera looks down on the far land: the panorama sinks towards its true horizon.
  const sink = Math.max(0, view.pose.z - EYE_METRES) / 4200;
  const columns = new Float32Array(width);
  const flats = new Float32Array(width);
  for (let x = 0; x < width; x++) {
    const lateral = (x + 0.5 - view.centreX) / view.focal;
    const azimuth = Math.atan(lateral) + view.pose.yaw + shiftX;
    columns[x] = (azimuth / TAU + 4) * BACKDROP_WIDTH - 0.5;
    flats[x] = 1 / Math.sqrt(1 + lateral * lateral);
  }
  const stride = BACKDROP_WIDTH * 4;
  for (let y = top; y < bottom; y++) {
    const elevation = (view.horizon - y - 0.5) / view.focal;
    for (let x = 0; x < width; x++) {
      const raw = (BACKDROP_HIGH - elevation * (flats[x] ?? 1) - sink) * perTangent - 0.5;
      const v = raw < BACKDROP_HEIGHT - 1.01 ? raw : BACKDROP_HEIGHT - 1.01;
      if (v < first) continue;
      const u = columns[x] ?? 0;
      const xi = Math.floor(u);
      const yi = Math.floor(v);
      const fx = u - xi;
      const fy = v - yi;
      const p00 = yi * stride + (xi % BACKDROP_WIDTH) * 4;
      const p10 = yi * stride + ((xi + 1) % BACKDROP_WIDTH) * 4;
      const w00 = (pixels[p00 + 3] ?? 0) * (1 - fx) * (1 - fy);
      const w10 = (pixels[p10 + 3] ?? 0) * fx * (1 - fy);
      const w01 = (pixels[p00 + stride + 3] ?? 0) * (1 - fx) * fy;
      const w11 = (pixels[p10 + stride + 3] ?? 0) * fx * fy;
      const sum = w00 + w10 + w01 + w11;
      if (sum < 2) continue;
      const cover = sum / 255;
      const at = (y * width + x) * 4;
      for (let c = 0; c < 3; c++) {
        const colour =
          ((pixels[p00 + c] ?? 0) * w00 +
            (pixels[p10 + c] ?? 0) * w10 +
            (pixels[p00 + stride + c] ?? 0) * w01 +
            (pixels[p10 + stride + c] ?? 0) * w11) /
          sum;
        rgba[at + c] = (rgba[at + c] ?? 0) * (1 - cover) + colour * cover;
      }
      if (cover > 0.5) depth[y * width + x] = BACKDROP_DEPTH;
    }
  }
}
