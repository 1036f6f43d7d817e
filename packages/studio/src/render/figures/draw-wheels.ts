import type { Wheel, Wheels } from '../../art/gait/wheels.ts';
import { clamp, TAU } from '../../maths/curves.ts';
import type { Actor, Shot } from '../../scene/shot.ts';
import type { Frame } from '../frame.ts';
import type { Progress } from './actor-progress.ts';
import type { FigureLight } from './figure-light.ts';
import type { Placement } from './placement.ts';

export interface Rolling {
  readonly at: Placement;
  readonly depth: number;
  readonly light: FigureLight;
  /** Metres of road so far (negative to the left) and height of the vehicle. */
  readonly rolledMetres: number;
  readonly heightMetres: number;
}

/** What stands this much nearer than the wheel, metres, hides it: legs on pedals. */
const SLACK_METRES = 0.03;
const SMALLEST_PIXELS = 2.5;
/** A spoke that moves on by more than this share of the way to the next one between two frames seems to turn back. */
const FASTEST_SHARE = 0.3;

/** Metres of road that turn the wheels: what was driven, or less where spokes would flicker. */
export function rolledMetres(
  shot: Shot,
  actor: Actor,
  progress: Progress,
  wheels: Wheels,
  heightMetres: number,
): number {
  const first = actor.path[0];
  const last = actor.path[actor.path.length - 1];
  const radius = radiusMetres(wheels.wheels[0], heightMetres);
  if (!first || !last || radius <= 0) return 0;
  const steps = Math.max(1, Math.min(actor.path.length, shot.frameCount) - 1);
  const stepMetres = Math.hypot(last.x - first.x, last.y - first.y) / steps;
  const fastest = (FASTEST_SHARE * TAU * radius) / wheels.spokes;
  const slowed = stepMetres > fastest ? fastest / stepMetres : 1;
  return progress.distanceMetres * slowed * Math.sign(progress.point.facing || 1);
}

/** Wheels stand on the lower edge of their picture. */
function radiusMetres(wheel: Wheel | undefined, heightMetres: number): number {
  return wheel ? (1 - wheel.v) * heightMetres : 0;
}

/** Draws the turning spokes over the plain wheels of a vehicle that is already in the frame. */
export function drawWheels(frame: Frame, wheels: Wheels, rolling: Rolling): void {
  const { at } = rolling;
  const sin = Math.sin(at.angle);
  const cos = Math.cos(at.angle);
  for (const wheel of wheels.wheels) {
    const aside = (wheel.u - 0.5) * at.width * (at.mirrored ? -1 : 1);
    const down = (wheel.v - 0.5) * at.height;
    const centre = { x: at.centreX + aside * cos - down * sin, y: at.centreY + aside * sin + down * cos };
    const turn = rolling.rolledMetres / radiusMetres(wheel, rolling.heightMetres);
    drawSpokes(frame, wheels, centre, wheel.radius * at.height, turn, rolling);
  }
}

function drawSpokes(
  frame: Frame,
  wheels: Wheels,
  centre: { readonly x: number; readonly y: number },
  radius: number,
  turn: number,
  rolling: Rolling,
): void {
  if (radius < SMALLEST_PIXELS) return;
  const { rgba, depth: depths, width } = frame;
  const { light, at } = rolling;
  const red = wheels.colour[0] * light.flat[0];
  const green = wheels.colour[1] * light.flat[1];
  const blue = wheels.colour[2] * light.flat[2];
  const halfWidth = Math.max(0.55, wheels.halfWidth * at.height);
  const strength = 0.75 * (1 - light.fogAmount);
  const period = TAU / wheels.spokes;
  const front = rolling.depth - SLACK_METRES;
  const left = Math.max(0, Math.floor(centre.x - radius));
  const right = Math.min(width - 1, Math.ceil(centre.x + radius));
  const bottom = Math.min(frame.height - 1, Math.ceil(centre.y + radius));
  for (let y = Math.max(0, Math.floor(centre.y - radius)); y <= bottom; y++) {
    const dy = y + 0.5 - centre.y;
    for (let x = left; x <= right; x++) {
      const dx = x + 0.5 - centre.x;
      const out = Math.sqrt(dx * dx + dy * dy);
      const rim = radius - out;
      const pixel = y * width + x;
      if (rim <= 0 || (depths[pixel] ?? 0) < front) continue;
      const turned = (Math.atan2(dy, dx) - turn) / period;
      const aside = out * Math.sin((turned - Math.round(turned)) * period);
      const cover = clamp(halfWidth + 0.5 - Math.abs(aside)) * clamp(rim) * strength;
      if (cover <= 0.01) continue;
      const p = pixel * 4;
      rgba[p] = (rgba[p] ?? 0) * (1 - cover) + red * cover;
      rgba[p + 1] = (rgba[p + 1] ?? 0) * (1 - cover) + green * cover;
      rgba[p + 2] = (rgba[p + 2] ?? 0) * (1 - cover) + blue * cover;
    }
  }
}
