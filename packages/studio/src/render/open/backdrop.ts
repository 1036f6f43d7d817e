import { TAU, mix, smoothstep } from '../../maths/curves.ts';
import { createNoise } from '../../maths/noise.ts';
import type { BackdropKind, Light } from '../../scene/shot.ts';
import type { Frame } from '../frame.ts';
import { sampleTile, tileOf } from '../sky/tile-texture.ts';
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
import type { LandScratch } from './land-scratch.ts';
import { paintSilhouettes } from './silhouettes.ts';
import { pack } from './write-row.ts';

/** What stands behind the land, all around, on a cylinder: azimuth across, tangent of the elevation up. */
export interface Backdrop {
  /** sRGB from the lowest byte up, and cover in the highest; the fog of its distance is already in it. */
  readonly texels: Uint32Array<SharedArrayBuffer>;
  /** Per column, the row from which on it may show anything. */
  readonly tops: Int16Array<SharedArrayBuffer>;
  /** The highest of them. */
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
  const tops = topsOf(pixels);
  let first = BACKDROP_HEIGHT;
  for (let column = 0; column < BACKDROP_WIDTH; column++) first = Math.min(first, tops[column] ?? 0);
  return { texels: new Uint32Array(pixels.buffer), tops, first };
}

/** Row above the first that shows anything, of each column and its right neighbour. */
function topsOf(pixels: Uint8Array): Int16Array<SharedArrayBuffer> {
  const tops = new Int16Array(new SharedArrayBuffer(BACKDROP_WIDTH * 2)).fill(BACKDROP_HEIGHT);
  for (let row = BACKDROP_HEIGHT - 1; row >= 0; row--)
    for (let column = 0; column < BACKDROP_WIDTH; column++) {
      if ((pixels[(row * BACKDROP_WIDTH + column) * 4 + 3] ?? 0) === 0) continue;
      tops[column] = Math.max(0, row - 1);
    }
  let right = tops[0] ?? 0;
  for (let column = BACKDROP_WIDTH - 1; column >= 0; column--) {
    const own = tops[column] ?? 0;
    tops[column] = Math.min(own, right);
    right = own;
  }
  return tops;
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
  const patches = tileOf(noise, FAR_SIZE, 64, 3, 'fractal').data;
  const perMetre = FAR_SIZE / FAR_SIDE_METRES;
  return (out, x, y, height, slope) => {
    const broad = sampleTile(patches, FAR_SIZE, x * perMetre, y * perMetre) * 0.9 + 0.5;
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
  const colour = new Float64Array(3);
  for (let column = 0; column < BACKDROP_WIDTH; column++) {
    const azimuth = (column / BACKDROP_WIDTH) * TAU;
    const dx = Math.sin(azimuth);
    const dy = Math.cos(azimuth);
    let filled = BACKDROP_HEIGHT;
    for (let z = NEAREST; z < FARTHEST && filled > 0; z *= 1.011) {
      // From here on not even the highest land would rise above what is drawn.
      if (bottom - ((field.highest - EYE_METRES) / z) * perTangent >= filled) break;
      const height = heightAt(field, dx * z, dy * z);
      const top = bottom - ((height - EYE_METRES) / z) * perTangent;
      if (top >= filled) continue;
      const haze = 1 - Math.exp(-z / (request.fogMetres * 8) - z / 18_000);
      // Mist gathers in the valleys.
      const mist = Math.min(0.96, haze + smoothstep(260, 0, height) * 0.28 * haze);
      colourAt(field, dx * z, dy * z, colour);
      const red = mix(colour[0] ?? 0, fogRed, mist);
      const green = mix(colour[1] ?? 0, fogGreen, mist);
      const blue = mix(colour[2] ?? 0, fogBlue, mist);
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

/** Bilinear: single cells would show as squares. */
function colourAt(field: Heightfield, xMetres: number, yMetres: number, out: Float64Array): void {
  const { size, colours } = field;
  const mask = size - 1;
  const u = xMetres / field.cellMetres + size / 2;
  const v = yMetres / field.cellMetres + size / 2;
  const xi = Math.floor(u);
  const yi = Math.floor(v);
  const fx = u - xi;
  const fy = v - yi;
  const a = ((yi & mask) * size + (xi & mask)) * 3;
  const b = ((yi & mask) * size + ((xi + 1) & mask)) * 3;
  const c = (((yi + 1) & mask) * size + (xi & mask)) * 3;
  const d = (((yi + 1) & mask) * size + ((xi + 1) & mask)) * 3;
  for (let channel = 0; channel < 3; channel++) {
    const top = mix(colours[a + channel] ?? 0, colours[b + channel] ?? 0, fx);
    const below = mix(colours[c + channel] ?? 0, colours[d + channel] ?? 0, fx);
    out[channel] = mix(top, below, fy);
  }
}

/**
 * Draws the panorama over the sky, down to where nearer land hides it. The camera's own movement shifts it a little, as
 * far things do.
 */
export function drawBackdrop(frame: Frame, view: View, backdrop: Backdrop, scratch: LandScratch): void {
  const { width } = frame;
  const { skyline } = scratch;
  const first = Math.max(0, backdrop.first - 1);
  const highest = BACKDROP_HIGH - (first / BACKDROP_HEIGHT) * (BACKDROP_HIGH - BACKDROP_LOW);
  const top = Math.max(0, Math.floor(view.horizon - highest * view.focal * 1.3));
  let lowest = 0;
  for (let x = 0; x < width; x++) lowest = Math.max(lowest, Math.ceil((skyline[x] ?? 0) + 0.5));
  const bottom = Math.min(frame.height, Math.ceil(view.horizon + FOOT * view.focal), lowest);
  const shiftX = (view.pose.x * view.cosYaw - view.pose.y * view.sinYaw) / BACKDROP_DEPTH;
  // A high camera looks down on the far land: the panorama sinks towards its true horizon.
  const sink = Math.max(0, view.pose.z - EYE_METRES) / 4200;
  const columns = new Float64Array(width);
  const flats = new Float64Array(width);
  for (let x = 0; x < width; x++) {
    const lateral = (x + 0.5 - view.centreX) / view.focal;
    const azimuth = Math.atan(lateral) + view.pose.yaw + shiftX;
    columns[x] = ((azimuth / TAU + 4) * BACKDROP_WIDTH - 0.5) % BACKDROP_WIDTH;
    flats[x] = 1 / Math.sqrt(1 + lateral * lateral);
  }
  for (let y = top; y < bottom; y++) {
    const elevation = (view.horizon - y - 0.5) / view.focal;
    backdropRow(frame, backdrop, scratch, { columns, flats }, y, elevation, sink);
  }
}

interface PanoramaColumns {
  /** Where each column of the picture meets the panorama, and the cosine of its angle from the middle. */
  readonly columns: Float64Array;
  readonly flats: Float64Array;
}

function backdropRow(
  frame: Frame,
  backdrop: Backdrop,
  scratch: LandScratch,
  around: PanoramaColumns,
  y: number,
  elevation: number,
  sink: number,
): void {
  const { width, rgba, depth } = frame;
  const { texels, tops } = backdrop;
  const { skyline, pixels } = scratch;
  const { columns, flats } = around;
  const perTangent = BACKDROP_HEIGHT / (BACKDROP_HIGH - BACKDROP_LOW);
  const base = (BACKDROP_HIGH - sink) * perTangent - 0.5;
  const slope = elevation * perTangent;
  for (let x = 0; x < width; x++) {
    if (y + 0.5 >= (skyline[x] ?? 0)) continue;
    const raw = base - slope * (flats[x] ?? 1);
    const v = raw < BACKDROP_HEIGHT - 1.01 ? raw : BACKDROP_HEIGHT - 1.01;
    const u = columns[x] ?? 0;
    const xi = u | 0;
    if (v < (tops[xi] ?? 0)) continue;
    const yi = v | 0;
    const fx = u - xi;
    const fy = v - yi;
    const next = xi + 1 < BACKDROP_WIDTH ? xi + 1 : 0;
    const t00 = texels[yi * BACKDROP_WIDTH + xi] ?? 0;
    const t10 = texels[yi * BACKDROP_WIDTH + next] ?? 0;
    const t01 = texels[(yi + 1) * BACKDROP_WIDTH + xi] ?? 0;
    const t11 = texels[(yi + 1) * BACKDROP_WIDTH + next] ?? 0;
    const w00 = (t00 >>> 24) * (1 - fx) * (1 - fy);
    const w10 = (t10 >>> 24) * fx * (1 - fy);
    const w01 = (t01 >>> 24) * (1 - fx) * fy;
    const w11 = (t11 >>> 24) * fx * fy;
    const sum = w00 + w10 + w01 + w11;
    if (sum < 2) continue;
    const unit = 1 / sum;
    const red = blended(t00, t10, t01, t11, w00, w10, w01, w11) * unit;
    const green = blended(t00 >> 8, t10 >> 8, t01 >> 8, t11 >> 8, w00, w10, w01, w11) * unit;
    const blue = blended(t00 >> 16, t10 >> 16, t01 >> 16, t11 >> 16, w00, w10, w01, w11) * unit;
    const at = y * width + x;
    const cover = sum / 255;
    if (cover > 0.99) pixels[at] = pack(red, green, blue);
    else {
      const clear = 1 - cover;
      pixels[at] = pack(
        (rgba[at * 4] ?? 0) * clear + red * cover,
        (rgba[at * 4 + 1] ?? 0) * clear + green * cover,
        (rgba[at * 4 + 2] ?? 0) * clear + blue * cover,
      );
    }
    if (cover > 0.5) depth[at] = BACKDROP_DEPTH;
  }
}

/** Weighted sum of the lowest bytes of four texels. */
function blended(
  t00: number,
  t10: number,
  t01: number,
  t11: number,
  w00: number,
  w10: number,
  w01: number,
  w11: number,
): number {
  return (t00 & 255) * w00 + (t10 & 255) * w10 + (t01 & 255) * w01 + (t11 & 255) * w11;
}
