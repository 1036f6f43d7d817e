import { clamp, mix, smoothstep, wrap } from '../../maths/curves.ts';
import { createNoise } from '../../maths/noise.ts';
import { randomStream } from '../../maths/random.ts';
import type { Light, Sky } from '../../scene/shot.ts';
import type { Frame } from '../frame.ts';
import { type View, project } from '../view.ts';
import { sharedBytes, sharedFloats } from '../world-painter.ts';
import { bakeCumulus } from './cumulus.ts';
import { skyPalette } from './sky-palette.ts';

/** Clouds near enough to pass by: upright pictures in the world, the farthest first. */
export interface BakedPuffs {
  readonly width: number;
  readonly height: number;
  readonly texels: Uint8Array<SharedArrayBuffer>;
  /** x, y, z, width in metres, mirrored. */
  readonly places: Float32Array<SharedArrayBuffer>;
}

const FIELDS = 5;
const NEAREST = 45;
const FARTHEST = 420;

export function bakePuffs(seed: number, count: number): BakedPuffs {
  const random = randomStream(seed, 'puffs');
  const shape = bakeCumulus(createNoise(seed + 3), random, 1);
  const texels = sharedBytes(shape.texels.length);
  texels.set(shape.texels);
  const places = sharedFloats(count * FIELDS);
  for (let puff = 0; puff < count; puff++) {
    const away = mix(FARTHEST, NEAREST, puff / Math.max(1, count - 1));
    const size = 34 + random() * 46;
    places.set(
      [(random() - 0.5) * away * 1.7, away, (random() - 0.62) * away * 0.4, size, random() < 0.5 ? 1 : 0],
      puff * FIELDS,
    );
  }
  return { width: shape.width, height: shape.height, texels, places };
}

export function drawPuffs(frame: Frame, view: View, puffs: BakedPuffs, sky: Sky, light: Light): void {
  const palette = skyPalette(sky, light);
  const drift = sky.wind * view.storySeconds * 0.25;
  for (let at = 0; at < puffs.places.length; at += FIELDS) {
    const y = puffs.places[at + 1] ?? 0;
    const span = y * 2.4;
    const x = wrap((puffs.places[at] ?? 0) + drift + span / 2, span) - span / 2;
    const place = project(view, x, y, puffs.places[at + 2] ?? 0);
    if (place.depth < 12) continue;
    const width = (puffs.places[at + 3] ?? 0) * place.scale;
    const side = Math.sin(light.sunAzimuth - view.pose.yaw) * ((puffs.places[at + 4] ?? 0) > 0 ? -1 : 1);
    const haze = smoothstep(120, 520, place.depth) * 0.5;
    stampPuff(frame, puffs, palette.clouds, light, {
      centreX: place.x,
      bottom: place.y,
      width,
      mirrored: (puffs.places[at + 4] ?? 0) > 0,
      side,
      haze,
      // A cloud that wraps around at the edge of its lane fades in and out there.
      cover: smoothstep(12, 40, place.depth) * smoothstep(span / 2, span / 2.4, Math.abs(x)) * 0.94,
    });
  }
}

interface Stamp {
  readonly centreX: number;
  readonly bottom: number;
  readonly width: number;
  readonly mirrored: boolean;
  readonly side: number;
  readonly haze: number;
  readonly cover: number;
}

function stampPuff(frame: Frame, puffs: BakedPuffs, colours: Float32Array, light: Light, stamp: Stamp): void {
  const { rgba } = frame;
  const { texels } = puffs;
  const height = (stamp.width * puffs.height) / puffs.width;
  const left = stamp.centreX - stamp.width / 2;
  const top = stamp.bottom - height;
  const right = Math.min(frame.width, Math.ceil(left + stamp.width));
  const bottom = Math.min(frame.height, Math.ceil(stamp.bottom));
  const stride = puffs.width * 4;
  for (let y = Math.max(0, Math.ceil(top)); y < bottom; y++) {
    const v = Math.min(puffs.height - 1.01, ((y - top) / height) * puffs.height);
    const yi = Math.floor(v);
    const fy = v - yi;
    for (let x = Math.max(0, Math.ceil(left)); x < right; x++) {
      const across = Math.min(puffs.width - 1.01, ((x - left) / stamp.width) * puffs.width);
      const u = stamp.mirrored ? puffs.width - 1.01 - across : across;
      const xi = Math.floor(u);
      const fx = u - xi;
      const p = yi * stride + xi * 4;
      const w00 = (1 - fx) * (1 - fy);
      const w10 = fx * (1 - fy);
      const w01 = (1 - fx) * fy;
      const w11 = fx * fy;
      const q = p + stride;
      const cover =
        (texels[p] ?? 0) * w00 +
        (texels[p + 4] ?? 0) * w10 +
        (texels[q] ?? 0) * w01 +
        (texels[q + 4] ?? 0) * w11;
      if (cover < 1) continue;
      const up =
        (texels[p + 1] ?? 0) * w00 +
        (texels[p + 5] ?? 0) * w10 +
        (texels[q + 1] ?? 0) * w01 +
        (texels[q + 5] ?? 0) * w11;
      const facing =
        (texels[p + 2] ?? 0) * w00 +
        (texels[p + 6] ?? 0) * w10 +
        (texels[q + 2] ?? 0) * w01 +
        (texels[q + 6] ?? 0) * w11;
      const lit = clamp((up / 255) * 0.82 + (facing / 127.5 - 1) * stamp.side * 0.5 + 0.12);
      const colour = ((lit * 255) | 0) * 3;
      const alpha = (cover / 255) * stamp.cover;
      const at = (y * frame.width + x) * 4;
      for (let c = 0; c < 3; c++) {
        const seen = mix(colours[colour + c] ?? 0, light.fog[c] ?? 0, stamp.haze);
        rgba[at + c] = mix(rgba[at + c] ?? 0, seen, alpha);
      }
    }
  }
}
