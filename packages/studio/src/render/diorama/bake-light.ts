import { clamp } from '../../maths/curves.ts';
import { hash3 } from '../../maths/random.ts';
import type { Lamp, Lighting, Lightmap, Vec3 } from './diorama.ts';
import type { Blocker, RawQuad } from './raw-quad.ts';
import {
  blocked,
  type Bounds,
  boundsOf,
  boxesAlong,
  boxesNear,
  firstHit,
  packBoxes,
  type ShadowBoxes,
} from './shadow-boxes.ts';
import { softenLight } from './soften-light.ts';
import { sharedFloats } from '../world-painter.ts';

const MOST_SAMPLES = 96;
const OCCLUSION_RAYS = 10;
const SHADOW_RAYS = 4;
/** A lamp that adds less than this is given fewer rays: nobody sees the grain of its shadow. */
const FAINT = 0.06;
const FAINT_RAYS = 2;
const UNSEEN = 0.006;
/** Rays start this far off a surface so that it does not shade itself. */
const LIFT_METRES = 0.012;
/** No shadow of the sun is longer than this. */
const SUN_METRES = 200;

interface NearLamp {
  readonly lamp: Lamp;
  readonly boxes: ShadowBoxes;
}

/** What can change the light on one quad: found once, so that its samples try no box or lamp in vain. */
interface Surroundings {
  readonly normal: Vec3;
  /** A cut-out without points of its own light: lit as a whole, without shade in corners. */
  readonly flat: boolean;
  readonly occluders: ShadowBoxes;
  readonly sunBoxes: ShadowBoxes;
  readonly lamps: readonly NearLamp[];
}

type Mutable3 = [number, number, number];

/** Traces the light that falls on each quad: sky and bounce with occlusion, the sun and lamps with soft shadows. */
export function bakeLights(
  quads: readonly RawQuad[],
  blockers: readonly Blocker[],
  lighting: Lighting,
  seed: number,
): Lightmap[] {
  const boxes = packBoxes(blockers);
  return quads.map((quad, index) => bakeLight(quad, boxes, lighting, seed + index));
}

function bakeLight(quad: RawQuad, boxes: ShadowBoxes, lighting: Lighting, seed: number): Lightmap {
  const around = surroundings(quad, boxes, lighting);
  const { normal, flat } = around;
  const width = flat ? 1 : samples(quad.along, quad.lightStep);
  const height = flat ? 1 : samples(quad.down, quad.lightStep);
  const values = sharedFloats(width * height * 3);
  const { tint } = quad.material;
  const glow = quad.material.glow ?? 0;
  const light: Mutable3 = [0, 0, 0];
  const point: Mutable3 = [0, 0, 0];
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const u = (column + 0.5) / width;
      const v = (row + 0.5) / height;
      point[0] = quad.origin[0] + quad.along[0] * u + quad.down[0] * v + normal[0] * LIFT_METRES;
      point[1] = quad.origin[1] + quad.along[1] * u + quad.down[1] * v + normal[1] * LIFT_METRES;
      point[2] = quad.origin[2] + quad.along[2] * u + quad.down[2] * v + normal[2] * LIFT_METRES;
      gather(point, around, lighting, hash3(column, row, 7, seed), light);
      const at = (row * width + column) * 3;
      values[at] = rollOff(light[0] + glow) * (tint ? tint[0] / 255 : 1);
      values[at + 1] = rollOff(light[1] + glow) * (tint ? tint[1] / 255 : 1);
      values[at + 2] = rollOff(light[2] + glow) * (tint ? tint[2] / 255 : 1);
    }
  }
  return { width, height, values: width * height > 4 ? softenLight(values, width, height) : values };
}

/** Light beyond 1 is rolled off instead of clipped, so that lamps do not burn holes into walls. */
function rollOff(light: number): number {
  return light < 0.8 ? light : 0.8 + (light - 0.8) / (1 + (light - 0.8) * 1.1);
}

function samples(side: Vec3, step: number): number {
  return clamp(Math.ceil(lengthOf(side) / step) + 1, 2, MOST_SAMPLES);
}

function surroundings(quad: RawQuad, boxes: ShadowBoxes, lighting: Lighting): Surroundings {
  const { sun, occlusionMetres } = lighting;
  const flat = quad.material.blending === 'cutout' && quad.material.lit !== true;
  const normal = outward(quad);
  const bounds = boundsOf(quad);
  const none = boxes.subarray(0, 0);
  const facesSun = sun !== null && (flat || dot(normal, sun.towards) > 0);
  return {
    normal,
    flat,
    occluders: flat ? none : boxesNear(boxes, bounds, occlusionMetres),
    sunBoxes: facesSun
      ? boxesAlong(
          boxes,
          bounds,
          sun.towards[0] * SUN_METRES,
          sun.towards[1] * SUN_METRES,
          sun.towards[2] * SUN_METRES,
          sun.spread * SUN_METRES * 0.5,
        )
      : none,
    lamps: lampsNear(lighting.lamps, bounds, flat ? null : normal, boxes),
  };
}

/** The lamps in front of a quad that reach it, each with the boxes that may stand in between. */
function lampsNear(
  all: readonly Lamp[],
  bounds: Bounds,
  normal: Vec3 | null,
  boxes: ShadowBoxes,
): NearLamp[] {
  const { middle, half } = bounds;
  const kept: NearLamp[] = [];
  for (const lamp of all) {
    const x = lamp.position[0] - middle[0];
    const y = lamp.position[1] - middle[1];
    const z = lamp.position[2] - middle[2];
    if (normal && dot(normal, [x, y, z]) <= 0) continue;
    const ax = Math.max(0, Math.abs(x) - half[0]);
    const ay = Math.max(0, Math.abs(y) - half[1]);
    const az = Math.max(0, Math.abs(z) - half[2]);
    if (strengthAt(Math.sqrt(ax * ax + ay * ay + az * az)) * brightest(lamp) < UNSEEN) continue;
    kept.push({ lamp, boxes: boxesAlong(boxes, bounds, x, y, z, lamp.radiusMetres) });
  }
  return kept;
}

function brightest({ colour }: Lamp): number {
  return Math.max(colour[0], colour[1], colour[2]);
}

/** Falls off softer than the square law inside the first metre: a lamp is not a point. */
function strengthAt(metres: number): number {
  return 1.25 / (0.25 + metres * metres);
}

function gather(point: Vec3, around: Surroundings, lighting: Lighting, jitter: number, out: Mutable3): void {
  const { normal, flat, occluders } = around;
  const open =
    occluders.length > 0 ? openness(point, normal, occluders, lighting.occlusionMetres, jitter) : 1;
  const up = 0.5 + 0.5 * normal[2];
  // Faces turned to the side get a little less than those turned to the front: without it box edges vanish in soft light.
  const facing = flat ? 1 : 0.94 + 0.06 * Math.abs(normal[1]) - 0.07 * Math.abs(normal[0]);
  const { ambient, bounce, sun } = lighting;
  const k = open * facing;
  out[0] = (bounce[0] + (ambient[0] - bounce[0]) * up) * k;
  out[1] = (bounce[1] + (ambient[1] - bounce[1]) * up) * k;
  out[2] = (bounce[2] + (ambient[2] - bounce[2]) * up) * k;
  if (sun) {
    const facingSun = flat ? 0.6 : dot(normal, sun.towards);
    if (facingSun > 0) {
      const lit = facingSun * sunShare(point, sun.towards, sun.spread, around.sunBoxes, jitter);
      out[0] += sun.colour[0] * lit;
      out[1] += sun.colour[1] * lit;
      out[2] += sun.colour[2] * lit;
    }
  }
  for (const near of around.lamps) addLamp(point, normal, near, jitter, flat, out);
}

function addLamp(
  point: Vec3,
  normal: Vec3,
  { lamp, boxes }: NearLamp,
  jitter: number,
  flat: boolean,
  out: Mutable3,
): void {
  const x = lamp.position[0] - point[0];
  const y = lamp.position[1] - point[1];
  const z = lamp.position[2] - point[2];
  const distance = Math.sqrt(x * x + y * y + z * z) || 1e-3;
  const facing = flat ? 0.7 : (normal[0] * x + normal[1] * y + normal[2] * z) / distance;
  if (facing <= 0) return;
  let strength = facing * strengthAt(distance);
  if (lamp.aim)
    strength *= clamp((-(lamp.aim[0] * x + lamp.aim[1] * y + lamp.aim[2] * z) / distance - 0.6) / 0.3);
  if (strength < UNSEEN) return;
  const rays = strength < FAINT ? FAINT_RAYS : SHADOW_RAYS;
  let clear = rays;
  if (boxes.length > 0) {
    clear = 0;
    for (let ray = 0; ray < rays; ray++) {
      const turn = (ray / rays + jitter) * Math.PI * 2;
      const dx = x + Math.cos(turn) * lamp.radiusMetres;
      const dy = y + Math.sin(turn) * lamp.radiusMetres;
      const dz = z + (ray / rays - 0.5) * lamp.radiusMetres;
      if (!blocked(point[0], point[1], point[2], dx, dy, dz, 0.97, boxes)) clear++;
    }
  }
  const k = (strength * clear) / rays;
  out[0] += lamp.colour[0] * k;
  out[1] += lamp.colour[1] * k;
  out[2] += lamp.colour[2] * k;
}

function sunShare(point: Vec3, towards: Vec3, spread: number, boxes: ShadowBoxes, jitter: number): number {
  if (boxes.length === 0) return 1;
  let clear = 0;
  for (let ray = 0; ray < SHADOW_RAYS; ray++) {
    const turn = (ray / SHADOW_RAYS + jitter) * Math.PI * 2;
    const dx = towards[0] + Math.cos(turn) * spread;
    const dy = towards[1] + Math.sin(turn) * spread;
    const dz = towards[2] + Math.sin(turn * 2) * spread;
    if (!blocked(point[0], point[1], point[2], dx, dy, dz, SUN_METRES, boxes)) clear++;
  }
  return clear / SHADOW_RAYS;
}

/** Share of the hemisphere over a point that no box covers within reach; near boxes count more. */
function openness(point: Vec3, normal: Vec3, boxes: ShadowBoxes, reach: number, jitter: number): number {
  let dark = 0;
  // Any direction not parallel to the normal makes a frame with it.
  const level = Math.abs(normal[2]) > 0.9;
  const tx = level ? 0 : -normal[1];
  const ty = level ? normal[2] : normal[0];
  const tz = level ? -normal[1] : 0;
  const length = Math.sqrt(tx * tx + ty * ty + tz * tz) || 1;
  const ax = tx / length;
  const ay = ty / length;
  const az = tz / length;
  const bx = normal[1] * az - normal[2] * ay;
  const by = normal[2] * ax - normal[0] * az;
  const bz = normal[0] * ay - normal[1] * ax;
  for (let ray = 0; ray < OCCLUSION_RAYS; ray++) {
    // Cosine-weighted spiral: golden angle around, equal areas outwards.
    const turn = ray * 2.39996 + jitter * 6.28;
    const outwards = (ray + 0.5) / OCCLUSION_RAYS;
    const side = Math.sqrt(outwards) * reach;
    const c = Math.cos(turn) * side;
    const s = Math.sin(turn) * side;
    const n = Math.sqrt(1 - outwards) * reach;
    const dx = ax * c + bx * s + normal[0] * n;
    const dy = ay * c + by * s + normal[1] * n;
    const dz = az * c + bz * s + normal[2] * n;
    const hit = firstHit(point[0], point[1], point[2], dx, dy, dz, boxes);
    if (hit < 1) dark += 1 - hit;
  }
  return 1 - 0.92 * (dark / OCCLUSION_RAYS);
}

function outward({ along, down }: RawQuad): Vec3 {
  const [ax, ay, az] = along;
  const [bx, by, bz] = down;
  const n: Vec3 = [by * az - bz * ay, bz * ax - bx * az, bx * ay - by * ax];
  const length = lengthOf(n) || 1;
  return [n[0] / length, n[1] / length, n[2] / length];
}

function lengthOf([x, y, z]: Vec3): number {
  return Math.sqrt(x * x + y * y + z * z);
}

function dot(a: Vec3, b: Vec3): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}
