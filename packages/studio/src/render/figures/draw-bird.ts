import type { Perched } from '../../art/gait/wings.ts';
import type { Sprite } from '../../art/sprite.ts';
import { TAU } from '../../maths/curves.ts';
import type { Rgb } from '../../vocabulary/figure.ts';
import { drawPart, type ScreenPart } from './draw-part.ts';
import { openFigureBuffer, type FigureBuffer } from './figure-buffer.ts';
import { sampleColour } from './sample-colour.ts';
import { stampSprite } from './stamp-sprite.ts';

/** A bird in the air, on the screen. */
export interface FlightStance {
  readonly footX: number;
  readonly footY: number;
  /** Height in pixels. */
  readonly size: number;
  readonly mirrored: boolean;
  readonly seconds: number;
}

/** Wing beats a second, of a bird as large as art draws it: slower than life, so that frames show the wing go round. */
const BEATS = 2.1;
/** Lengths in heights of the bird. */
const ARM = 0.4;
const HAND = 0.5;

interface Beat {
  /** How high the arm and the hand of a wing point, radians over level. */
  readonly arm: number;
  readonly hand: number;
  /** The body sinks while the wings go up. */
  readonly rise: number;
}

/** The hand of a wing follows its arm: it trails on the way up and on the way down. */
function beatAt(seconds: number): Beat {
  const turn = TAU * BEATS * seconds;
  return {
    arm: 0.3 + 0.75 * Math.sin(turn),
    hand: 0.15 + 0.95 * Math.sin(turn - 0.9),
    rise: 0.05 * Math.cos(turn),
  };
}

/** Puts a flying bird together from its picture without legs and two beating wings; null when it is off the screen. */
export function drawBird(
  bird: Perched,
  sprite: Sprite,
  stance: FlightStance,
  screen: { width: number; height: number },
): FigureBuffer | null {
  const { footX, size } = stance;
  const beat = beatAt(stance.seconds);
  const footY = stance.footY - beat.rise * size;
  const reach = size * (Math.max(1, sprite.aspect) * 0.5 + ARM + HAND + 0.2);
  const buffer = openFigureBuffer(
    { left: footX - reach, right: footX + reach, top: footY - size * 1.7, bottom: footY + size * 0.7 },
    screen.width,
    screen.height,
  );
  if (!buffer) return null;
  const sign = stance.mirrored ? -1 : 1;
  const shoulder = (u: number): { x: number; y: number } => ({
    x: footX + (u - 0.5) * sprite.aspect * size * sign,
    y: footY - (1 - bird.shoulder[1]) * size,
  });
  const coat = sampleColour(sprite, bird.coat[0], bird.coat[1]);
  const wing = (at: { x: number; y: number }, side: WingSide): void => {
    for (const piece of wingParts(at, size, beat, side, coat)) drawPart(buffer, piece, 0.012 * size);
  };
  const trailing = bird.seen === 'side' ? sign * 0.55 : 0;
  if (bird.seen === 'side')
    wing(shoulder(bird.shoulder[0]), { seen: 'side', out: trailing, near: -0.3, shade: 0.72 });
  stampSprite(buffer, {
    sprite,
    at: {
      centreX: footX,
      centreY: footY - size / 2,
      width: size * sprite.aspect,
      height: size,
      angle: 0,
      mirrored: stance.mirrored,
    },
    nearness: 0,
    bulge: 0,
    warp: null,
    warpMargin: 0,
    window: { left: -1, top: -1, right: 2, bottom: bird.feet, feather: 0.02 },
  });
  if (bird.seen === 'side')
    wing(shoulder(bird.shoulder[0]), { seen: 'side', out: trailing, near: 0.2, shade: 1.04 });
  else
    for (const side of [-1, 1])
      wing(shoulder(side * sign < 0 ? bird.shoulder[0] : 1 - bird.shoulder[0]), {
        seen: 'front',
        out: side,
        near: -0.2,
        shade: 1,
      });
  return buffer;
}

interface WingSide {
  readonly seen: Perched['seen'];
  /** How far the wing reaches across the screen when it is level, shares of its length; the sign is the side. */
  readonly out: number;
  /** How far before the body it beats, heights. */
  readonly near: number;
  readonly shade: number;
}

const FEATHERS = 7;

/** One wing: feathers that fan out from along the body to along the hand, and the arm over their roots. */
function wingParts(at: Point, size: number, beat: Beat, side: WingSide, coat: Rgb): readonly ScreenPart[] {
  const elbow = reachFrom(at, size, beat.arm, ARM, side);
  const wrist = reachFrom(elbow, size, beat.hand, HAND, side);
  const colour = shaded(coat, side.shade);
  const near = side.near * size;
  // Feathers near the body point to the tail, or down when the bird is seen from the front.
  const inner = side.seen === 'side' ? { x: Math.sign(side.out), y: 0.25 } : { x: side.out * 0.25, y: 1 };
  const outer = { x: (wrist.x - elbow.x) / (HAND * size), y: (wrist.y - elbow.y) / (HAND * size) };
  const parts: ScreenPart[] = [];
  for (let i = 0; i < FEATHERS; i++) {
    const share = i / (FEATHERS - 1);
    const root = share < 0.5 ? between(at, elbow, share * 2) : between(elbow, wrist, (share - 0.5) * 1.5);
    const bend = share * share;
    const length = (0.36 + 0.12 * share) * size;
    const tip = {
      x: root.x + (inner.x * (1 - bend) + outer.x * bend) * length,
      y: root.y + (inner.y * (1 - bend) + outer.y * bend) * length,
    };
    const shade = shaded(colour, i % 2 === 0 ? 0.9 : 0.82);
    const depth = near - (0.006 * i + 0.02) * Math.sign(near) * size;
    parts.push(limb(root, tip, size * 0.09, size * 0.065, depth, shade));
  }
  parts.push(limb(at, elbow, size * 0.09, size * 0.075, near, colour));
  parts.push(limb(elbow, wrist, size * 0.075, size * 0.045, near, colour));
  return parts;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** The end of a bone that starts at a point and rises by an angle. */
function reachFrom(from: Point, size: number, angle: number, length: number, side: WingSide): Point {
  return {
    x: from.x + Math.cos(angle) * length * size * side.out,
    y: from.y - Math.sin(angle) * length * size,
  };
}

function between(a: Point, b: Point, share: number): Point {
  return { x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share };
}

function limb(
  from: Point,
  to: Point,
  fromRadius: number,
  toRadius: number,
  near: number,
  colour: Rgb,
): ScreenPart {
  return {
    fromX: from.x,
    fromY: from.y,
    fromNear: near,
    fromRadius,
    toX: to.x,
    toY: to.y,
    toNear: near,
    toRadius,
    breadth: 1,
    relief: 0.4,
    colour,
    tipColour: colour,
    tipFrom: 1,
  };
}

function shaded(colour: Rgb, by: number): Rgb {
  return [colour[0] * by, colour[1] * by, colour[2] * by];
}
