import { paintLimb, type Painter, type Ramp } from './painter.ts';

interface Branching {
  /** How far a child turns from its parent, radians. */
  readonly spread: number;
  /** Length and thickness of a child as shares of its parent's. */
  readonly shrink: number;
  readonly taper: number;
  readonly depth: number;
  readonly ramp: Ramp;
  /** Positive bends the ends up, negative lets them hang. */
  readonly lift: number;
}

/** Paints a branch and, recursively, its children; `angle` 0 points straight up. Returns the tips. */
export function growBranches(
  painter: Painter,
  random: () => number,
  x: number,
  y: number,
  angle: number,
  length: number,
  radius: number,
  branching: Branching,
): readonly (readonly [number, number])[] {
  const bend = (random() - 0.5) * 0.3;
  const midX = x + Math.sin(angle) * length * 0.5;
  const midY = y - Math.cos(angle) * length * 0.5;
  const endAngle = angle + bend - angle * branching.lift * 0.2;
  const endX = midX + Math.sin(endAngle) * length * 0.5;
  const endY = midY - Math.cos(endAngle) * length * 0.5;
  const end = radius * branching.taper;
  const lighting = { ramp: branching.ramp, shade: 0.42, relief: 0.4, joined: true };
  paintLimb(painter, x, y, radius, midX, midY, (radius + end) / 2, lighting);
  paintLimb(painter, midX, midY, (radius + end) / 2, endX, endY, end, lighting);
  if (branching.depth === 0) return [[endX, endY]];

  const tips: (readonly [number, number])[] = [];
  const children = random() < 0.4 ? 3 : 2;
  for (let i = 0; i < children; i++) {
    const side = (i / (children - 1)) * 2 - 1;
    const turned = endAngle + side * branching.spread * (0.7 + random() * 0.6);
    const childLength = length * branching.shrink * (0.8 + random() * 0.35);
    const child = { ...branching, depth: branching.depth - 1 };
    tips.push(...growBranches(painter, random, endX, endY, turned, childLength, end * 0.92, child));
  }
  return tips;
}
