import type { Frame } from '../frame.ts';
import type { View } from '../view.ts';
import type { Diorama, Quad } from './diorama.ts';
import { fillSpan, type Surface } from './fill-span.ts';
import type { Canvas32 } from './fill-stride.ts';
import type { Fog } from './fog.ts';
import { smoothEdges } from './smooth-edges.ts';

/** Nothing nearer than this is drawn. */
const NEAR_METRES = 0.08;

/** A quad as the camera sees it. Camera axes: side, depth, up. */
export interface SeenQuad {
  readonly quad: Quad;
  readonly surface: Surface;
  /** Screen corners after clipping, as x, y, 1/depth triples. */
  readonly outline: readonly number[];
  readonly nearest: number;
  readonly farthest: number;
}

/**
 * Draws every quad over the frame's present depth: solids from near to far, then cut-outs from far to near. What
 * shows behind the solids is drawn by `backdrop` in between, when only the pixels it needs are left.
 */
export function drawDiorama(
  frame: Frame,
  diorama: Diorama,
  view: View,
  fog: Fog | null,
  backdrop: () => void = nothing,
): void {
  const solids: SeenQuad[] = [];
  const cutouts: SeenQuad[] = [];
  for (const quad of diorama.quads) {
    const one = see(quad, view, frame);
    if (one) (quad.blending === 'cutout' ? cutouts : solids).push(one);
  }
  solids.sort((a, b) => a.nearest - b.nearest);
  cutouts.sort((a, b) => b.farthest - a.farthest);
  const { rgba, depth } = frame;
  const canvas: Canvas32 = {
    words: new Uint32Array(rgba.buffer, rgba.byteOffset, depth.length),
    depth,
  };
  for (const one of solids) fillQuad(frame, canvas, diorama, one, fog);
  backdrop();
  for (const one of solids) smoothEdges(frame, one.outline);
  for (const one of cutouts) fillQuad(frame, canvas, diorama, one, fog);
}

function nothing(): void {}

function see(quad: Quad, view: View, frame: Frame): SeenQuad | null {
  const { pose, sinYaw, cosYaw } = view;
  const dx = quad.origin[0] - pose.x;
  const dy = quad.origin[1] - pose.y;
  const ox = dx * cosYaw - dy * sinYaw;
  const oy = dx * sinYaw + dy * cosYaw;
  const oz = quad.origin[2] - pose.z;
  const ax = quad.along[0] * cosYaw - quad.along[1] * sinYaw;
  const ay = quad.along[0] * sinYaw + quad.along[1] * cosYaw;
  const az = quad.along[2];
  const bx = quad.down[0] * cosYaw - quad.down[1] * sinYaw;
  const by = quad.down[0] * sinYaw + quad.down[1] * cosYaw;
  const bz = quad.down[2];
  const nx = ay * bz - az * by;
  const ny = az * bx - ax * bz;
  const nz = ax * by - ay * bx;
  const distance = nx * ox + ny * oy + nz * oz;
  if (Math.abs(distance) < 1e-9 || (distance < 0 && !quad.twoSided)) return null;
  const outline = clipToScreen([ox, oy, oz], [ax, ay, az], [bx, by, bz], quad.taper, view);
  if (!outline || missesFrame(outline, frame)) return null;
  const { focal, centreX, horizon } = view;
  // For a screen point the ray is ((X - centre) / focal, 1, (horizon - Y) / focal); ray x vector terms become planes over the screen.
  const plane = (x: number, y: number, z: number): readonly [number, number, number] => [
    x / focal,
    -z / focal,
    y + (-x * centreX + z * horizon) / focal,
  ];
  let nearest = Infinity;
  let farthest = 0;
  for (let i = 2; i < outline.length; i += 3) {
    nearest = Math.min(nearest, 1 / (outline[i] ?? 1));
    farthest = Math.max(farthest, 1 / (outline[i] ?? 1));
  }
  return {
    quad,
    outline,
    nearest,
    farthest,
    surface: {
      inverse: plane(nx / distance, ny / distance, nz / distance),
      along: plane(
        -(oy * bz - oz * by) / distance,
        -(oz * bx - ox * bz) / distance,
        -(ox * by - oy * bx) / distance,
      ),
      down: plane(
        -(ay * oz - az * oy) / distance,
        -(az * ox - ax * oz) / distance,
        -(ax * oy - ay * ox) / distance,
      ),
    },
  };
}

type Point = readonly [number, number, number];

function clipToScreen(
  origin: Point,
  along: Point,
  down: Point,
  taper: readonly [number, number],
  view: View,
): number[] | null {
  const corner = (u: number, v: number): Point => [
    origin[0] + along[0] * u + down[0] * v,
    origin[1] + along[1] * u + down[1] * v,
    origin[2] + along[2] * u + down[2] * v,
  ];
  const [top, bottom] = taper;
  const corners = [
    corner(0.5 - top / 2, 0),
    corner(0.5 + top / 2, 0),
    corner(0.5 + bottom / 2, 1),
    corner(0.5 - bottom / 2, 1),
  ];
  const outline: number[] = [];
  for (const [i, corner] of corners.entries()) {
    const next = corners[(i + 1) % 4] ?? corner;
    if (corner[1] > NEAR_METRES) pushScreen(outline, corner, view);
    if (corner[1] > NEAR_METRES !== next[1] > NEAR_METRES) {
      const k = (NEAR_METRES - corner[1]) / (next[1] - corner[1]);
      pushScreen(
        outline,
        [corner[0] + (next[0] - corner[0]) * k, NEAR_METRES, corner[2] + (next[2] - corner[2]) * k],
        view,
      );
    }
  }
  return outline.length >= 9 ? outline : null;
}

function pushScreen(outline: number[], point: Point, view: View): void {
  const scale = view.focal / point[1];
  outline.push(view.centreX + point[0] * scale, view.horizon - point[2] * scale, 1 / point[1]);
}

function missesFrame(outline: readonly number[], frame: Frame): boolean {
  let left = Infinity;
  let right = -Infinity;
  let top = Infinity;
  let bottom = -Infinity;
  for (let i = 0; i < outline.length; i += 3) {
    const x = outline[i] ?? 0;
    const y = outline[i + 1] ?? 0;
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  return right <= 0 || left >= frame.width || bottom <= 0 || top >= frame.height;
}

function fillQuad(frame: Frame, canvas: Canvas32, diorama: Diorama, one: SeenQuad, fog: Fog | null): void {
  const texture = diorama.textures[one.quad.texture];
  if (!texture) return;
  const { outline } = one;
  let top = Infinity;
  let bottom = -Infinity;
  for (let i = 1; i < outline.length; i += 3) {
    top = Math.min(top, outline[i] ?? 0);
    bottom = Math.max(bottom, outline[i] ?? 0);
  }
  const firstRow = Math.max(0, Math.ceil(top - 0.5));
  const lastRow = Math.min(frame.height - 1, Math.ceil(bottom - 0.5) - 1);
  for (let row = firstRow; row <= lastRow; row++) {
    const y = row + 0.5;
    let left = Infinity;
    let right = -Infinity;
    for (let i = 0; i < outline.length; i += 3) {
      const j = i + 3 < outline.length ? i + 3 : 0;
      const y0 = outline[i + 1] ?? 0;
      const y1 = outline[j + 1] ?? 0;
      if (y0 <= y === y1 <= y) continue;
      const x = (outline[i] ?? 0) + (((outline[j] ?? 0) - (outline[i] ?? 0)) * (y - y0)) / (y1 - y0);
      if (x < left) left = x;
      if (x > right) right = x;
    }
    const first = Math.max(0, Math.ceil(left - 0.5));
    const last = Math.min(frame.width, Math.ceil(right - 0.5));
    if (first < last)
      fillSpan(canvas, row * frame.width, texture, one.quad, one.surface, row, first, last, fog);
  }
}
