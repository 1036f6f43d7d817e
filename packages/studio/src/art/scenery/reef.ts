import { TAU } from '../../maths/curves.ts';
import { randomStream } from '../../maths/random.ts';
import type { Rgb } from '../../vocabulary/figure.ts';
import { growBranches } from './grow-branches.ts';
import {
  createPainter,
  createRamp,
  paintBlob,
  paintLeaf,
  paintLimb,
  paintStrand,
  rampAround,
  type Painter,
} from './painter.ts';

const CORALS: readonly Rgb[] = [
  [248, 108, 112],
  [250, 158, 72],
  [214, 98, 190],
  [250, 204, 92],
];
const FANS: readonly Rgb[] = [
  [182, 84, 206],
  [240, 92, 120],
  [250, 168, 66],
  [96, 120, 232],
];
const ANEMONES: readonly Rgb[] = [
  [246, 136, 190],
  [140, 220, 160],
  [252, 176, 110],
  [176, 140, 240],
];
const SPONGES: readonly Rgb[] = [
  [250, 190, 66],
  [222, 112, 150],
  [246, 134, 62],
  [142, 120, 220],
];
const WEED = createRamp([8, 60, 60], [20, 104, 70], [66, 150, 70], [132, 190, 78], [206, 226, 112]);
const RED_WEED = createRamp([70, 20, 56], [128, 40, 72], [182, 74, 84], [222, 124, 104], [250, 190, 150]);

function pick(colours: readonly Rgb[], variant: number): Rgb {
  return colours[variant % colours.length] ?? [250, 130, 110];
}

/** Stubby rounded antlers. */
export function paintCoral(variant: number, heightPx: number): Painter {
  const random = randomStream(variant * 2797 + 1, 'coral');
  const painter = createPainter(1.3, heightPx);
  const ramp = rampAround(pick(CORALS, variant));
  paintBlob(painter, 0.65, 0.95, 0.2, 0.05, 0, { ramp, shade: 0.4, relief: 0.3 });
  for (const [angle, length] of [
    [-0.85, 0.24],
    [0.85, 0.24],
    [-0.42, 0.3],
    [0.42, 0.3],
    [0, 0.33],
  ] as const) {
    const branching = { spread: 0.42, shrink: 0.72, taper: 0.84, depth: 3, ramp, lift: 0.6 };
    growBranches(painter, random, 0.65 + angle * 0.1, 0.94, angle, length, 0.05, branching);
  }
  return painter;
}

/** A flat net of fine branches. */
export function paintFanCoral(variant: number, heightPx: number): Painter {
  const random = randomStream(variant * 2797 + 2, 'fan');
  const painter = createPainter(1.25, heightPx);
  const ramp = rampAround(pick(FANS, variant));
  for (let i = 0; i < 9; i++) {
    const angle = (i / 8 - 0.5) * 2.1;
    const branching = { spread: 0.26, shrink: 0.84, taper: 0.76, depth: 5, ramp, lift: 0.1 };
    growBranches(painter, random, 0.625, 0.9, angle, 0.2, 0.022, branching);
  }
  paintLimb(painter, 0.625, 0.97, 0.04, 0.625, 0.86, 0.026, { ramp, shade: 0.4, relief: 0.4 });
  return painter;
}

/** Tall ribbons with leaves, as they wave in a current. */
export function paintSeaweed(variant: number, heightPx: number): Painter {
  const random = randomStream(variant * 2797 + 3, 'seaweed');
  const painter = createPainter(0.6, heightPx);
  const ramp = variant % 3 === 2 ? RED_WEED : WEED;
  for (let i = 0; i < 7; i++) {
    const root = 0.16 + i * 0.045;
    const top = 0.03 + random() * 0.4 + Math.abs(i - 3) * 0.05;
    const phase = random() * TAU;
    const shade = 0.32 + random() * 0.2;
    const steps = 34;
    for (let step = 0; step < steps; step++) {
      const k = step / steps;
      const y = 0.98 + (top - 0.98) * k;
      const x = root + (i - 3) * 0.028 * k + Math.sin(phase + k * 5) * 0.04 * k;
      const length = 0.1 * (1 - k * 0.5);
      const side = step % 2 === 0 ? -0.75 : -Math.PI + 0.75;
      paintLeaf(painter, x, y, length, length * 0.17, side, { ramp, shade: shade + k * 0.2, relief: 0.18 });
      paintBlob(painter, x, y, 0.009, 0.018, 0, { ramp, shade: shade + 0.1, relief: 0.3 });
    }
  }
  return painter;
}

export function paintAnemone(variant: number, heightPx: number): Painter {
  const random = randomStream(variant * 2797 + 4, 'anemone');
  const painter = createPainter(1.35, heightPx);
  const colour = pick(ANEMONES, variant);
  const ramp = rampAround(colour);
  const tip = rampAround([(colour[0] + 255) / 2, (colour[1] + 235) / 2, (colour[2] + 240) / 2]);
  paintLimb(painter, 0.675, 0.9, 0.2, 0.675, 0.72, 0.23, { ramp, shade: 0.22, relief: 0.42 });
  for (let i = 0; i < 58; i++) {
    const front = i / 58;
    const angle = (random() - 0.5) * 2.7;
    const root = 0.675 + angle * 0.14;
    const length = (0.62 - front * 0.24) * (0.85 + random() * 0.15);
    const x = root + Math.sin(angle) * length * 0.62;
    const y = 0.74 + front * 0.06 - Math.cos(angle) * length;
    const shade = 0.34 + front * 0.2 - angle * 0.06;
    paintStrand(painter, [root, 0.76], [root + Math.sin(angle) * 0.08, 0.6], [x, y], 0.03, 0.02, {
      ramp,
      shade,
      relief: 0.34,
    });
    paintBlob(painter, x, y, 0.033, 0.033, 0, { ramp: tip, shade: 0.5, relief: 0.4 });
  }
  return painter;
}

/** Tubes of several heights with dark mouths. */
export function paintSponge(variant: number, heightPx: number): Painter {
  const random = randomStream(variant * 2797 + 5, 'sponge');
  const painter = createPainter(0.95, heightPx);
  const ramp = rampAround(pick(SPONGES, variant));
  const tubes = [
    [0.4, 0.1],
    [0.62, 0.2],
    [0.25, 0.34],
    [0.78, 0.42],
    [0.5, 0.46],
    [0.34, 0.62],
    [0.66, 0.66],
  ] as const;
  for (const [x, y] of tubes) {
    const top = y + random() * 0.06;
    const radius = 0.085 + random() * 0.02;
    const foot = 0.48 + (x - 0.48) * 0.6;
    paintLimb(painter, foot, 0.93, radius * 0.6, x, top + radius * 0.3, radius, {
      ramp,
      shade: 0.46,
      relief: 0.46,
    });
    paintBlob(painter, x, top - radius * 0.32, radius * 0.86, radius * 0.4, 0, {
      ramp,
      shade: 0.72,
      relief: 0.1,
    });
    paintBlob(painter, x, top - radius * 0.3, radius * 0.66, radius * 0.27, 0, {
      ramp,
      shade: 0.04,
      relief: -0.2,
    });
    for (let i = 0; i < 9; i++) {
      const k = 0.1 + random() * 0.8;
      const poreX = foot + (x - foot) * k + (random() - 0.5) * radius;
      paintBlob(painter, poreX, 0.93 + (top - 0.93) * k + radius * 0.5, 0.008, 0.008, 0, {
        ramp,
        shade: 0.16,
        relief: 0,
      });
    }
  }
  return painter;
}
