import { TAU } from '../../maths/curves.ts';
import type { Particles } from '../../scene/shot.ts';
import type { Rgb } from '../../vocabulary/figure.ts';
import { project } from '../view.ts';
import { softDot } from './brush.ts';
import { inkUnderLight, placeInAir, trait } from './particle-scene.ts';
import type { ParticleScene } from './particle-scene.ts';

type PuffKind = 'smoke' | 'steam';

interface PuffLook {
  readonly colour: Rgb;
  readonly puffs: number;
  readonly lifeSeconds: number;
  readonly riseMetresPerSecond: number;
  readonly startMetres: number;
  readonly growthMetres: number;
  readonly windMetresPerSecond: number;
  readonly alpha: number;
}

const LOOKS = {
  smoke: {
    colour: [150, 148, 150],
    puffs: 34,
    lifeSeconds: 4.2,
    riseMetresPerSecond: 0.95,
    startMetres: 0.12,
    growthMetres: 0.75,
    windMetresPerSecond: 0.28,
    alpha: 0.17,
  },
  steam: {
    colour: [250, 250, 252],
    puffs: 22,
    lifeSeconds: 1.9,
    riseMetresPerSecond: 0.2,
    startMetres: 0.012,
    growthMetres: 0.06,
    windMetresPerSecond: 0.015,
    alpha: 0.15,
  },
} as const satisfies Record<PuffKind, PuffLook>;

/** Every puff is a cluster of soft dots that drift apart, so that no single round edge shows. */
const LOBES = 4;

export function drawPuffs(scene: ParticleScene, particles: Particles, kind: PuffKind): void {
  const look: PuffLook = LOOKS[kind];
  if (!particles.source) {
    drawHaze(scene, look, particles.amount);
    return;
  }
  const { view, ink, seconds, frame } = scene;
  const { x, y, z } = particles.source;
  const size = 0.6 + 0.8 * particles.amount;
  for (let i = 0; i < look.puffs; i++) {
    const clock = seconds / look.lifeSeconds + (i + trait(scene, i, 0, 51) * 0.6) / look.puffs;
    const beat = Math.floor(clock);
    const age = clock - beat;
    const radius = (look.startMetres + look.growthMetres * Math.sqrt(age) * age) * size;
    const height = look.riseMetresPerSecond * look.lifeSeconds * age * (1 - 0.3 * age) * size;
    const turn = TAU * trait(scene, i, beat, 52);
    for (let lobe = 0; lobe < LOBES; lobe++) {
      const angle = turn + lobe * 2.4 + age * 1.5;
      const off = radius * 0.8;
      const at = project(
        view,
        x +
          Math.cos(angle) * off +
          look.windMetresPerSecond * look.lifeSeconds * age * age +
          Math.sin(seconds * 0.9 + age * 6) * radius * 0.25,
        y + Math.sin(angle) * off * 0.4,
        z + height + Math.sin(angle * 1.3) * off * 0.7,
      );
      if (at.depth < 0.2) continue;
      inkUnderLight(scene, look.colour, 0.35 + 0.2 * Math.sin(angle));
      ink.alpha = look.alpha * Math.min(1, age * 6) * (1 - age) * (1 - age) * 1.5;
      softDot(frame, at.x, at.y, radius * at.scale, at.depth - radius, ink);
    }
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
