import { TAU } from '../../maths/curves.ts';
import type { Particles } from '../../scene/shot.ts';
import { project } from '../view.ts';
import { softDot, streak } from './brush.ts';
import { drawFlame } from './flame.ts';
import { inkAsLight, placeInAir, sourceOf, trait } from './particle-scene.ts';
import type { ParticleScene } from './particle-scene.ts';

const EMBERS = 46;

/** With a source: a fire with its embers. Without: glowing flecks drifting through the air. */
export function drawEmbers(scene: ParticleScene, particles: Particles): void {
  if (!particles.source) {
    drawDriftingEmbers(scene, particles.amount);
    return;
  }
  drawFlame(scene, particles.source, 0.55 + 0.9 * particles.amount);
  const { view, ink, seconds, frame } = scene;
  const { x, y, z } = particles.source;
  const count = Math.round(EMBERS * (0.3 + particles.amount));
  for (let i = 0; i < count; i++) {
    const lifeSeconds = 1.3 + 1.6 * trait(scene, i, 0, 31);
    const clock = seconds / lifeSeconds + trait(scene, i, 1, 31);
    const beat = Math.floor(clock);
    const age = clock - beat;
    const drift = TAU * (trait(scene, i, 2 + beat, 32) + age * (0.5 + trait(scene, i, 3 + beat, 32)));
    const spread = 0.08 + 0.42 * age;
    const at = project(
      view,
      x + Math.sin(drift) * spread + (trait(scene, i, beat, 33) - 0.5) * 0.3,
      y + Math.cos(drift * 0.8) * spread * 0.5,
      z + 0.15 + age * (1.1 + 1.5 * trait(scene, i, beat, 34)),
    );
    if (at.depth < 0.3) continue;
    inkAsLight(scene, [255, 190 - 110 * age, 90 - 70 * age]);
    ink.alpha = Math.min(1, age * 8) * (1 - age) * (0.7 + 0.3 * Math.sin(clock * 40 + i));
    const radius = Math.max(1.4, 0.014 * at.scale);
    softDot(frame, at.x, at.y, radius, at.depth - 0.4, ink);
    ink.alpha *= 0.3;
    softDot(frame, at.x, at.y, radius * 3, at.depth - 0.4, ink);
  }
}

const AIR = { halfMetres: 5, lowMetres: 0, highMetres: 5 } as const;

function drawDriftingEmbers(scene: ParticleScene, amount: number): void {
  const { view, ink, seconds, frame } = scene;
  const point = { x: 0, y: 0, z: 0 };
  const count = Math.round(150 * (0.3 + amount));
  for (let i = 0; i < count; i++) {
    const sway = Math.sin(seconds * 1.4 + i * 2.1) * 0.25;
    const x = trait(scene, i, 0, 35) * 10 + seconds * 0.35 + sway;
    placeInAir(
      scene,
      AIR,
      x,
      trait(scene, i, 1, 35) * 10 + sway,
      trait(scene, i, 2, 35) * 20 + seconds * (0.3 + 0.5 * trait(scene, i, 3, 35)),
      point,
    );
    const at = project(view, point.x, point.y, point.z);
    if (at.depth < 0.5) continue;
    inkAsLight(scene, [255, 140, 50]);
    ink.alpha = 0.55 + 0.35 * Math.sin(seconds * (5 + 4 * trait(scene, i, 4, 35)) + i);
    const radius = Math.max(1.1, 0.011 * at.scale);
    softDot(frame, at.x, at.y, radius, at.depth, ink);
    ink.alpha *= 0.28;
    softDot(frame, at.x, at.y, radius * 3.2, at.depth, ink);
  }
}

const SPARKS = 70;
const GRAVITY = 9.8;

/** Bright grains thrown out in arcs, as from a grinder, a sparkler or a short circuit. */
export function drawSparks(scene: ParticleScene, particles: Particles): void {
  const { view, ink, seconds, frame } = scene;
  const { x, y, z } = sourceOf(particles);
  const count = Math.round(SPARKS * (0.3 + particles.amount));
  for (let i = 0; i < count; i++) {
    const lifeSeconds = 0.35 + 0.4 * trait(scene, i, 0, 36);
    const clock = seconds / lifeSeconds + trait(scene, i, 1, 36);
    const beat = Math.floor(clock);
    const heading = TAU * trait(scene, i, beat, 37);
    const out = 0.7 + 1.6 * trait(scene, i, beat, 38);
    const up = 0.6 + 2.6 * trait(scene, i, beat, 39);
    const age = (clock - beat) * lifeSeconds;
    const before = Math.max(0, age - 0.03);
    const head = project(
      view,
      x + Math.cos(heading) * out * age,
      y + Math.sin(heading) * out * age,
      z + up * age - (GRAVITY / 2) * age * age,
    );
    const tail = project(
      view,
      x + Math.cos(heading) * out * before,
      y + Math.sin(heading) * out * before,
      z + up * before - (GRAVITY / 2) * before * before,
    );
    if (head.depth < 0.3) continue;
    const heat = 1 - age / lifeSeconds;
    inkAsLight(scene, [255, 150 + 90 * heat, 60 + 150 * heat * heat]);
    ink.alpha = heat;
    streak(frame, head.x, head.y, tail.x, tail.y, Math.max(1, 0.006 * head.scale), head.depth - 0.3, ink);
  }
  const centre = project(view, x, y, z);
  inkAsLight(scene, [255, 214, 150]);
  ink.alpha = 0.5 + 0.2 * Math.sin(seconds * 31);
  softDot(frame, centre.x, centre.y, 0.16 * centre.scale, centre.depth - 0.3, ink);
}
