import { TAU, clamp, mix, smoothstep } from '../../maths/curves.ts';
import { createNoise, type Noise } from '../../maths/noise.ts';
import type { Light, World } from '../../scene/shot.ts';
import type { Frame } from '../frame.ts';
import type { View } from '../view.ts';
import { sharedBytes } from '../world-painter.ts';

export type PlanetKind = Exclude<Extract<World, { kind: 'space' }>['planet'], 'none'>;

/** Longitude across, latitude down; three bytes a texel. */
export interface PlanetMap {
  readonly kind: PlanetKind;
  readonly texels: Uint8Array<SharedArrayBuffer>;
}

/** Where a planet hangs: azimuth, tangent of elevation and radius as a tangent. */
export interface PlanetPlace {
  readonly azimuth: number;
  readonly elevation: number;
  readonly radius: number;
}

const MAP_WIDTH = 512;
const MAP_HEIGHT = 256;

interface PlanetLook {
  readonly air: readonly [number, number, number];
  readonly airDepth: number;
  paint(out: Float32Array, noise: Noise, u: number, latitude: number): void;
}

const LOOKS = {
  earth: {
    air: [90, 160, 255],
    airDepth: 0.055,
    paint(out, noise, u, latitude) {
      const x = u * 16;
      const y = latitude * 2.55 + 9;
      const bend = noise.fractal(x, y + 40, 3, 16) * 0.7;
      const land = noise.fractal(x * 0.5 + bend * 0.6, y * 0.5, 6, 8) + 0.02;
      const green = noise.fractal(x * 2 + 3, y * 2, 3, 32) * 0.5 + 0.5;
      const coast = smoothstep(0.0, 0.03, land);
      const ice = smoothstep(0.74, 0.86, Math.abs(latitude) / 1.571 + land * 0.1);
      const swirl = noise.fractal(x * 0.5 + 2 + bend * 1.4, y * 0.9 + 70 + bend, 5, 8);
      const cloud = smoothstep(0.02, 0.42, swirl + 0.06) * 0.92;
      const earth = [mix(72, 168, green), mix(104, 142, green), mix(52, 92, green)];
      const sea = [12 + land * -14, 50 + land * 50, 116 + land * 60];
      for (let c = 0; c < 3; c++) {
        const ground = mix(mix(sea[c] ?? 0, earth[c] ?? 0, coast), 236, ice);
        out[c] = mix(ground, 246, cloud);
      }
    },
  },
  gas: {
    air: [255, 206, 150],
    airDepth: 0.03,
    paint(out, noise, u, latitude) {
      const flow = noise.fractal(u * 8, latitude * 5 + 20, 4, 8);
      const band = Math.sin(latitude * 15 + flow * 1.5) * 0.5 + 0.5;
      const fine = noise.fractal(u * 8 + flow, latitude * 26 + flow * 2, 4, 8);
      const storm = Math.exp(-(((u - 0.4) * 14) ** 2) - ((latitude + 0.36) * 7) ** 2);
      out[0] = mix(mix(186, 240, band) + fine * 40, 206, storm);
      out[1] = mix(mix(132, 212, band) + fine * 38, 96, storm);
      out[2] = mix(mix(92, 172, band) + fine * 34, 62, storm);
    },
  },
  rock: {
    air: [220, 170, 130],
    airDepth: 0.014,
    paint(out, noise, u, latitude) {
      const broad = noise.fractal(u * 16, latitude * 2.55 + 10, 5, 16) * 0.8 + 0.5;
      const craters = noise.ridged(u * 32, latitude * 5.1 + 30, 4, 32);
      const k = 0.66 + craters * 0.5;
      out[0] = mix(150, 206, broad) * k;
      out[1] = mix(104, 150, broad) * k;
      out[2] = mix(82, 116, broad) * k;
    },
  },
} as const satisfies Record<PlanetKind, PlanetLook>;

export function bakePlanet(kind: PlanetKind, seed: number): PlanetMap {
  const noise = createNoise(seed ^ 0x77a1);
  const texels = sharedBytes(MAP_WIDTH * MAP_HEIGHT * 3);
  const paint = new Float32Array(3);
  const look: PlanetLook = LOOKS[kind];
  for (let row = 0; row < MAP_HEIGHT; row++)
    for (let column = 0; column < MAP_WIDTH; column++) {
      const latitude = ((row + 0.5) / MAP_HEIGHT - 0.5) * Math.PI;
      look.paint(paint, noise, column / MAP_WIDTH, latitude);
      for (let c = 0; c < 3; c++) texels[(row * MAP_WIDTH + column) * 3 + c] = clamp(paint[c] ?? 0, 0, 255);
    }
  return { kind, texels };
}

/** Draws the lit globe with its air around it. Stars behind it are covered. */
export function drawPlanet(frame: Frame, view: View, map: PlanetMap, place: PlanetPlace, light: Light): void {
  const turn = place.azimuth - view.pose.yaw;
  if (Math.cos(turn) < 0.2) return;
  const centreX = view.centreX + Math.tan(turn) * view.focal;
  const centreY = view.horizon - place.elevation * view.focal;
  const radius = place.radius * view.focal;
  const look = LOOKS[map.kind];
  const outer = radius * (1 + look.airDepth * 3.2);
  const flat = Math.cos(light.sunElevation);
  const sun = [Math.sin(light.sunAzimuth) * flat, -Math.sin(light.sunElevation), 0.42] as const;
  const spin = view.storySeconds * 0.006;
  const left = Math.max(0, Math.floor(centreX - outer));
  const right = Math.min(frame.width, Math.ceil(centreX + outer));
  const bottom = Math.min(frame.height, Math.ceil(centreY + outer));
  for (let y = Math.max(0, Math.floor(centreY - outer)); y < bottom; y++)
    for (let x = left; x < right; x++) {
      const u = (x + 0.5 - centreX) / radius;
      const v = (y + 0.5 - centreY) / radius;
      globePixel(frame, (y * frame.width + x) * 4, u, v, radius, map, look, sun, spin);
    }
}

function globePixel(
  frame: Frame,
  at: number,
  u: number,
  v: number,
  radius: number,
  map: PlanetMap,
  look: Pick<PlanetLook, 'air' | 'airDepth'>,
  sun: readonly [number, number, number],
  spin: number,
): void {
  const { rgba } = frame;
  const off = Math.sqrt(u * u + v * v);
  const w = Math.sqrt(Math.max(0, 1 - off * off));
  const facing = (u * sun[0] + v * sun[1] + w * sun[2]) / Math.max(1, off);
  const day = smoothstep(-0.12, 0.42, facing);
  if (off > 1) {
    const glow = Math.max(0, 1 - (off - 1) / (look.airDepth * 3.2));
    const power = glow * glow * glow * (0.06 + day * 0.6);
    for (let c = 0; c < 3; c++) rgba[at + c] = (rgba[at + c] ?? 0) + (look.air[c] ?? 0) * power;
    return;
  }
  const latitude = Math.asin(clamp(v, -1, 1));
  const longitude = Math.atan2(u, w) + spin + 0.8;
  const edge = clamp((1 - off) * radius + 0.5);
  const rim = (1 - w) ** 3;
  const light = day * (0.2 + 0.9 * Math.max(0, facing)) + 0.012;
  const mapU = (longitude / TAU + 1) * MAP_WIDTH;
  const mapV = clamp((latitude / Math.PI + 0.5) * MAP_HEIGHT - 0.5, 0, MAP_HEIGHT - 1.01);
  const xi = Math.floor(mapU);
  const yi = Math.floor(mapV);
  const fx = mapU - xi;
  const fy = mapV - yi;
  const p00 = (yi * MAP_WIDTH + (xi % MAP_WIDTH)) * 3;
  const p10 = (yi * MAP_WIDTH + ((xi + 1) % MAP_WIDTH)) * 3;
  const down = MAP_WIDTH * 3;
  for (let c = 0; c < 3; c++) {
    const top = mix(map.texels[p00 + c] ?? 0, map.texels[p10 + c] ?? 0, fx);
    const below = mix(map.texels[p00 + down + c] ?? 0, map.texels[p10 + down + c] ?? 0, fx);
    const air = (look.air[c] ?? 0) * (rim * 0.75 + look.airDepth * 1.5) * day;
    rgba[at + c] = mix(rgba[at + c] ?? 0, mix(top, below, fy) * light + air, edge);
  }
}
