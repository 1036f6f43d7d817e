import { clamp } from '../../maths/curves.ts';
import { hash3 } from '../../maths/random.ts';
import type { Blocker, RawQuad } from './raw-quad.ts';
import type { Lamp, Lighting, Lightmap, Vec3 } from './diorama.ts';
import { sharedFloats } from '../world-painter.ts';

const MOST_SAMPLES = 96;
const OCCLUSION_RAYS = 14;
const SHADOW_RAYS = 4;
/** Rays start this far off a surface so that it does not shade itself. */
const LIFT = 0.012;

/** Traces the light that falls on a quad: sky and bounce with occlusion, the sun and lamps with soft shadows. */
export function bakeLight(
  quad: RawQuad,
  blockers: readonly Blocker[],
  lighting: Lighting,
  seed: number,
): Lightmap {
  const plain = quad.material.blending === 'cutout' && quad.material.lit !== true;
  const width = plain ? 1 : samples(quad.along, quad.lightStep);
  const height = plain ? 1 : samples(quad.down, quad.lightStep);
  const values = sharedFloats(width * height * 3);
  const normal = outward(quad);
  const near = packBlockers(blockers.filter((blocker) => gap(quad, blocker) < lighting.occlusionMetres));
  const far = packBlockers(blockers);
  const light: [number, number, number] = [0, 0, 0];
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const u = (column + 0.5) / width;
      const v = (row + 0.5) / height;
      const point: Vec3 = [
        quad.origin[0] + quad.along[0] * u + quad.down[0] * v + normal[0] * LIFT,
        quad.origin[1] + quad.along[1] * u + quad.down[1] * v + normal[1] * LIFT,
        quad.origin[2] + quad.along[2] * u + quad.down[2] * v + normal[2] * LIFT,
      ];
      gather(point, normal, near, far, lighting, hash3(column, row, 7, seed), plain, light);
      const at = (row * width + column) * 3;
      for (let channel = 0; channel < 3; channel++)
        values[at + channel] =
          shade(light[channel] ?? 0, quad.material.glow ?? 0) *
          ((quad.material.tint?.[channel] ?? 255) / 255);
    }
  }
  return { width, height, values: width * height > 4 ? softened(values, width, height) : values };
}

/** Light beyond 1 is rolled off instead of clipped, so that lamps do not burn holes into walls. */
function shade(light: number, glow: number): number {
  const total = light + glow;
  return total < 0.8 ? total : 0.8 + (total - 0.8) / (1 + (total - 0.8) * 1.1);
}

function samples(side: Vec3, step: number): number {
  return clamp(Math.ceil(Math.hypot(...side) / step) + 1, 2, MOST_SAMPLES);
}

function outward(quad: RawQuad): Vec3 {
  const [ax, ay, az] = quad.along;
  const [bx, by, bz] = quad.down;
  const n: Vec3 = [by * az - bz * ay, bz * ax - bx * az, bx * ay - by * ax];
  const length = Math.hypot(...n) || 1;
  return [n[0] / length, n[1] / length, n[2] / length];
}

function gap(quad: RawQuad, blocker: Blocker): number {
  let squared = 0;
  for (let axis = 0; axis < 3; axis++) {
    const origin = quad.origin[axis] ?? 0;
    const along = quad.along[axis] ?? 0;
    const down = quad.down[axis] ?? 0;
    const low = origin + Math.min(0, along) + Math.min(0, down);
    const high = origin + Math.max(0, along) + Math.max(0, down);
    const apart = Math.max(0, (blocker.low[axis] ?? 0) - high, low - (blocker.high[axis] ?? 0));
    squared += apart * apart;
  }
  return Math.sqrt(squared);
}

function packBlockers(blockers: readonly Blocker[]): Float64Array {
  const packed = new Float64Array(blockers.length * 6);
  for (const [i, blocker] of blockers.entries()) packed.set([...blocker.low, ...blocker.high], i * 6);
  return packed;
}

function gather(
  point: Vec3,
  normal: Vec3,
  near: Float64Array,
  far: Float64Array,
  lighting: Lighting,
  jitter: number,
  flat: boolean,
  out: [number, number, number],
): void {
  const open = near.length > 0 && !flat ? openness(point, normal, near, lighting.occlusionMetres, jitter) : 1;
  const up = 0.5 + 0.5 * normal[2];
  // Faces turned to the side get a little less than those turned to the front: without it box edges vanish in soft light.
  const facing = flat ? 1 : 0.94 + 0.06 * Math.abs(normal[1]) - 0.07 * Math.abs(normal[0]);
  for (let channel = 0; channel < 3; channel++) {
    const sky = lighting.ambient[channel] ?? 0;
    const bounce = lighting.bounce[channel] ?? 0;
    out[channel] = (bounce + (sky - bounce) * up) * open * facing;
  }
  const { sun } = lighting;
  if (sun) {
    const facingSun = flat ? 0.6 : dot(normal, sun.towards);
    if (facingSun > 0) {
      const lit = facingSun * sunShare(point, sun.towards, sun.spread, far, jitter);
      for (let channel = 0; channel < 3; channel++)
        out[channel] = (out[channel] ?? 0) + (sun.colour[channel] ?? 0) * lit;
    }
  }
  for (const lamp of lighting.lamps) addLamp(point, normal, lamp, far, jitter, flat, out);
}

function addLamp(
  point: Vec3,
  normal: Vec3,
  lamp: Lamp,
  blockers: Float64Array,
  jitter: number,
  flat: boolean,
  out: [number, number, number],
): void {
  const x = lamp.position[0] - point[0];
  const y = lamp.position[1] - point[1];
  const z = lamp.position[2] - point[2];
  const distance = Math.hypot(x, y, z) || 1e-3;
  const facing = flat ? 0.7 : (normal[0] * x + normal[1] * y + normal[2] * z) / distance;
  if (facing <= 0) return;
  // Falling off softer than the square law inside the first metre: a lamp is not a point.
  let strength = (facing * 1.25) / (0.25 + distance * distance);
  if (lamp.aim)
    strength *= clamp((-(lamp.aim[0] * x + lamp.aim[1] * y + lamp.aim[2] * z) / distance - 0.6) / 0.3);
  if (strength < 0.004) return;
  let clear = 0;
  for (let ray = 0; ray < SHADOW_RAYS; ray++) {
    const turn = (ray / SHADOW_RAYS + jitter) * Math.PI * 2;
    const dx = x + Math.cos(turn) * lamp.radiusMetres;
    const dy = y + Math.sin(turn) * lamp.radiusMetres;
    const dz = z + (ray / SHADOW_RAYS - 0.5) * lamp.radiusMetres;
    if (!blocked(point[0], point[1], point[2], dx, dy, dz, 0.97, blockers)) clear++;
  }
  const k = (strength * clear) / SHADOW_RAYS;
  for (let channel = 0; channel < 3; channel++)
    out[channel] = (out[channel] ?? 0) + (lamp.colour[channel] ?? 0) * k;
}

function sunShare(
  point: Vec3,
  towards: Vec3,
  spread: number,
  blockers: Float64Array,
  jitter: number,
): number {
  let clear = 0;
  for (let ray = 0; ray < SHADOW_RAYS; ray++) {
    const turn = (ray / SHADOW_RAYS + jitter) * Math.PI * 2;
    const dx = towards[0] + Math.cos(turn) * spread;
    const dy = towards[1] + Math.sin(turn) * spread;
    const dz = towards[2] + Math.sin(turn * 2) * spread;
    if (!blocked(point[0], point[1], point[2], dx, dy, dz, 1e6, blockers)) clear++;
  }
  return clear / SHADOW_RAYS;
}

/** Share of the hemisphere over a point that no blocker covers within reach; near blockers count more. */
function openness(point: Vec3, normal: Vec3, blockers: Float64Array, reach: number, jitter: number): number {
  let dark = 0;
  // Any direction not parallel to the normal makes a frame with it.
  const helper = Math.abs(normal[2]) > 0.9 ? 1 : 0;
  const tx = helper ? 0 : -normal[1];
  const ty = helper ? normal[2] : normal[0];
  const tz = helper ? -normal[1] : 0;
  const length = Math.hypot(tx, ty, tz) || 1;
  const ax = tx / length;
  const ay = ty / length;
  const az = tz / length;
  const bx = normal[1] * az - normal[2] * ay;
  const by = normal[2] * ax - normal[0] * az;
  const bz = normal[0] * ay - normal[1] * ax;
  for (let ray = 0; ray < OCCLUSION_RAYS; ray++) {
    // Cosine-weighted spiral: golden angle around, equal areas outwards.
    const turn = ray * 2.39996 + jitter * 6.28;
    const out = Math.sqrt((ray + 0.5) / OCCLUSION_RAYS);
    const up = Math.sqrt(1 - out * out);
    const c = Math.cos(turn) * out * reach;
    const s = Math.sin(turn) * out * reach;
    const n = up * reach;
    const hit = firstHit(
      point[0],
      point[1],
      point[2],
      ax * c + bx * s + normal[0] * n,
      ay * c + by * s + normal[1] * n,
      az * c + bz * s + normal[2] * n,
      blockers,
    );
    if (hit < 1) dark += 1 - hit;
  }
  return 1 - 0.92 * (dark / OCCLUSION_RAYS);
}

function blocked(
  x: number,
  y: number,
  z: number,
  dx: number,
  dy: number,
  dz: number,
  reach: number,
  blockers: Float64Array,
): boolean {
  for (let i = 0; i < blockers.length; i += 6)
    if (hitBox(x, y, z, 1 / (dx || 1e-9), 1 / (dy || 1e-9), 1 / (dz || 1e-9), blockers, i) < reach)
      return true;
  return false;
}

function firstHit(
  x: number,
  y: number,
  z: number,
  dx: number,
  dy: number,
  dz: number,
  blockers: Float64Array,
): number {
  let first = Infinity;
  for (let i = 0; i < blockers.length; i += 6)
    first = Math.min(
      first,
      hitBox(x, y, z, 1 / (dx || 1e-9), 1 / (dy || 1e-9), 1 / (dz || 1e-9), blockers, i),
    );
  return first;
}

/** Where a ray enters a box, in ray lengths; Infinity when it misses. A start inside the box is a hit at once: floors go dark under furniture. */
function hitBox(
  x: number,
  y: number,
  z: number,
  ix: number,
  iy: number,
  iz: number,
  b: Float64Array,
  i: number,
): number {
  const x0 = ((b[i] ?? 0) - x) * ix;
  const x1 = ((b[i + 3] ?? 0) - x) * ix;
  const y0 = ((b[i + 1] ?? 0) - y) * iy;
  const y1 = ((b[i + 4] ?? 0) - y) * iy;
  const z0 = ((b[i + 2] ?? 0) - z) * iz;
  const z1 = ((b[i + 5] ?? 0) - z) * iz;
  const enter = Math.max(Math.min(x0, x1), Math.min(y0, y1), Math.min(z0, z1));
  const leave = Math.min(Math.max(x0, x1), Math.max(y0, y1), Math.max(z0, z1));
  return leave > 0 && enter < leave ? Math.max(0, enter) : Infinity;
}

function dot(a: Vec3, b: Vec3): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

/** Averages neighbours to take the grain out of the few rays. */
function softened(values: Float32Array, width: number, height: number): Float32Array<SharedArrayBuffer> {
  const out = sharedFloats(values.length);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      for (let channel = 0; channel < 3; channel++) {
        let sum = 0;
        let weights = 0;
        for (let dy = -1; dy <= 1; dy++) {
          for (let dx = -1; dx <= 1; dx++) {
            const y = row + dy;
            const x = column + dx;
            if (y < 0 || x < 0 || y >= height || x >= width) continue;
            const weight = (dx === 0 ? 2 : 1) * (dy === 0 ? 2 : 1);
            sum += (values[(y * width + x) * 3 + channel] ?? 0) * weight;
            weights += weight;
          }
        }
        out[(row * width + column) * 3 + channel] = sum / weights;
      }
    }
  }
  return out;
}
