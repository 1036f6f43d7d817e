import { TAU } from '../../maths/curves.ts';
import { randomStream } from '../../maths/random.ts';
import type { Rgb } from '../../vocabulary/figure.ts';
import {
  createPainter,
  createRamp,
  paintBlob,
  paintLeaf,
  paintStrand,
  rampAround,
  type Painter,
  type Ramp,
} from './painter.ts';
import { paintFrond } from './palm.ts';

const GRASS = createRamp([16, 70, 54], [38, 116, 58], [84, 164, 60], [142, 204, 74], [212, 234, 118]);
const DRY_GRASS = createRamp([64, 80, 44], [112, 124, 56], [168, 168, 70], [212, 204, 104], [240, 234, 160]);
const FERN = createRamp([8, 62, 52], [22, 106, 58], [58, 154, 60], [120, 196, 70], [196, 228, 104]);
const REED = createRamp([30, 76, 56], [62, 118, 62], [110, 158, 70], [160, 194, 92], [214, 224, 136]);
const CATTAIL = createRamp([54, 26, 38], [104, 56, 46], [152, 92, 62], [202, 142, 98]);
const WHEAT = createRamp([142, 82, 40], [198, 134, 52], [238, 184, 72], [252, 218, 116], [255, 242, 180]);
const BLOOMS: readonly Rgb[] = [
  [250, 250, 252],
  [248, 196, 60],
  [232, 72, 110],
  [148, 92, 214],
  [244, 132, 60],
  [86, 132, 232],
];
const HEART = rampAround([248, 190, 50]);
const BASE = 0.99;

interface Tuft {
  readonly aspect: number;
  readonly blades: number;
  readonly ramp: Ramp;
  readonly bladeRadius: number;
  /** How far tips lean from their roots. */
  readonly lean: number;
  /** Shortest blade as a share of the longest. */
  readonly shortest: number;
}

const TUFTS = {
  grass: { aspect: 1.7, blades: 74, ramp: GRASS, bladeRadius: 0.03, lean: 0.42, shortest: 0.35 },
  tall_grass: { aspect: 0.95, blades: 72, ramp: DRY_GRASS, bladeRadius: 0.013, lean: 0.24, shortest: 0.5 },
} as const satisfies Record<string, Tuft>;

export function paintGrass(id: keyof typeof TUFTS, variant: number, heightPx: number): Painter {
  const random = randomStream(variant * 4409 + 1, id);
  const painter = createPainter(TUFTS[id].aspect, heightPx);
  paintBlades(painter, random, TUFTS[id]);
  return painter;
}

export function paintFlowers(variant: number, heightPx: number): Painter {
  const random = randomStream(variant * 4409 + 2, 'flowers');
  const aspect = 1.25;
  const painter = createPainter(aspect, heightPx);
  paintBlades(
    painter,
    random,
    { aspect, blades: 46, ramp: GRASS, bladeRadius: 0.016, lean: 0.3, shortest: 0.3 },
    0.62,
  );
  for (let i = 0; i < 9; i++) {
    const x = 0.14 + (0.97 * (i + random() * 0.5)) / 9;
    const y = 0.12 + random() * 0.44;
    const root = aspect / 2 + (x - aspect / 2) * 0.7;
    paintStrand(painter, [root, BASE], [root, 0.7], [x, y], 0.011, 0.008, {
      ramp: GRASS,
      shade: 0.4,
      relief: 0.3,
    });
    const bloom = BLOOMS[(i * 2 + variant) % BLOOMS.length] ?? [250, 250, 252];
    paintBloom(painter, x, y, 0.075 + random() * 0.035, rampAround(bloom), random() * TAU);
  }
  return painter;
}

export function paintReeds(variant: number, heightPx: number): Painter {
  const random = randomStream(variant * 4409 + 3, 'reeds');
  const aspect = 0.8;
  const painter = createPainter(aspect, heightPx);
  paintBlades(painter, random, {
    aspect,
    blades: 34,
    ramp: REED,
    bladeRadius: 0.014,
    lean: 0.16,
    shortest: 0.55,
  });
  for (let i = 0; i < 6; i++) {
    const x = 0.16 + i * 0.095 + (random() - 0.5) * 0.05;
    const y = 0.07 + random() * 0.26;
    const root = aspect / 2 + (x - aspect / 2) * 0.8;
    paintStrand(painter, [root, BASE], [root, 0.5], [x, y], 0.008, 0.006, {
      ramp: REED,
      shade: 0.42,
      relief: 0.3,
    });
    paintBlob(painter, x, y + 0.075, 0.022, 0.08, 0, { ramp: CATTAIL, shade: 0.45, relief: 0.4 });
  }
  return painter;
}

export function paintWheat(variant: number, heightPx: number): Painter {
  const random = randomStream(variant * 4409 + 4, 'wheat');
  const aspect = 0.9;
  const painter = createPainter(aspect, heightPx);
  for (let i = 0; i < 30; i++) {
    const x = 0.1 + ((aspect - 0.2) * (i + random())) / 30;
    const y = 0.06 + random() * 0.3;
    const lean = (random() - 0.4) * 0.12;
    const root = aspect / 2 + (x - aspect / 2) * 0.85;
    const shade = 0.42 + (random() - 0.5) * 0.16;
    paintStrand(painter, [root, BASE], [root, 0.5], [x + lean, y + 0.1], 0.008, 0.006, {
      ramp: WHEAT,
      shade,
      relief: 0.24,
    });
    for (let grain = 0; grain < 14; grain++) {
      const k = grain / 13;
      const side = grain % 2 === 0 ? -1 : 1;
      const grainX = x + lean * (1.4 - k * 0.4) - lean * 0.4 + side * 0.008;
      const angle = -Math.PI / 2 + side * 0.5;
      paintLeaf(painter, grainX + lean * 0.25 * k, y + 0.12 - k * 0.14, 0.046, 0.011, angle, {
        ramp: WHEAT,
        shade: shade + 0.14,
        relief: 0.22,
      });
    }
  }
  return painter;
}

export function paintFern(variant: number, heightPx: number): Painter {
  const random = randomStream(variant * 4409 + 5, 'fern');
  const painter = createPainter(1.9, heightPx);
  const fronds = 11;
  const angles = Array.from(
    { length: fronds },
    (_, i) => 0.05 - ((i + random() * 0.7) / fronds) * (Math.PI + 0.1),
  );
  angles.sort((a, b) => Math.abs(a + Math.PI / 2) - Math.abs(b + Math.PI / 2));
  for (const [i, angle] of angles.entries())
    paintFrond(
      painter,
      0.95,
      0.9 - (i % 2) * 0.04,
      angle,
      0.66 + random() * 0.24,
      FERN,
      0.24 + (i / fronds) * 0.28,
    );
  return painter;
}

/** Blades from a common root, the long ones behind. */
function paintBlades(painter: Painter, random: () => number, tuft: Tuft, tallest = 0.95): void {
  const middle = tuft.aspect / 2;
  for (let i = 0; i < tuft.blades; i++) {
    const front = i / tuft.blades;
    const across = random() * 2 - 1;
    const root = middle + across * (middle - 0.14) * 0.8;
    const height =
      tallest * (1 - (1 - tuft.shortest) * front) * (0.75 + random() * 0.25) * (1 - across * across * 0.3);
    const lean = (across * 0.6 + (random() - 0.5)) * tuft.lean * height;
    const tip = Math.min(tuft.aspect - 0.03, Math.max(0.03, root + lean));
    const shade = 0.26 + front * 0.22 - across * 0.06 + (random() - 0.5) * 0.16;
    const lighting = { ramp: tuft.ramp, shade, relief: 0.22 };
    paintStrand(
      painter,
      [root, BASE],
      [root + lean * 0.2, BASE - height * 0.6],
      [tip, BASE - height],
      tuft.bladeRadius,
      0.002,
      lighting,
    );
  }
}

function paintBloom(painter: Painter, x: number, y: number, radius: number, ramp: Ramp, turn: number): void {
  const petals = 7;
  for (let i = 0; i < petals; i++) {
    const angle = turn + (i / petals) * TAU;
    const petalX = x + Math.cos(angle) * radius * 0.56;
    const petalY = y + Math.sin(angle) * radius * 0.5;
    paintBlob(painter, petalX, petalY, radius * 0.5, radius * 0.33, angle, {
      ramp,
      shade: 0.52,
      relief: 0.26,
    });
  }
  paintBlob(painter, x, y, radius * 0.34, radius * 0.32, 0, { ramp: HEART, shade: 0.5, relief: 0.36 });
}
