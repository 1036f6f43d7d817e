import { mix, TAU } from '../../maths/curves.ts';
import type { Particles } from '../../scene/shot.ts';
import type { Rgb } from '../../vocabulary/figure.ts';
import { project } from '../view.ts';
import { softDot } from './brush.ts';
import { inkUnderLight, placeInAir, trait } from './particle-scene.ts';
import type { ParticleScene } from './particle-scene.ts';

type PuffKind = 'smoke' | 'exhaust' | 'steam';

interface PuffLook {
  readonly colour: Rgb;
  readonly puffs: number;
  readonly lifeSeconds: number;
  readonly riseMetresPerSecond: number;
  readonly startMetres: number;
  readonly growthMetres: number;
  readonly windMetresPerSecond: number;
  readonly alpha: number;
  /** Metres by which puffs run apart along the ground before they rise. */
  readonly billowMetres: number;
  /** Light of a flame at the foot, 0..1. */
  readonly fireLight: number;
}

/** Smoke thicker than this comes from an engine or a mountain, not from a hearth. */
const EXHAUST_AMOUNT = 0.7;

const LOOKS = {
  smoke: {
    colour: [182, 180, 184],
    puffs: 34,
    lifeSeconds: 4.2,
    riseMetresPerSecond: 0.95,
    startMetres: 0.12,
    growthMetres: 0.75,
    windMetresPerSecond: 0.28,
    alpha: 0.17,
    billowMetres: 0,
    fireLight: 0,
  },
  exhaust: {
    colour: [236, 232, 230],
    puffs: 64,
    lifeSeconds: 3.4,
    riseMetresPerSecond: 0.42,
    startMetres: 0.24,
    growthMetres: 0.85,
    windMetresPerSecond: 0.1,
    alpha: 0.34,
    billowMetres: 1.5,
    fireLight: 0.9,
  },
  steam: {
    colour: [250, 250, 252],
    puffs: 30,
    lifeSeconds: 2.3,
    riseMetresPerSecond: 0.13,
    startMetres: 0.011,
    growthMetres: 0.07,
    windMetresPerSecond: 0.012,
    alpha: 0.42,
    billowMetres: 0,
    fireLight: 0,
  },
} as const satisfies Record<PuffKind, PuffLook>;

/** Every puff is a cluster of soft dots that drift apart, so that no single round edge shows. */
const LOBES = 4;
/** What smokes at a distance is big: beyond so many metres its cloud grows with it. */
const NEAR_SOURCE_METRES = 14;

export function drawPuffs(scene: ParticleScene, particles: Particles, kind: 'smoke' | 'steam'): void {
  const { source, amount } = particles;
  if (!source) {
    drawHaze(scene, LOOKS[kind], amount);
    return;
  }
  const isExhaust = kind === 'smoke' && amount >= EXHAUST_AMOUNT;
  const look: PuffLook = isExhaust ? LOOKS.exhaust : LOOKS[kind];
  const from = project(scene.view, source.x, source.y, source.z);
  const size = (0.6 + 0.8 * amount) * (isExhaust ? Math.max(1, from.depth / NEAR_SOURCE_METRES) : 1);
  for (let i = 0; i < look.puffs; i++) {
    const clock = scene.seconds / look.lifeSeconds + (i + trait(scene, i, 0, 51) * 0.6) / look.puffs;
    const beat = Math.floor(clock);
    drawPuff(scene, look, source, size, i, beat, clock - beat);
  }
}

/** One puff at `age` 0 (born) .. 1 (gone). */
function drawPuff(
  scene: ParticleScene,
  look: PuffLook,
  source: { readonly x: number; readonly y: number; readonly z: number },
  size: number,
  index: number,
  beat: number,
  age: number,
): void {
  const { view, ink, frame, seconds } = scene;
  const radius = (look.startMetres + look.growthMetres * Math.sqrt(age) * age) * size;
  const height = look.riseMetresPerSecond * look.lifeSeconds * age * (1 - 0.3 * age) * size;
  const turn = TAU * trait(scene, index, beat, 52);
  const billow = look.billowMetres * size * Math.sqrt(age) * (trait(scene, index, beat, 54) * 2 - 1);
  const curl = Math.sin(seconds * 1.3 + age * 7 + index) * radius * 0.3;
  const wind = look.windMetresPerSecond * look.lifeSeconds * age * age * size;
  const glow = look.fireLight * Math.max(0, 1 - age * 3.5);
  for (let lobe = 0; lobe < LOBES; lobe++) {
    const angle = turn + lobe * 2.4 + age * 1.5;
    const off = radius * 0.8;
    const at = project(
      view,
      source.x + Math.cos(angle) * off + wind + billow + curl,
      source.y + Math.sin(angle) * off * 0.4 + billow * 0.3,
      source.z + height + Math.sin(angle * 1.3) * off * 0.7,
    );
    if (at.depth < 0.2) continue;
    inkUnderLight(scene, look.colour, 0.4 + 0.25 * Math.sin(angle * 1.3));
    ink.red = mix(ink.red, 255, glow);
    ink.green = mix(ink.green, 186, glow);
    ink.blue = mix(ink.blue, 96, glow);
    ink.alpha = look.alpha * Math.min(1, age * 6) * (1 - age) * (1 - age) * 1.5;
    softDot(frame, at.x, at.y, radius * at.scale, at.depth - radius, ink);
  }
}

const HAZE = { halfMetres: 9, lowMetres: 0, highMetres: 2.4 } as const;

function drawHaze(scene: ParticleScene, look: PuffLook, amount: number): void {
  const { view, ink, seconds, frame } = scene;
  const point = { x: 0, y: 0, z: 0 };
  for (let i = 0; i < 26; i++) {
    const x = trait(scene, i, 0, 53) * 18 + seconds * (0.25 + 0.2 * trait(scene, i, 3, 53));
    placeInAir(scene, HAZE, x, trait(scene, i, 1, 53) * 18, trait(scene, i, 2, 53) * 2.4, point);
    const at = project(view, point.x, point.y, point.z);
    if (at.depth < 1.6) continue;
    inkUnderLight(scene, look.colour, 0.5);
    // It comes and goes at the sides of its box, where it would otherwise jump.
    const edge = Math.min(1, (HAZE.halfMetres - Math.abs(point.x - view.pose.x)) / 2);
    ink.alpha = Math.max(0, edge) * 0.16 * (0.4 + amount) * Math.min(1, (at.depth - 1.6) / 2);
    softDot(frame, at.x, at.y, (1 + trait(scene, i, 4, 53)) * at.scale, at.depth - 0.8, ink);
  }
}
