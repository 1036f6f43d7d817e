import { TAU, clamp, mix, smoothstep } from '../../maths/curves.ts';
import { createNoise } from '../../maths/noise.ts';
import { hash2, randomStream } from '../../maths/random.ts';
import type { BackdropKind, Light } from '../../scene/shot.ts';
import { type PanoramaPen, panoramaPen } from './panorama-pen.ts';

export type SilhouetteKind = Extract<BackdropKind, 'treeline' | 'pines' | 'skyline' | 'town'>;

export interface SilhouetteRequest {
  readonly kind: SilhouetteKind;
  readonly seed: number;
  readonly light: Light;
  readonly fogMetres: number;
  readonly snowCover: number;
}

/** Paints rows of trees or buildings around the horizon, the farthest row first. */
export function paintSilhouettes(pixels: Uint8Array, request: SilhouetteRequest): void {
  for (let layer = 0; layer < LAYERS[request.kind].length; layer++) {
    const distance = LAYERS[request.kind][layer] ?? 1000;
    const pen = panoramaPen(pixels, request.light, request.fogMetres, distance);
    switch (request.kind) {
      case 'treeline':
        crowns(pen, request, layer, distance);
        break;
      case 'pines':
        spruces(pen, request, layer, distance);
        break;
      case 'skyline':
        towers(pen, request, layer, distance);
        break;
      case 'town':
        houses(pen, request, layer, distance);
        break;
    }
  }
}

/** Metres from the stage, which sets the size and the haze of each row. */
const LAYERS = {
  treeline: [700, 450, 300],
  pines: [700, 430, 300],
  skyline: [2600, 1700, 1100],
  town: [900, 620, 450],
} as const satisfies Record<SilhouetteKind, readonly number[]>;

/** Broad-leaved trees: overlapping clumps, lit from above, dark below. */
function crowns(pen: PanoramaPen, request: SilhouetteRequest, layer: number, distance: number): void {
  const noise = createNoise(request.seed + layer * 13);
  const snow = request.snowCover;
  for (let column = 0; column < pen.width; column++) {
    const u = column / pen.width;
    const stand = 0.72 + noise.fractal(u * 64, layer * 7 + 0.5, 3, 64) * 0.7;
    const clump = Math.abs(noise.value(u * 512, layer * 5 + 0.3, 256)) ** 0.5;
    const leaf = noise.fractal(u * 1024, layer + 0.7, 3, 256);
    const top = ((13 + layer * 1.5) * stand + clump * 4 + leaf * 1.8) / distance;
    pen.column(column, top, (tangent, rgb) => {
      const v = tangent * distance;
      const shade = noise.fractal(u * 2048, v * 0.55 + layer * 9, 3) + noise.value(u * 600, v * 0.28) * 0.5;
      const rise = clamp(tangent / top);
      const lit = 0.5 + rise * 0.42 + shade * 0.4;
      rgb[0] = mix(66 * lit, 226, snow * smoothstep(0.35, 0.9, rise + shade * 0.4) * 0.8);
      rgb[1] = mix(98 * lit, 234, snow * smoothstep(0.35, 0.9, rise + shade * 0.4) * 0.8);
      rgb[2] = mix(50 * lit, 244, snow * smoothstep(0.35, 0.9, rise + shade * 0.4) * 0.8);
    });
  }
}

/** Conifers: each a notched triangle, the row being the highest of them. */
function spruces(pen: PanoramaPen, request: SilhouetteRequest, layer: number, distance: number): void {
  const random = randomStream(request.seed, `spruces${layer}`);
  const noise = createNoise(request.seed + layer);
  const profile = new Float32Array(pen.width);
  const owner = new Float32Array(pen.width);
  const perMetre = pen.width / (TAU * distance);
  const count = Math.round((TAU * distance) / 2.6);
  for (let tree = 0; tree < count; tree++) {
    const height = 9 + random() * 11;
    const middle = random() * pen.width;
    const half = height * 0.2 * perMetre;
    const tone = random();
    for (let offset = -Math.ceil(half); offset <= half; offset++) {
      const across = Math.abs(offset) / half;
      const notch = Math.abs(((across * 5 + tone * 3) % 1) - 0.5) * 0.16;
      const top = (height * (1 - across * 0.86 - notch)) / distance;
      const at = (Math.floor(middle + offset) + pen.width) % pen.width;
      if (top > (profile[at] ?? 0)) {
        profile[at] = top;
        owner[at] = tone + (offset < 0 ? 0 : 2);
      }
    }
  }
  const snow = request.snowCover;
  for (let column = 0; column < pen.width; column++) {
    const tone = (owner[column] ?? 0) % 2;
    const side = (owner[column] ?? 0) >= 2 === request.light.sunAzimuth > 0 ? 1.14 : 0.84;
    pen.column(column, profile[column] ?? 0, (tangent, rgb) => {
      const needles = noise.value(column * 0.31, tangent * distance * 0.9 + layer * 9) * 0.5 + 0.5;
      const lit = (0.6 + tone * 0.28 + needles * 0.3) * side;
      const white = snow * (0.2 + needles * 0.18);
      rgb[0] = mix(46 * lit, 232, white);
      rgb[1] = mix(76 * lit, 239, white);
      rgb[2] = mix(52 * lit, 248, white);
    });
  }
}

/** City towers with rows of windows, many of them lit at night. */
function towers(pen: PanoramaPen, request: SilhouetteRequest, layer: number, distance: number): void {
  const random = randomStream(request.seed, `towers${layer}`);
  const night = smoothstep(0.2, 0.6, request.light.night);
  let start = 0;
  while (start < TAU) {
    const widthMetres = 20 + random() * 34;
    const wide = widthMetres / distance;
    const downtown = 0.55 + 0.45 * Math.cos(start * 2) ** 2;
    const heightMetres =
      (34 + random() * 66 + (random() < 0.24 ? 60 + random() * 150 : 0)) * downtown * (1 + layer * 0.05);
    const tint = random();
    const crown = random();
    const id = Math.floor(random() * 1e6);
    const first = Math.floor((start / TAU) * pen.width);
    const last = Math.min(pen.width, Math.floor(((start + wide) / TAU) * pen.width));
    for (let column = first; column < last; column++) {
      const across = (column - first) / Math.max(1, last - first);
      const spike = crown > 0.86 && Math.abs(across - 0.5) < 0.035 ? heightMetres * 0.28 : 0;
      const setback = crown < 0.3 && Math.abs(across - 0.5) < 0.28 ? heightMetres * 0.1 : 0;
      const slope = crown > 0.3 && crown < 0.42 ? across * widthMetres * 0.35 : 0;
      const side = across > 0.62 === request.light.sunAzimuth > 0 ? 1.12 : 0.86;
      pen.column(column, (heightMetres + spike + setback + slope) / distance, (tangent, rgb) => {
        tower(rgb, tangent * distance, across * widthMetres, tint, side, id, night, heightMetres);
      });
    }
    start += wide * (random() < 0.3 ? 1.35 + random() * 0.5 : 1.02);
  }
}

function tower(
  rgb: Float32Array,
  up: number,
  along: number,
  tint: number,
  side: number,
  id: number,
  night: number,
  top: number,
): void {
  const floor = Math.floor(up / 4);
  const bay = Math.floor(along / 3.6);
  const inFloor = up / 4 - floor;
  const inBay = along / 3.6 - bay;
  const window = inFloor > 0.24 && inFloor < 0.82 && inBay > 0.16 && inBay < 0.86 && up < top - 3;
  const glass = tint > 0.55 ? 1 : 0;
  rgb[0] = (glass ? 92 : 148 + tint * 60) * side;
  rgb[1] = (glass ? 112 : 138 + tint * 50) * side;
  rgb[2] = (glass ? 134 : 128 + tint * 44) * side;
  if (!window) return;
  const pane = hash2(bay, floor, id);
  const sheen = 0.55 + pane * 0.3 + clamp(up / 200) * 0.25;
  rgb[0] = (glass ? 120 : 84) * sheen * side;
  rgb[1] = (glass ? 150 : 100) * sheen * side;
  rgb[2] = (glass ? 180 : 120) * sheen * side;
  if (pane < 0.46 * night) {
    // Emission is marked by a negative red: the pen must not light it.
    rgb[0] = -(pane < 0.1 ? 216 : 255) * (0.7 + pane * 0.6);
    rgb[1] = (pane < 0.1 ? 228 : 204) * (0.7 + pane * 0.6);
    rgb[2] = (pane < 0.1 ? 250 : 128) * (0.7 + pane * 0.6);
  }
}

/** A town by the water: pastel houses with pitched roofs, a tower here and there. */
function houses(pen: PanoramaPen, request: SilhouetteRequest, layer: number, distance: number): void {
  const random = randomStream(request.seed, `houses${layer}`);
  const night = smoothstep(0.2, 0.6, request.light.night);
  const climb = (LAYERS.town.length - 1 - layer) * 9;
  let start = 0;
  while (start < TAU) {
    const widthMetres = 8 + random() * 9;
    const wallMetres = climb + 7 + random() * 7;
    const spire = random() < 0.035;
    const roofMetres = spire ? 26 : widthMetres * 0.34;
    const paint = PLASTERS[Math.floor(random() * PLASTERS.length)] ?? PLASTERS[0];
    const id = Math.floor(random() * 1e6);
    const wide = widthMetres / distance;
    const first = Math.floor((start / TAU) * pen.width);
    const last = Math.min(pen.width, Math.floor(((start + wide) / TAU) * pen.width));
    for (let column = first; column < last; column++) {
      const across = (column - first + 0.5) / Math.max(1, last - first);
      const gable = 1 - Math.abs(across - 0.5) * 2;
      pen.column(column, (wallMetres + gable * roofMetres) / distance, (tangent, rgb) => {
        const up = tangent * distance;
        const shade = across > 0.5 === request.light.sunAzimuth > 0 ? 1.08 : 0.9;
        const roof = up > wallMetres;
        const pane = window(up, across * widthMetres);
        const lit =
          pane &&
          !roof &&
          hash2(Math.floor(across * widthMetres * 0.4), Math.floor(up / 3), id) < 0.5 * night;
        for (let c = 0; c < 3; c++) {
          const wall = roof ? (ROOF[c] ?? 0) : pane ? 74 + c * 10 : (paint[c] ?? 0);
          rgb[c] = lit ? (LAMP[c] ?? 0) : mix(wall, 244, roof ? request.snowCover * 0.9 : 0) * shade;
        }
        if (lit) rgb[0] = -(rgb[0] ?? 0);
      });
    }
    start += wide * (random() < 0.2 ? 1.5 : 1.0);
  }
}

function window(up: number, along: number): boolean {
  const v = up / 3 - Math.floor(up / 3);
  const u = along / 2.5 - Math.floor(along / 2.5);
  return v > 0.32 && v < 0.78 && u > 0.3 && u < 0.66;
}

const ROOF = [168, 88, 64] as const;
const LAMP = [255, 206, 130] as const;
const PLASTERS = [
  [232, 214, 180],
  [226, 190, 150],
  [206, 150, 120],
  [236, 228, 212],
  [196, 204, 196],
  [222, 200, 140],
] as const;
