import { TAU } from '../../maths/curves.ts';
import type { Particles } from '../../scene/shot.ts';
import type { Rgb } from '../../vocabulary/figure.ts';
import { project } from '../view.ts';
import { softDot, streak } from './brush.ts';
import { inkAsLight, trait } from './particle-scene.ts';
import type { ParticleScene } from './particle-scene.ts';

const COLOURS: readonly Rgb[] = [
  [255, 92, 84],
  [255, 206, 96],
  [110, 190, 255],
  [140, 255, 150],
  [236, 130, 255],
  [255, 240, 220],
  [255, 150, 60],
];

const DISTANCE_METRES = 85;
const RISE_SECONDS = 0.8;
const BURST_SECONDS = 2.1;
const STARS = 84;
const TRAIL_STEPS = 4;

/** Shells rise and burst one after another, far behind the scene and over the camera's first direction. */
export function drawFireworks(scene: ParticleScene, particles: Particles): void {
  const interval = 0.85 - 0.45 * particles.amount;
  const whole = RISE_SECONDS + BURST_SECONDS;
  // Numbers below zero are shells fired before the film began: the sky is never empty at the first frame.
  const last = Math.floor(scene.seconds / interval);
  const first = Math.floor((scene.seconds - whole) / interval);
  for (let shell = first; shell <= last; shell++) {
    const age = scene.seconds - shell * interval - trait(scene, shell, 0, 71) * 0.3;
    if (age >= 0 && age < whole) drawShell(scene, shell, age);
  }
}

function drawShell(scene: ParticleScene, shell: number, age: number): void {
  const first = scene.shot.camera[0] ?? scene.view.pose;
  const bearing = first.yaw + (trait(scene, shell, 1, 71) - 0.5) * 0.62;
  const x = first.x + Math.sin(bearing) * DISTANCE_METRES;
  const y = first.y + Math.cos(bearing) * DISTANCE_METRES;
  const z = 11 + 8 * trait(scene, shell, 2, 71);
  const { view, frame, ink } = scene;
  if (age < RISE_SECONDS) {
    const k = age / RISE_SECONDS;
    const head = project(view, x, y, z * (1 - (1 - k) ** 2));
    const tail = project(view, x, y, z * (1 - (1 - Math.max(0, k - 0.12)) ** 2));
    if (head.depth < 1) return;
    inkAsLight(scene, [255, 214, 150]);
    ink.alpha = 0.7 * (1 - k * 0.6);
    streak(frame, head.x, head.y, tail.x, tail.y, Math.max(1, frame.height / 500), head.depth, ink);
    return;
  }
  drawBurst(scene, shell, age - RISE_SECONDS, x, y, z);
}

function drawBurst(scene: ParticleScene, shell: number, age: number, x: number, y: number, z: number): void {
  const { view, frame, ink } = scene;
  const colour = COLOURS[Math.floor(trait(scene, shell, 3, 71) * COLOURS.length)] ?? COLOURS[0];
  const tips = COLOURS[Math.floor(trait(scene, shell, 4, 71) * COLOURS.length)] ?? colour;
  if (!colour || !tips) return;
  const reach = 6 + 5 * trait(scene, shell, 5, 71);
  const centre = project(view, x, y, z);
  if (centre.depth < 1) return;
  const flash = Math.max(0, 1 - age / 0.35);
  inkAsLight(scene, colour);
  ink.alpha = 0.16 * (1 - age / BURST_SECONDS) + 0.5 * flash;
  softDot(frame, centre.x, centre.y, reach * 1.1 * centre.scale, centre.depth, ink);
  const fade = (1 - age / BURST_SECONDS) ** 1.4;
  const lineWidth = Math.max(0.9, frame.height / 620);
  for (let i = 0; i < STARS; i++) {
    // Even directions over the sphere (golden angle), a little uneven speeds.
    const up = 1 - (2 * (i + 0.5)) / STARS;
    const side = Math.sqrt(1 - up * up);
    const turn = i * 2.39996 + shell;
    const speed = reach * (0.86 + 0.2 * trait(scene, i, shell, 72));
    let fromX = 0;
    let fromY = 0;
    for (let step = 0; step <= TRAIL_STEPS; step++) {
      const then = age - step * 0.05;
      if (then < 0) break;
      const spread = speed * (1 - Math.exp(-3.2 * then));
      const at = project(
        view,
        x + Math.cos(turn) * side * spread,
        y + Math.sin(turn) * side * spread,
        z + up * spread - 1.7 * then * then,
      );
      if (step > 0) {
        inkAsLight(scene, step < 3 ? tips : colour);
        ink.alpha = fade * (1 - step / (TRAIL_STEPS + 1)) * 0.85;
        streak(frame, fromX, fromY, at.x, at.y, lineWidth, at.depth, ink);
      } else {
        inkAsLight(scene, [255, 250, 240]);
        // Stars crackle when they are dying.
        ink.alpha =
          fade * (age > 1.1 ? 0.4 + 0.6 * Math.abs(Math.sin(age * 38 + TAU * trait(scene, i, 9, 73))) : 1);
        softDot(frame, at.x, at.y, lineWidth * 2, at.depth, ink);
      }
      fromX = at.x;
      fromY = at.y;
    }
  }
}
