import { clamp } from '../../maths/curves.ts';
import type { Shot } from '../../scene/shot.ts';
import type { Frame } from '../frame.ts';
import { project, type View } from '../view.ts';

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
}

const CONTACT_DARKNESS = 0.5;
const CAST_DARKNESS = 0.34;
/** Length of the longest shadow, heights: low suns would darken the whole ground. */
const LONGEST_CAST = 1.6;

/** Darkens the ground around the feet, and along it away from the sun. Only ground pixels take it. */
export function drawShadow(frame: Frame, shot: Shot, view: View, shadow: Shadow): void {
  const { light } = shot;
  const indoors = shot.world.kind === 'room';
  const keyStrength = clamp((light.key[0] + light.key[1] + light.key[2]) / 3);
  const elevation = Math.max(0.28, light.sunElevation);
  const lifted = 1 / (1 + shadow.lift / Math.max(0.15, shadow.heightMetres * 0.4));
  const length = indoors
    ? shadow.heightMetres * 0.25
    : Math.min(LONGEST_CAST, 1 / Math.tan(elevation)) * shadow.heightMetres;
  const castX = -Math.sin(light.sunAzimuth);
  const castY = -Math.cos(light.sunAzimuth);
  const cast = CAST_DARKNESS * keyStrength * lifted * (indoors ? 0.5 : 1) * shadow.casting;
  const contact = CONTACT_DARKNESS * lifted;
  const isCast = cast > 0.01;
  const reachOut = isCast ? length : 0;
  const box = shadowBox(frame, view, shadow, castX * reachOut, castY * reachOut);
  if (!box) return;
  const { radiusMetres } = shadow;
  const { depth: depths } = frame;
  const drop = view.pose.z - shadow.groundZ;
  const side = 1 / (radiusMetres * radiusMetres);
  // How the place along and beside the cast shadow changes with the way across the screen.
  const alongSlope = view.cosYaw * castX - view.sinYaw * castY;
  const besideSlope = view.cosYaw * castY + view.sinYaw * castX;
  const widest = radiusMetres * 1.15;
  for (let y = box.top; y < box.bottom; y++) {
    const below = y + 0.5 - view.horizon;
    const depth = (view.focal * drop) / below;
    if (below <= 0.5 || depth <= 0) continue;
    const tolerance = 0.25 + depth * 0.12;
    const metres = depth / view.focal;
    // Along a row the place on the ground moves in even steps.
    const rowX = view.pose.x + depth * view.sinYaw - shadow.x;
    const rowY = view.pose.y + depth * view.cosYaw - shadow.y;
    const behind = (rowX * view.sinYaw + rowY * view.cosYaw) / shadow.flatness;
    const behindSquare = behind * behind * side;
    const asideStart = rowX * view.cosYaw - rowY * view.sinYaw;
    const contactReach = behindSquare < 4 ? radiusMetres * Math.sqrt(4 - behindSquare) : -1;
    row.start = contactReach > 0 ? -contactReach - asideStart : Infinity;
    row.end = contactReach > 0 ? contactReach - asideStart : -Infinity;
    if (isCast) {
      strip.start = -1e9;
      strip.end = 1e9;
      narrow(strip, rowX * castX + rowY * castY, alongSlope, -radiusMetres, length);
      narrow(strip, rowX * castY - rowY * castX, besideSlope, -widest, widest);
      if (strip.start < strip.end) {
        row.start = Math.min(row.start, strip.start);
        row.end = Math.max(row.end, strip.end);
      }
    }
    const first = Math.max(box.left, Math.floor(view.centreX + row.start / metres));
    const last = Math.min(box.right, Math.ceil(view.centreX + row.end / metres));
    for (let x = first - ((first - box.left) % BLOCK); x < last; x += BLOCK) {
      const pixel = y * frame.width + x;
      const seen = depths[pixel] ?? 0;
      if (seen < depth - tolerance || seen > depth + tolerance) continue;
      const across = (x + BLOCK / 2 - view.centreX) * metres;
      const aside = asideStart + across;
      const away = aside * aside * side + behindSquare;
      // A bell without an exponential.
      let dark = away < 4 ? contact * (1 - away * 0.25) ** 4 : 0;
      const dx = rowX + across * view.cosYaw;
      const dy = rowY - across * view.sinYaw;
      const along = dx * castX + dy * castY;
      if (isCast && along > -radiusMetres && along < length) {
        const share = along > 0 ? along / length : 0;
        const beside = (dx * castY - dy * castX) / (radiusMetres * (0.8 + 0.35 * share));
        const before = along < 0 ? along / radiusMetres : 0;
        const falloff = 1 - beside * beside - before * before;
        if (falloff > 0) dark += cast * falloff * (1 - share * share) * (1 - 0.5 * share);
      }
      if (dark >= 0.004) darken(frame, pixel, Math.min(BLOCK, frame.width - x), dark, depth, tolerance);
    }
  }
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

/** Shadows are soft: one value serves this many pixels of a row. */
const BLOCK = 3;

function darken(
  frame: Frame,
  first: number,
  count: number,
  dark: number,
  depth: number,
  tolerance: number,
): void {
  const { rgba, depth: depths } = frame;
  const keep = 1 - (dark > 0.7 ? 0.7 : dark);
  const keepBlue = keep + (1 - keep) * 0.12;
  for (let pixel = first; pixel < first + count; pixel++) {
    if (Math.abs((depths[pixel] ?? 0) - depth) > tolerance) continue;
    const p = pixel * 4;
    rgba[p] = (rgba[p] ?? 0) * keep;
    rgba[p + 1] = (rgba[p + 1] ?? 0) * keep;
    rgba[p + 2] = (rgba[p + 2] ?? 0) * keepBlue;
  }
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
