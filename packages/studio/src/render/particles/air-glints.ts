import { TAU } from '../../maths/curves.ts';
import type { Particles } from '../../scene/shot.ts';
import { project } from '../view.ts';
import { ring, softDot } from './brush.ts';
import { inkAsLight, placeInAir, trait } from './particle-scene.ts';
import type { AirBox, ParticleScene } from './particle-scene.ts';

const MEADOW: AirBox = { halfMetres: 7, lowMetres: 0.15, highMetres: 3.15 };

export function drawFireflies(scene: ParticleScene, particles: Particles): void {
  const { view, ink, seconds, frame } = scene;
  const point = { x: 0, y: 0, z: 0 };
  const count = Math.round(90 * (0.3 + particles.amount));
  for (let i = 0; i < count; i++) {
    const pace = 0.4 + 0.5 * trait(scene, i, 3, 61);
    const x =
      trait(scene, i, 0, 61) * 14 +
      Math.sin(seconds * pace + i) * 0.5 +
      Math.sin(seconds * pace * 2.3 + i * 2) * 0.15;
    const y = trait(scene, i, 1, 61) * 14 + Math.cos(seconds * pace * 0.9 + i * 1.3) * 0.5;
    const z = trait(scene, i, 2, 61) * 3 + Math.sin(seconds * pace * 1.4 + i * 0.7) * 0.2;
    placeInAir(scene, MEADOW, x, y, z, point);
    const at = project(view, point.x, point.y, point.z);
    if (at.depth < 0.8) continue;
    const blink =
      0.5 + 0.5 * Math.sin(seconds * (1.6 + trait(scene, i, 4, 61)) + TAU * trait(scene, i, 5, 61));
    const glow = blink * blink;
    if (glow < 0.02) continue;
    inkAsLight(scene, [214, 255, 110]);
    ink.alpha = 0.34 * glow;
    softDot(frame, at.x, at.y, Math.min(0.09 * at.scale, frame.height * 0.05), at.depth, ink);
    ink.alpha = glow;
    softDot(frame, at.x, at.y, Math.max(1.3, Math.min(0.016 * at.scale, frame.height * 0.01)), at.depth, ink);
  }
}

const ROOM: AirBox = { halfMetres: 3, lowMetres: 0, highMetres: 4 };

/** Motes that show in the light: many sharp ones, a few near the lens as pale discs. */
export function drawDust(scene: ParticleScene, particles: Particles): void {
  const { view, ink, seconds, frame } = scene;
  const point = { x: 0, y: 0, z: 0 };
  const count = Math.round(170 * (0.3 + particles.amount));
  const { sunColour, night } = scene.shot.light;
  for (let i = 0; i < count; i++) {
    const pace = 0.2 + 0.3 * trait(scene, i, 3, 62);
    const x = trait(scene, i, 0, 62) * 6 + Math.sin(seconds * pace + i) * 0.25 + seconds * 0.05;
    const y = trait(scene, i, 1, 62) * 6 + Math.cos(seconds * pace * 0.8 + i) * 0.25;
    placeInAir(
      scene,
      ROOM,
      x,
      y,
      trait(scene, i, 2, 62) * 4 + Math.sin(seconds * pace * 1.3 + i) * 0.2 - seconds * 0.02,
      point,
    );
    const at = project(view, point.x, point.y, point.z);
    if (at.depth < 0.35) continue;
    const glitter = 0.55 + 0.45 * Math.sin(seconds * (0.8 + 1.5 * trait(scene, i, 4, 62)) + i);
    inkAsLight(scene, sunColour);
    const near = Math.max(0, 1 - at.depth / 1.2);
    ink.alpha = (0.4 - 0.3 * near) * glitter * (1 - 0.5 * night);
    softDot(frame, at.x, at.y, Math.max(1.2, (0.004 + 0.012 * near) * at.scale), at.depth, ink);
  }
}

const WATER: AirBox = { halfMetres: 4, lowMetres: 0, highMetres: 5 };

export function drawBubbles(scene: ParticleScene, particles: Particles): void {
  const { view, ink, seconds, frame } = scene;
  const point = { x: 0, y: 0, z: 0 };
  const count = Math.round((particles.source ? 26 : 90) * (0.3 + particles.amount));
  for (let i = 0; i < count; i++) {
    const size = 0.012 + 0.03 * trait(scene, i, 4, 63) ** 2;
    const speed = 0.35 + size * 14;
    const sway = Math.sin(seconds * 2.2 + i * 1.9) * (0.03 + size);
    if (particles.source) {
      const life = (seconds * speed * 0.5 + trait(scene, i, 2, 63) * 3) % 3;
      point.x = particles.source.x + sway + (trait(scene, i, 0, 63) - 0.5) * 0.25 * (1 + life);
      point.y = particles.source.y + (trait(scene, i, 1, 63) - 0.5) * 0.25;
      point.z = particles.source.z + life;
    } else
      placeInAir(
        scene,
        WATER,
        trait(scene, i, 0, 63) * 8 + sway,
        trait(scene, i, 1, 63) * 8,
        trait(scene, i, 2, 63) * 20 + seconds * speed,
        point,
      );
    const at = project(view, point.x, point.y, point.z);
    if (at.depth < 0.5) continue;
    const radius = Math.max(1.6, Math.min(size * at.scale, frame.height * 0.03));
    inkAsLight(scene, [190, 232, 255]);
    ink.alpha = 0.5;
    ring(frame, at.x, at.y, radius, 1, Math.max(1, radius * 0.3), at.depth, ink);
    ink.alpha = 0.1;
    softDot(frame, at.x, at.y, radius, at.depth, ink);
    ink.alpha = 0.85;
    softDot(frame, at.x - radius * 0.38, at.y - radius * 0.4, Math.max(0.9, radius * 0.3), at.depth, ink);
  }
}
