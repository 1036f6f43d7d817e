import { TAU } from '../../maths/curves.ts';
import type { Rgb } from '../../vocabulary/figure.ts';
import type { Frame } from '../frame.ts';
import { project } from '../view.ts';
import type { Footing } from './footings.ts';
import type { Stage } from './stage.ts';

/** How far the rings go out, half widths of what floats. */
const REACH = 2.3;
/** Hulls are this deep for their width, seen from above. */
const HULL_DEPTH = 0.5;
const RINGS_PER_WIDTH = 2.6;
const RINGS_PER_SECOND = 0.55;
/** Share of the sky's light that a crest shows more, and a trough less. */
const CREST = 0.15;
/** What is left of the light where water touches the hull. */
const CONTACT = 0.62;
/** Half width of a body that swims, heights. */
const SWIMMER = 0.34;
const SMALLEST_PIXELS = 3;

/** Rings on the water around something that floats, and the dark line where it dips in. Drawn before the figure. */
export function drawWaterline(stage: Stage, footings: readonly Footing[]): void {
  const { scene, actor, progress, supportZ, size } = stage;
  const { frame, view, shot } = scene;
  if (actor.support !== 'water' || shot.world.kind !== 'open') return;
  const { x, y } = progress.point;
  const at = project(view, x, y, supportZ);
  const eyeAbove = view.pose.z - supportZ;
  if (eyeAbove <= 0.05 || at.depth <= 0.3) return;
  const left = footings.reduce((least, foot) => Math.min(least, foot.aside - foot.halfWidth), 0);
  const right = footings.reduce((most, foot) => Math.max(most, foot.aside + foot.halfWidth), 0);
  const halfWidth = (footings.length > 0 ? Math.max(0.12, (right - left) / 2) : SWIMMER) * size * 1.08;
  if (halfWidth < SMALLEST_PIXELS) return;
  const waterline: Waterline = {
    centreX: at.x + ((left + right) / 2) * size,
    row: at.y,
    halfWidth,
    halfDepth: Math.max(1.5, (halfWidth * HULL_DEPTH * eyeAbove) / Math.hypot(at.depth, eyeAbove)),
    turns: view.storySeconds * RINGS_PER_SECOND + actor.phase,
    sky: shot.light.horizon,
    waterMetres: eyeAbove * view.focal,
    horizon: view.horizon,
  };
  const top = Math.max(0, Math.floor(Math.max(view.horizon + 1, at.y - waterline.halfDepth * REACH)));
  const bottom = Math.min(frame.height, Math.ceil(at.y + waterline.halfDepth * REACH));
  for (let row = top; row < bottom; row++) drawRow(frame, waterline, row);
}

interface Waterline {
  readonly centreX: number;
  readonly row: number;
  readonly halfWidth: number;
  readonly halfDepth: number;
  readonly turns: number;
  readonly sky: Rgb;
  /** Metres to the surface, times rows below the horizon. */
  readonly waterMetres: number;
  readonly horizon: number;
}

/** A function of its own because an engine optimises what is called often, not one long loop. */
function drawRow(frame: Frame, waterline: Waterline, y: number): void {
  const { centreX, halfWidth, halfDepth, turns, sky } = waterline;
  const { rgba, depth: depths, width } = frame;
  const down = (y + 0.5 - waterline.row) / halfDepth;
  const widest = Math.sqrt(Math.max(0, REACH * REACH - down * down)) * halfWidth;
  const first = Math.max(0, Math.ceil(centreX - widest));
  const end = Math.min(width, Math.floor(centreX + widest));
  const surface = waterline.waterMetres / (y + 0.5 - waterline.horizon);
  for (let x = first; x < end; x++) {
    const pixel = y * width + x;
    // Only the surface ripples, not what stands before it or a shore.
    if (Math.abs((depths[pixel] ?? 0) - surface) > surface * 0.06) continue;
    const aside = (x + 0.5 - centreX) / halfWidth;
    const out = Math.sqrt(aside * aside + down * down);
    const fade = 1 - out / REACH;
    const crest = CREST * fade * Math.sin(TAU * (out * RINGS_PER_WIDTH - turns));
    const near = out < 1.25 ? 1 - Math.abs(out - 0.85) / 0.4 : 0;
    const keep = near > 0 ? 1 - (1 - CONTACT) * near : 1;
    const p = pixel * 4;
    rgba[p] = (rgba[p] ?? 0) * keep + sky[0] * crest;
    rgba[p + 1] = (rgba[p + 1] ?? 0) * keep + sky[1] * crest;
    rgba[p + 2] = (rgba[p + 2] ?? 0) * keep + sky[2] * crest;
  }
}
