import { clamp } from '../../maths/curves.ts';
import type { Shot } from '../../scene/shot.ts';
import type { Frame } from '../frame.ts';
import { project, type View } from '../view.ts';
import { CELL, type ShadowGrid } from './shadow-grid.ts';

/** What stands on the ground and darkens it. */
export interface Shadow {
  readonly x: number;
  readonly y: number;
  readonly groundZ: number;
  readonly radiusMetres: number;
  /** Depth of the footprint as a share of its width, as seen. */
  readonly flatness: number;
  readonly heightMetres: number;
  /** Metres between the figure and the ground: the shadow softens and fades. */
  readonly lift: number;
  /** 0 only darkens the ground around the feet .. 1 also lies along the ground. */
  readonly casting: number;
  /** How dark it is right under the figure: 1 as usual. */
  readonly darkness: number;
}

const CONTACT_DARKNESS = 0.5;
const CAST_DARKNESS = 0.34;
/** Length of the longest shadow, heights: low suns would darken the whole ground. */
const LONGEST_CAST = 1.6;

/**
 * Darkens the ground around the feet, and along it away from the sun; only ground takes it. The grid is laid down later:
 * many shadows darken the picture in one pass.
 */
export function addShadow(shadows: ShadowGrid, frame: Frame, shot: Shot, view: View, shadow: Shadow): void {
  const { light } = shot;
  const indoors = shot.world.kind === 'room';
  const keyStrength = clamp((light.key[0] + light.key[1] + light.key[2]) / 3);
  const elevation = Math.max(0.28, light.sunElevation);
  const lifted = 1 / (1 + shadow.lift / Math.max(0.15, shadow.heightMetres * 0.4));
  const length = indoors
    ? shadow.heightMetres * 0.25
    : Math.min(LONGEST_CAST, 1 / Math.tan(elevation)) * shadow.heightMetres;
  const cast = CAST_DARKNESS * keyStrength * lifted * (indoors ? 0.5 : 1) * shadow.casting;
  const shape: ShadowShape = {
    shadow,
    length,
    castX: -Math.sin(light.sunAzimuth),
    castY: -Math.cos(light.sunAzimuth),
    cast: cast > 0.01 ? cast : 0,
    contact: CONTACT_DARKNESS * lifted * shadow.darkness,
  };
  const reach = shape.cast > 0 ? length : 0;
  const box = shadowBox(frame, view, shadow, shape.castX * reach, shape.castY * reach);
  if (!box) return;
  const left = Math.floor(box.left / CELL);
  const right = Math.min(shadows.width, Math.ceil(box.right / CELL));
  const top = Math.floor(box.top / CELL);
  const bottom = Math.min(shadows.height, Math.ceil(box.bottom / CELL));
  for (let y = top; y < bottom; y++) shadeRow(shadows, frame, view, shape, y, left, right);
  shadows.left = Math.min(shadows.left, left);
  shadows.right = Math.max(shadows.right, right);
  shadows.top = Math.min(shadows.top, top);
  shadows.bottom = Math.max(shadows.bottom, bottom);
}

interface ShadowShape {
  readonly shadow: Shadow;
  readonly length: number;
  /** The way the cast shadow lies on the ground. */
  readonly castX: number;
  readonly castY: number;
  readonly cast: number;
  readonly contact: number;
}

/** One row of cells. Along a row the place on the ground moves in even steps. */
function shadeRow(
  shadows: ShadowGrid,
  frame: Frame,
  view: View,
  shape: ShadowShape,
  cellRow: number,
  left: number,
  right: number,
): void {
  const { shadow, length, castX, castY, cast, contact } = shape;
  const { radiusMetres } = shadow;
  const y = cellRow * CELL + CELL / 2;
  const below = y - view.horizon;
  const depth = (view.focal * (view.pose.z - shadow.groundZ)) / below;
  if (below <= 0.5 || depth <= 0) return;
  const { depth: depths, width } = frame;
  const tolerance = 0.25 + depth * (0.12 + CELL / 2 / below);
  const metres = depth / view.focal;
  const side = 1 / (radiusMetres * radiusMetres);
  const rowX = view.pose.x + depth * view.sinYaw - shadow.x;
  const rowY = view.pose.y + depth * view.cosYaw - shadow.y;
  const behind = (rowX * view.sinYaw + rowY * view.cosYaw) / shadow.flatness;
  const behindSquare = behind * behind * side;
  const asideStart = rowX * view.cosYaw - rowY * view.sinYaw;
  const contactReach = behindSquare < 4 ? radiusMetres * Math.sqrt(4 - behindSquare) : -1;
  row.start = contactReach > 0 ? -contactReach - asideStart : Infinity;
  row.end = contactReach > 0 ? contactReach - asideStart : -Infinity;
  if (cast > 0) widenByCast(view, shape, rowX, rowY);
  const first = Math.max(left, Math.floor((view.centreX + row.start / metres) / CELL));
  const last = Math.min(right, Math.ceil((view.centreX + row.end / metres) / CELL));
  const depthRow = Math.min(frame.height - 1, y) * width;
  for (let cell = first; cell < last; cell++) {
    const x = cell * CELL + CELL / 2;
    const seen = depths[depthRow + (x < width ? x : width - 1)] ?? 0;
    if (seen < depth - tolerance || seen > depth + tolerance) continue;
    const across = (x - view.centreX) * metres;
    const aside = asideStart + across;
    const away = aside * aside * side + behindSquare;
    // A bell without an exponential.
    const bell = away < 4 ? 1 - away * 0.25 : 0;
    let dark = contact * bell * bell * bell * bell;
    const dx = rowX + across * view.cosYaw;
    const dy = rowY - across * view.sinYaw;
    const along = dx * castX + dy * castY;
    if (cast > 0 && along > -radiusMetres && along < length) {
      const share = along > 0 ? along / length : 0;
      const beside = (dx * castY - dy * castX) / (radiusMetres * (0.8 + 0.35 * share));
      const before = along < 0 ? along / radiusMetres : 0;
      const falloff = 1 - beside * beside - before * before;
      if (falloff > 0) dark += cast * falloff * (1 - share * share) * (1 - 0.5 * share);
    }
    if (dark < 0.004) continue;
    const at = cellRow * shadows.width + cell;
    shadows.keep[at] = (shadows.keep[at] ?? 1) * (1 - (dark > 0.7 ? 0.7 : dark));
  }
}

/** Widens the reach in a row by the part of it that the cast shadow crosses. */
function widenByCast(view: View, shape: ShadowShape, rowX: number, rowY: number): void {
  const { castX, castY, length } = shape;
  const { radiusMetres } = shape.shadow;
  const widest = radiusMetres * 1.15;
  strip.start = -1e9;
  strip.end = 1e9;
  const alongSlope = view.cosYaw * castX - view.sinYaw * castY;
  const besideSlope = view.cosYaw * castY + view.sinYaw * castX;
  narrow(strip, rowX * castX + rowY * castY, alongSlope, -radiusMetres, length);
  narrow(strip, rowX * castY - rowY * castX, besideSlope, -widest, widest);
  if (strip.start >= strip.end) return;
  row.start = Math.min(row.start, strip.start);
  row.end = Math.max(row.end, strip.end);
}

/** The part of a row, metres across the screen, that the shadow can reach; and that of its cast part. */
const row = { start: 0, end: 0 };
const strip = { start: 0, end: 0 };

/** Keeps the part of a range in which `offset + slope * t` lies between low and high. */
function narrow(
  range: { start: number; end: number },
  offset: number,
  slope: number,
  low: number,
  high: number,
): void {
  if (Math.abs(slope) < 1e-9) {
    if (offset < low || offset > high) range.end = range.start;
    return;
  }
  const a = (low - offset) / slope;
  const b = (high - offset) / slope;
  range.start = Math.max(range.start, Math.min(a, b));
  range.end = Math.min(range.end, Math.max(a, b));
}

function shadowBox(
  frame: Frame,
  view: View,
  shadow: Shadow,
  castX: number,
  castY: number,
): { left: number; right: number; top: number; bottom: number } | null {
  let left = Infinity;
  let right = -Infinity;
  let top = Infinity;
  let bottom = -Infinity;
  const reach = shadow.radiusMetres * 2;
  for (const share of [0, 1])
    for (const sideX of [-reach, reach])
      for (const sideY of [-reach, reach]) {
        const at = project(
          view,
          shadow.x + castX * share + sideX,
          shadow.y + castY * share + sideY,
          shadow.groundZ,
        );
        if (at.depth < 0.3) {
          left = 0;
          right = frame.width;
          bottom = frame.height;
          continue;
        }
        left = Math.min(left, at.x);
        right = Math.max(right, at.x);
        top = Math.min(top, at.y);
        bottom = Math.max(bottom, at.y);
      }
  const box = {
    left: Math.max(0, Math.floor(left)),
    right: Math.min(frame.width, Math.ceil(right)),
    top: Math.max(0, Math.floor(Math.max(view.horizon, top))),
    bottom: Math.min(frame.height, Math.ceil(bottom)),
  };
  return box.left < box.right && box.top < box.bottom ? box : null;
}
