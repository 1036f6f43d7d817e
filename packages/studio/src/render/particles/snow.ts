import type { Particles } from '../../scene/shot.ts';
import { project } from '../view.ts';
import { softDot } from './brush.ts';
import { inkUnderLight, placeInAir, trait } from './particle-scene.ts';
import type { AirBox, ParticleScene } from './particle-scene.ts';

const SHELLS: readonly { readonly box: AirBox; readonly flakes: number }[] = [
  // Small enough for a camera an arm's length from a cup of tea.
  { box: { halfMetres: 1, lowMetres: -0.2, highMetres: 1.8 }, flakes: 130 },
  { box: { halfMetres: 2.5, lowMetres: -0.6, highMetres: 4.4 }, flakes: 190 },
  { box: { halfMetres: 7, lowMetres: -0.6, highMetres: 8.4 }, flakes: 800 },
  { box: { halfMetres: 20, lowMetres: -0.6, highMetres: 15.4 }, flakes: 1700 },
];

const FALL_METRES_PER_SECOND = 0.85;
const FLAKE_METRES = 0.021;

export function drawSnow(scene: ParticleScene, particles: Particles): void {
  const { frame, view, ink, seconds } = scene;
  const point = { x: 0, y: 0, z: 0 };
  const wind = 0.25 + 0.5 * particles.amount;
  for (const [salt, shell] of SHELLS.entries()) {
    const count = Math.round(shell.flakes * (0.25 + particles.amount));
    const size = shell.box.halfMetres * 2;
    for (let i = 0; i < count; i++) {
      const speed = FALL_METRES_PER_SECOND * (0.7 + 0.6 * trait(scene, i, 3, salt + 10));
      const turn = seconds * (0.8 + trait(scene, i, 5, salt + 10)) + i;
      const x = trait(scene, i, 0, salt + 10) * size + wind * seconds + Math.sin(turn) * 0.16;
      const y = trait(scene, i, 1, salt + 10) * size + Math.cos(turn * 0.8) * 0.16;
      placeInAir(scene, shell.box, x, y, trait(scene, i, 2, salt + 10) * 40 - speed * seconds, point);
      const at = project(view, point.x, point.y, point.z);
      if (at.depth < 0.3) continue;
      const radius = FLAKE_METRES * (0.6 + 0.8 * trait(scene, i, 4, salt + 10)) * at.scale;
      inkUnderLight(scene, [255, 255, 255], 0.7);
      const lift = 60 * scene.shot.light.night;
      ink.red = Math.min(255, ink.red + 30 + lift);
      ink.green = Math.min(255, ink.green + 30 + lift);
      ink.blue = Math.min(255, ink.blue + 36 + lift);
      // Flakes close to the lens are out of focus: wide and thin.
      const close = Math.min(1, at.depth / 2);
      ink.alpha = 0.25 + 0.65 * close;
      softDot(
        frame,
        at.x,
        at.y,
        Math.max(1, Math.min(radius * (1.5 - 0.3 * close), frame.height * 0.02)),
        at.depth,
        ink,
      );
    }
  }
}
