import { clamp } from '../../maths/curves.ts';
import { randomStream } from '../../maths/random.ts';
import {
  createPainter,
  createRamp,
  paintBlob,
  paintLeaf,
  paintLimb,
  type Painter,
  type Ramp,
} from './painter.ts';

const BARK = createRamp([50, 28, 42], [98, 58, 54], [140, 88, 68], [188, 132, 98]);
const NEEDLES = createRamp([8, 44, 54], [14, 76, 64], [36, 118, 70], [88, 164, 82], [162, 208, 112]);
const COLD_NEEDLES = createRamp([10, 38, 62], [16, 66, 76], [36, 104, 88], [84, 148, 108], [150, 194, 142]);
const SNOW = createRamp([118, 140, 196], [168, 190, 230], [214, 228, 248], [244, 249, 255], [255, 255, 255]);

interface Conifer {
  readonly x: number;
  readonly top: number;
  readonly foot: number;
  /** Half the width of the lowest boughs. */
  readonly reach: number;
  readonly tiers: number;
  readonly needles: Ramp;
  readonly snowy: boolean;
}

export function paintPine(variant: number, heightPx: number, snowy: boolean): Painter {
  const random = randomStream(variant * 6151 + 3, 'pine');
  const reach = 0.23 + random() * 0.08;
  const painter = createPainter(0.8, heightPx);
  const needles = snowy ? COLD_NEEDLES : NEEDLES;
  paintConifer(painter, random, {
    x: 0.4,
    top: 0.02,
    foot: 0.985,
    reach,
    tiers: 7 + (variant % 2),
    needles,
    snowy,
  });
  return painter;
}

export function paintSpruceGroup(variant: number, heightPx: number): Painter {
  const random = randomStream(variant * 6151 + 9, 'spruces');
  const painter = createPainter(1.25, heightPx);
  const places = [
    [0.34, 0.14],
    [0.92, 0.2],
    [0.63, 0.02],
    [0.2, 0.42],
    [1.06, 0.46],
  ] as const;
  for (const [x, top] of places) {
    const high = top + random() * 0.05;
    const size = 0.985 - high;
    const spruce = {
      x: x + (random() - 0.5) * 0.06,
      top: high,
      foot: 0.985,
      reach: size * 0.23,
      tiers: 7,
      needles: NEEDLES,
      snowy: false,
    };
    paintConifer(painter, random, spruce);
  }
  return painter;
}

/** Tiers of boughs from the lowest up: each hangs over the one below. */
function paintConifer(painter: Painter, random: () => number, tree: Conifer): void {
  const size = tree.foot - tree.top;
  paintLimb(painter, tree.x, tree.foot - 0.02, size * 0.03, tree.x, tree.top + size * 0.4, size * 0.014, {
    ramp: BARK,
    shade: 0.36,
    relief: 0.4,
  });
  paintLimb(
    painter,
    tree.x,
    tree.foot - size * 0.28,
    tree.reach * 0.42,
    tree.x,
    tree.top + size * 0.03,
    size * 0.003,
    { ramp: tree.needles, shade: 0.2, relief: 0.2 },
  );
  for (let tier = 0; tier < tree.tiers; tier++) {
    // Tiers lie closer towards the tip, as their boughs grow shorter.
    const up = 1 - (1 - tier / (tree.tiers - 1)) ** 1.75;
    const y = tree.foot - size * (0.25 + 0.68 * up);
    const reach = tree.reach * (1 - up * 0.9) * (0.86 + random() * 0.28);
    const boughs = Math.max(4, Math.round(7 - up * 3));
    const turn = random();
    const azimuths = Array.from({ length: boughs }, (_, i) => ((i + turn) / boughs - 0.5) * 3.7);
    // The boughs at the sides lie farther from the viewer than those in the middle.
    azimuths.sort((a, b) => Math.abs(b) - Math.abs(a));
    for (const azimuth of azimuths) paintBough(painter, random, tree, y, reach, azimuth, size);
  }
  paintLeaf(painter, tree.x, tree.top + size * 0.12, size * 0.125, size * 0.011, -Math.PI / 2, {
    ramp: tree.needles,
    shade: 0.6,
    relief: 0.1,
  });
  if (tree.snowy)
    paintBlob(painter, tree.x, tree.top + size * 0.035, size * 0.011, size * 0.02, 0, {
      ramp: SNOW,
      shade: 0.75,
      relief: 0.3,
    });
}

function paintBough(
  painter: Painter,
  random: () => number,
  tree: Conifer,
  y: number,
  reach: number,
  azimuth: number,
  size: number,
): void {
  const side = Math.sin(azimuth);
  const nearness = Math.cos(azimuth);
  const length = reach * (0.88 + random() * 0.24);
  const lumps = 6;
  const thick = length * 0.2 + size * 0.008;
  const base = clamp(0.36 - side * 0.2 + nearness * 0.06 + (random() - 0.5) * 0.16);
  for (let lump = 0; lump < lumps; lump++) {
    const k = (lump + 1) / lumps;
    const x = tree.x + side * length * k;
    const drop = length * (0.04 + nearness * 0.3) * k + length * 0.42 * k * k;
    const lumpY = y + drop;
    const radius = thick * (1.12 - k * 0.72);
    const shade = base + (k - 0.6) * 0.6;
    paintBlob(painter, x, lumpY, radius * 1.25, radius, 0, {
      ramp: tree.needles,
      shade: shade - 0.08,
      relief: 0.2,
    });
    for (let needle = 0; needle < 6; needle++) {
      const spread = (needle / 5 - 0.5) * 2.5;
      const angle = Math.PI / 2 - side * 0.85 + spread + (random() - 0.5) * 0.3;
      const lit = shade - Math.sin(angle) * 0.1 + (random() - 0.5) * 0.1;
      const needleLength = radius * (1.5 + random() * 0.6);
      paintLeaf(painter, x, lumpY, needleLength, radius * 0.2, angle, {
        ramp: tree.needles,
        shade: lit,
        relief: 0.12,
      });
    }
    if (tree.snowy && lump > 0) {
      const light = 0.6 - side * 0.16 + (random() - 0.5) * 0.06;
      paintBlob(painter, x, lumpY - radius * 0.5, radius * 1.2, radius * 0.66, side * 0.5, {
        ramp: SNOW,
        shade: light,
        relief: 0.3,
      });
    }
  }
}
