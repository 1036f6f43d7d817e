import { mix, TAU } from '../../maths/curves.ts';
import type { Particles } from '../../scene/shot.ts';
import { project } from '../view.ts';
import { streak } from './brush.ts';
import { trait } from './particle-scene.ts';
import type { ParticleScene } from './particle-scene.ts';

const SPEED_METRES_PER_SECOND = 6;
const HALF_SPAN_METRES = 0.95;

/** A small flock crossing the sky, each bird a body and two bending wings in the colour of distance. */
export function drawBirds(scene: ParticleScene, particles: Particles): void {
  const { seconds, shot } = scene;
  const count = 4 + Math.round(9 * particles.amount);
  const direction = trait(scene, 0, 0, 81) < 0.5 ? -1 : 1;
  const lead = -direction * 14 + direction * SPEED_METRES_PER_SECOND * seconds;
  const height = 8 + 4 * trait(scene, 0, 1, 81);
  const { ink } = scene;
  ink.additive = false;
  const haze = 0.12 + 0.2 * (1 - shot.light.night);
  ink.red = mix(24, shot.light.fog[0], haze);
  ink.green = mix(26, shot.light.fog[1], haze);
  ink.blue = mix(34, shot.light.fog[2], haze);
  ink.alpha = 0.92;
  for (let i = 0; i < count; i++) {
    // A loose V: every second bird on the other arm.
    const arm = Math.ceil(i / 2) * (i % 2 === 0 ? 1 : -1);
    const x =
      lead -
      direction * Math.abs(arm) * (1.9 + 0.5 * trait(scene, i, 2, 81)) +
      Math.sin(seconds * 0.7 + i) * 0.4;
    const y = 46 + arm * (1.7 + 0.6 * trait(scene, i, 3, 81));
    const z = height + 2.4 * (trait(scene, i, 4, 81) - 0.5) + Math.sin(seconds * 0.9 + i * 1.3) * 0.35;
    drawBird(
      scene,
      x,
      y,
      z,
      direction,
      seconds * (2.1 + 0.5 * trait(scene, i, 5, 81)) + trait(scene, i, 6, 81),
    );
  }
}

function drawBird(
  scene: ParticleScene,
  x: number,
  y: number,
  z: number,
  direction: number,
  beats: number,
): void {
  const { view, frame, ink } = scene;
  const at = project(view, x, y, z);
  if (at.depth < 2) return;
  const span = HALF_SPAN_METRES * at.scale;
  const flap = Math.sin(beats * TAU);
  const tip = Math.sin(beats * TAU - 0.9);
  const thick = Math.max(0.8, span * 0.11);
  streak(
    frame,
    at.x - span * 0.3 * direction,
    at.y,
    at.x + span * 0.34 * direction,
    at.y - span * 0.04,
    thick * 1.15,
    at.depth,
    ink,
  );
  for (let side = -1; side <= 1; side += 2) {
    const elbowX = at.x + side * span * 0.42;
    const elbowY = at.y - span * (0.1 + 0.34 * flap);
    streak(frame, at.x, at.y, elbowX, elbowY, thick, at.depth, ink);
    streak(
      frame,
      elbowX,
      elbowY,
      elbowX + side * span * 0.5 - direction * span * 0.08,
      elbowY - span * (0.34 * tip - 0.12),
      thick * 0.7,
      at.depth,
      ink,
    );
  }
}
