import { TAU } from '../../maths/curves.ts';
import type { Particles } from '../../scene/shot.ts';
import type { Rgb } from '../../vocabulary/figure.ts';
import { project } from '../view.ts';
import { scrap } from './brush.ts';
import type { ScrapShape } from './brush.ts';
import { inkUnderLight, placeInAir, trait } from './particle-scene.ts';
import type { AirBox, ParticleScene } from './particle-scene.ts';

type ScrapKind = 'petals' | 'leaves' | 'confetti';

interface ScrapLook {
  readonly shape: ScrapShape;
  readonly halfLengthMetres: number;
  /** Width over length. */
  readonly slimness: number;
  readonly fallMetresPerSecond: number;
  readonly windMetresPerSecond: number;
  readonly turnsPerSecond: number;
  readonly count: number;
  readonly colours: readonly Rgb[];
}

const LOOKS = {
  petals: {
    shape: 'petal',
    halfLengthMetres: 0.026,
    slimness: 0.72,
    fallMetresPerSecond: 0.55,
    windMetresPerSecond: 0.5,
    turnsPerSecond: 0.5,
    count: 1250,
    colours: [
      [255, 190, 208],
      [255, 214, 226],
      [250, 168, 192],
      [255, 232, 238],
    ],
  },
  leaves: {
    shape: 'leaf',
    halfLengthMetres: 0.062,
    slimness: 0.55,
    fallMetresPerSecond: 0.8,
    windMetresPerSecond: 0.8,
    turnsPerSecond: 0.6,
    count: 520,
    colours: [
      [222, 126, 40],
      [202, 74, 34],
      [236, 176, 52],
      [168, 88, 40],
      [214, 148, 44],
    ],
  },
  confetti: {
    shape: 'slip',
    halfLengthMetres: 0.026,
    slimness: 0.6,
    fallMetresPerSecond: 0.95,
    windMetresPerSecond: 0.1,
    turnsPerSecond: 1.6,
    count: 700,
    colours: [
      [236, 64, 84],
      [255, 200, 50],
      [70, 170, 240],
      [110, 206, 100],
      [180, 96, 220],
      [255, 140, 60],
    ],
  },
} as const satisfies Record<ScrapKind, ScrapLook>;

/** Nested boxes of air share the scraps; most belong to the middle distance, where they read as many. */
const SHELLS: readonly { readonly box: AirBox; readonly share: number }[] = [
  { box: { halfMetres: 2.6, lowMetres: -0.1, highMetres: 3.9 }, share: 0.12 },
  { box: { halfMetres: 6, lowMetres: -0.1, highMetres: 6.4 }, share: 0.43 },
  { box: { halfMetres: 13, lowMetres: -0.1, highMetres: 10 }, share: 0.45 },
];

const NEAREST_METRES = 1.1;
/** Half length over the picture's height: a scrap before the lens stays below 3 % of the picture. */
const LARGEST_SHARE = 0.0135;

/** Petals, leaves and confetti: flat things that sway, tumble and turn as they fall. */
export function drawScraps(scene: ParticleScene, particles: Particles, kind: ScrapKind): void {
  const look: ScrapLook = LOOKS[kind];
  const { frame, view, ink, seconds } = scene;
  const point = { x: 0, y: 0, z: 0 };
  const largest = LARGEST_SHARE * frame.height;
  for (const [shell, { box, share }] of SHELLS.entries()) {
    const salt = 20 + shell;
    const count = Math.round(look.count * (0.2 + particles.amount) * share);
    for (let i = 0; i < count; i++) {
      const life = trait(scene, i, 3, salt);
      const swing = seconds * (1.2 + life) + i * 1.7;
      const x =
        trait(scene, i, 0, salt) * box.halfMetres * 2 +
        look.windMetresPerSecond * seconds +
        Math.sin(swing) * 0.22;
      const y = trait(scene, i, 1, salt) * box.halfMetres * 2 + Math.cos(swing * 0.7) * 0.18;
      const z =
        trait(scene, i, 2, salt) * 30 -
        look.fallMetresPerSecond * (0.7 + 0.6 * life) * seconds +
        Math.sin(swing * 2) * 0.05;
      placeInAir(scene, box, x, y, z, point);
      const at = project(view, point.x, point.y, point.z);
      if (at.depth < NEAREST_METRES) continue;
      const tumble = TAU * (look.turnsPerSecond * (0.6 + life) * seconds + life);
      const half = Math.min(
        largest,
        look.halfLengthMetres * (0.75 + 0.5 * trait(scene, i, 4, salt)) * at.scale,
      );
      const colour =
        look.colours[Math.floor(trait(scene, i, 5, salt) * look.colours.length)] ?? look.colours[0];
      if (!colour) continue;
      // Facing the light it is bright, edge-on it is dim.
      inkUnderLight(scene, colour, 0.55 + 0.45 * Math.cos(tumble * 0.5) ** 2);
      ink.alpha = Math.min(1, half / 1.2) * 0.95;
      const across = half * look.slimness * (0.22 + 0.78 * Math.abs(Math.cos(tumble)));
      scrap(frame, look.shape, at.x, at.y, half, across, swing * 0.6 + life * TAU, at.depth, ink);
    }
  }
}
