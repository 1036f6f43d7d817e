import { TAU } from '../../maths/curves.ts';
import type { Particles } from '../../scene/shot.ts';
import { project } from '../view.ts';
import { ring, softDot } from './brush.ts';
import { inkUnderLight, sourceOf, trait } from './particle-scene.ts';
import type { ParticleScene } from './particle-scene.ts';

const DROPS = 60;
const GRAVITY = 9.8;
const RIPPLES = 4;

/** Water thrown up around a point, over and over, with ripples running outwards. */
export function drawSplash(scene: ParticleScene, particles: Particles): void {
  const { view, frame, ink, seconds } = scene;
  const { x, y, z } = sourceOf(particles);
  const foot = project(view, x, y, z);
  if (foot.depth < 0.3) return;
  const squash = Math.min(0.9, Math.max(0.12, Math.abs(view.pose.z - z) / foot.depth));
  for (let i = 0; i < RIPPLES; i++) {
    const age = (seconds * 0.7 + i / RIPPLES) % 1;
    inkUnderLight(scene, [236, 246, 252], 0.5);
    ink.alpha = 0.4 * (1 - age) * Math.min(1, age * 5);
    ring(
      frame,
      foot.x,
      foot.y,
      (0.15 + 0.9 * age) * foot.scale,
      squash,
      Math.max(1.2, 0.05 * foot.scale),
      foot.depth - 0.8,
      ink,
    );
  }
  const count = Math.round(DROPS * (0.3 + particles.amount));
  for (let i = 0; i < count; i++) {
    const up = 1 + 1.6 * particles.amount * trait(scene, i, 0, 95) + 0.8 * trait(scene, i, 1, 95);
    const flightSeconds = (2 * up) / GRAVITY;
    const clock = seconds / flightSeconds + trait(scene, i, 2, 95);
    const beat = Math.floor(clock);
    const age = (clock - beat) * flightSeconds;
    const heading = TAU * trait(scene, i, beat, 96);
    const out = 0.12 + (0.3 + 0.9 * trait(scene, i, beat, 97)) * age;
    const at = project(
      view,
      x + Math.cos(heading) * out,
      y + Math.sin(heading) * out * 0.6,
      z + up * age - (GRAVITY / 2) * age * age,
    );
    inkUnderLight(scene, [240, 248, 255], 0.6);
    ink.alpha = 0.75;
    softDot(
      frame,
      at.x,
      at.y,
      Math.max(1.2, (0.012 + 0.014 * trait(scene, i, 3, 95)) * at.scale),
      at.depth - 0.5,
      ink,
    );
  }
}
