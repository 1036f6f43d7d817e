import { randomStream } from '../../maths/random.ts';
import { growBranches } from './grow-branches.ts';
import { growCrown, paintCrown, type Crown, type Foliage } from './paint-crown.ts';
import {
  createPainter,
  createRamp,
  paintBlob,
  paintLeaf,
  paintLimb,
  rampAround,
  type Painter,
  type Ramp,
} from './painter.ts';

interface Broadleaf {
  readonly aspect: number;
  /** Centre and half-axes of the crown, in tree heights from the top. */
  readonly crown: readonly [centreY: number, radiusX: number, radiusY: number];
  readonly lobes: number;
  readonly lobeShare: number;
  readonly trunkRadius: number;
  readonly bark: Ramp;
  readonly foliage: Foliage;
}

const GROUND = 0.985;

const BARK = createRamp([52, 28, 44], [104, 62, 56], [150, 96, 70], [204, 148, 104]);
const BIRCH_BARK = createRamp([132, 120, 150], [206, 200, 214], [244, 240, 242], [255, 253, 248]);
const DARK_BARK = createRamp([38, 26, 44], [78, 56, 62], [118, 88, 80], [170, 132, 108]);

const OAK_GREEN = createRamp([12, 58, 56], [26, 98, 56], [62, 148, 54], [122, 192, 62], [196, 226, 96]);
const OAK_WARM = createRamp([18, 62, 50], [42, 108, 48], [88, 158, 48], [152, 200, 62], [218, 234, 112]);
const BIRCH_GREEN = createRamp([28, 84, 50], [66, 132, 50], [124, 180, 58], [178, 214, 84], [228, 238, 136]);
const JUNGLE_GREEN = createRamp([6, 46, 48], [12, 84, 58], [32, 132, 66], [84, 180, 74], [166, 220, 92]);
const WILLOW_GREEN = createRamp([26, 74, 50], [62, 120, 54], [116, 166, 62], [170, 204, 90], [220, 232, 138]);
const BUSH_GREEN = createRamp([10, 60, 54], [28, 104, 58], [66, 152, 62], [124, 194, 72], [192, 226, 104]);
const AUTUMN = [
  createRamp([96, 24, 48], [158, 48, 40], [220, 92, 36], [246, 146, 50], [255, 206, 104]),
  createRamp([112, 36, 42], [182, 72, 34], [238, 130, 38], [252, 180, 62], [255, 226, 126]),
  createRamp([104, 20, 54], [170, 36, 50], [222, 66, 50], [244, 112, 68], [255, 176, 112]),
] as const;
const BLOSSOM = [
  createRamp([142, 62, 128], [206, 104, 158], [244, 156, 192], [253, 200, 218], [255, 238, 240]),
  createRamp([156, 78, 142], [220, 128, 178], [250, 180, 208], [255, 218, 230], [255, 246, 246]),
] as const;

const LEAFY: Foliage = {
  ramps: [OAK_GREEN, OAK_GREEN, OAK_WARM],
  tufts: 30,
  tuftShare: 0.36,
  leaves: 9,
  leafShare: 0.62,
  leafWidth: 0.24,
};

const OAK: Broadleaf = {
  aspect: 1.14,
  crown: [0.39, 0.46, 0.34],
  lobes: 15,
  lobeShare: 0.46,
  trunkRadius: 0.042,
  bark: BARK,
  foliage: LEAFY,
};

const TREES = {
  oak: OAK,
  birch: {
    aspect: 0.7,
    crown: [0.39, 0.26, 0.35],
    lobes: 15,
    lobeShare: 0.44,
    trunkRadius: 0.021,
    bark: BIRCH_BARK,
    foliage: { ...LEAFY, ramps: [BIRCH_GREEN], tufts: 20, tuftShare: 0.34, leafShare: 0.7 },
  },
  autumn_tree: { ...OAK, aspect: 1.06, crown: [0.39, 0.42, 0.34], foliage: { ...LEAFY, ramps: AUTUMN } },
  blossom_tree: {
    ...OAK,
    aspect: 1.24,
    crown: [0.39, 0.5, 0.32],
    lobes: 17,
    lobeShare: 0.4,
    trunkRadius: 0.036,
    bark: DARK_BARK,
    foliage: { ...LEAFY, ramps: BLOSSOM, tuftShare: 0.33, leafShare: 0.5, leafWidth: 0.4 },
  },
  jungle_tree: {
    ...OAK,
    aspect: 1.02,
    crown: [0.27, 0.43, 0.2],
    lobes: 16,
    lobeShare: 0.62,
    trunkRadius: 0.036,
    bark: DARK_BARK,
    foliage: { ...LEAFY, ramps: [JUNGLE_GREEN], leafShare: 0.85 },
  },
} as const satisfies Record<string, Broadleaf>;

export type BroadleafId = keyof typeof TREES;

export function paintBroadleaf(id: BroadleafId, variant: number, heightPx: number): Painter {
  const tree: Broadleaf = TREES[id];
  const random = randomStream(variant * 7919 + 11, id);
  const [centreY, radiusX, radiusY] = tree.crown;
  const painter = createPainter(tree.aspect, heightPx);
  const middle = tree.aspect / 2;
  const crown = growCrown(
    random,
    middle,
    centreY,
    radiusX * (0.88 + random() * 0.12),
    radiusY,
    tree.lobes,
    tree.lobeShare,
  );
  paintCrown(painter, crown, tree.foliage, random, 'back');
  paintTrunk(painter, random, tree, crown);
  if (id === 'birch') paintBirchMarks(painter, random, middle, tree.trunkRadius);
  paintCrown(painter, crown, tree.foliage, random, 'front');
  if (id === 'jungle_tree') paintVines(painter, random, crown);
  return painter;
}

export function paintBush(variant: number, heightPx: number): Painter {
  const random = randomStream(variant * 7919 + 5, 'bush');
  const aspect = 1.7;
  const painter = createPainter(aspect, heightPx);
  const crown = growCrown(random, aspect / 2, 0.6, 0.64, 0.46, 13, 0.5);
  const foliage: Foliage = {
    ...LEAFY,
    ramps: [BUSH_GREEN, BUSH_GREEN, OAK_GREEN],
    tuftShare: 0.34,
    leafShare: 0.66,
  };
  paintCrown(painter, crown, foliage, random, 'back');
  paintCrown(painter, crown, foliage, random, 'front');
  if (variant % 2 === 1) paintBerries(painter, random, aspect);
  return painter;
}

export function paintBareTree(variant: number, heightPx: number): Painter {
  const random = randomStream(variant * 7919 + 3, 'bare');
  const painter = createPainter(1.2, heightPx);
  const lean = (random() - 0.5) * 0.16;
  const branching = { spread: 0.44, shrink: 0.79, taper: 0.72, depth: 6, ramp: DARK_BARK, lift: 0.35 };
  paintLimb(painter, 0.6, GROUND, 0.055, 0.6, 0.9, 0.036, { ramp: DARK_BARK, shade: 0.42, relief: 0.4 });
  growBranches(painter, random, 0.6, 0.92, lean, 0.225, 0.036, branching);
  return painter;
}

/** Curtains of hanging twigs over a domed crown. */
export function paintWillow(variant: number, heightPx: number): Painter {
  const random = randomStream(variant * 7919 + 7, 'willow');
  const aspect = 1.15;
  const painter = createPainter(aspect, heightPx);
  const crown = growCrown(random, aspect / 2, 0.32, 0.46, 0.27, 13, 0.5);
  const foliage: Foliage = { ...LEAFY, ramps: [WILLOW_GREEN], tufts: 20, leafShare: 0.9, leafWidth: 0.14 };
  paintCrown(painter, crown, foliage, random, 'back');
  paintCurtain(painter, random, aspect, 90, -0.16);
  paintTrunk(painter, random, { ...OAK, trunkRadius: 0.05 }, crown);
  paintCrown(painter, crown, foliage, random, 'front');
  paintCurtain(painter, random, aspect, 110, 0.03);
  return painter;
}

function paintTrunk(painter: Painter, random: () => number, tree: Broadleaf, crown: Crown): void {
  const lighting = { ramp: tree.bark, shade: 0.42, relief: 0.44 };
  const { x } = crown;
  const radius = tree.trunkRadius;
  const fork = crown.y + crown.radiusY * 0.45;
  const forkX = x + (random() - 0.5) * 0.03;
  paintLimb(painter, x, GROUND - radius, radius, forkX, fork, radius * 0.72, lighting);
  for (const side of [-1, 1, -0.3]) {
    const foot = x + side * radius * 1.5;
    paintLimb(
      painter,
      foot,
      GROUND - radius * 0.4,
      radius * 0.4,
      x + side * radius * 0.35,
      GROUND - radius * 3,
      radius * 0.6,
      lighting,
    );
  }
  for (const lobe of crown.lobes) {
    const thin = radius * 0.3;
    paintLimb(painter, forkX, fork, radius * 0.55, lobe.x, lobe.y, thin, { ...lighting, shade: 0.3 });
  }
}

function paintBirchMarks(painter: Painter, random: () => number, middle: number, radius: number): void {
  const ramp = createRamp([50, 40, 58], [92, 80, 96]);
  for (let i = 0; i < 13; i++) {
    const y = 0.62 + i * 0.027 + random() * 0.012;
    const x = middle + (random() - 0.5) * radius * 1.3;
    paintBlob(painter, x, y, radius * (0.25 + random() * 0.35), 0.0035, 0.1, { ramp, shade: 0.3, relief: 0 });
  }
}

function paintVines(painter: Painter, random: () => number, crown: Crown): void {
  for (let i = 0; i < 11; i++) {
    const x = crown.x + (random() - 0.5) * crown.radiusX * 1.7;
    const top = crown.y + crown.radiusY * (0.3 + random() * 0.4);
    const drop = 0.12 + random() * 0.3;
    for (let k = 0; k < 26; k++) {
      const y = top + (drop * k) / 26;
      const side = k % 2 === 0 ? 0.6 : Math.PI - 0.6;
      paintLeaf(painter, x + Math.sin(k * 0.3) * 0.006, y, 0.021, 0.006, side, {
        ramp: JUNGLE_GREEN,
        shade: 0.3 + random() * 0.22,
        relief: 0.12,
      });
    }
  }
}

function paintCurtain(
  painter: Painter,
  random: () => number,
  aspect: number,
  count: number,
  nearer: number,
): void {
  for (let i = 0; i < count; i++) {
    const across = random() * 2 - 1;
    const x = aspect / 2 + across * 0.5;
    const top = 0.22 + across * across * 0.22 + random() * 0.16;
    const bottom = Math.min(0.95, top + 0.26 + random() * 0.3);
    const shade = 0.46 - across * 0.16 + nearer + (random() - 0.5) * 0.14;
    const leaves = Math.round((bottom - top) / 0.013);
    for (let k = 0; k < leaves; k++) {
      const y = top + ((bottom - top) * k) / leaves;
      const angle = Math.PI / 2 + (k % 2 === 0 ? 0.5 : -0.5);
      const lighting = { ramp: WILLOW_GREEN, shade: shade - (k / leaves) * 0.14, relief: 0.16 };
      paintLeaf(
        painter,
        x + Math.sin(k * 0.25 + i) * 0.005 + across * 0.05 * (k / leaves),
        y,
        0.034,
        0.0056,
        angle,
        lighting,
      );
    }
  }
}

function paintBerries(painter: Painter, random: () => number, aspect: number): void {
  const ramp = rampAround([228, 62, 92]);
  for (let i = 0; i < 26; i++) {
    const angle = random() * Math.PI * 2;
    const out = Math.sqrt(random()) * 0.85;
    const x = aspect / 2 + Math.cos(angle) * out * 0.6;
    paintBlob(painter, x, 0.54 + Math.sin(angle) * out * 0.42, 0.02, 0.02, 0, {
      ramp,
      shade: 0.5,
      relief: 0.4,
    });
  }
}
