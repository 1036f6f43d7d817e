import { TAU } from '../../maths/curves.ts';
import type { Particles } from '../../scene/shot.ts';
import { project } from '../view.ts';
import { ring, streak } from './brush.ts';
import { inkUnderLight, placeInAir, trait } from './particle-scene.ts';
import type { AirBox, ParticleScene } from './particle-scene.ts';

/** Three nested boxes share the drops, so that the near ones do not leave the distance empty. */
const SHELLS: readonly { readonly box: AirBox; readonly drops: number; readonly alpha: number }[] = [
  // Small enough for a camera an arm's length from its subject.
  { box: { halfMetres: 1.1, lowMetres: -0.2, highMetres: 2 }, drops: 120, alpha: 0.4 },
  { box: { halfMetres: 3, lowMetres: -0.5, highMetres: 5.5 }, drops: 200, alpha: 0.42 },
  { box: { halfMetres: 8, lowMetres: -0.5, highMetres: 9.5 }, drops: 560, alpha: 0.42 },
  { box: { halfMetres: 22, lowMetres: -0.5, highMetres: 17.5 }, drops: 1000, alpha: 0.3 },
];

const FALL_METRES_PER_SECOND = 8.5;
const WIND_METRES_PER_SECOND = 1.3;
const EXPOSURE_SECONDS = 1 / 36;
/** Drops nearer than this would be blurred beyond seeing. */
const NEAREST_METRES = 0.4;

export function drawRain(scene: ParticleScene, particles: Particles): void {
  const { frame, view, ink, seconds } = scene;
  const point = { x: 0, y: 0, z: 0 };
  const night = scene.shot.light.night;
  const length = EXPOSURE_SECONDS * Math.min(1, Math.max(0.25, scene.shot.timeScale));
  for (const [salt, shell] of SHELLS.entries()) {
    const count = Math.round(shell.drops * (0.35 + particles.amount));
    const size = shell.box.halfMetres * 2;
    for (let i = 0; i < count; i++) {
      const speed = FALL_METRES_PER_SECOND * (0.85 + 0.3 * trait(scene, i, 3, salt));
      const x = trait(scene, i, 0, salt) * size + WIND_METRES_PER_SECOND * seconds;
      placeInAir(
        scene,
        shell.box,
        x,
        trait(scene, i, 1, salt) * size,
        trait(scene, i, 2, salt) * 40 - speed * seconds,
        point,
      );
      const head = project(view, point.x, point.y, point.z);
      if (head.depth < NEAREST_METRES) continue;
      const tail = project(
        view,
        point.x - WIND_METRES_PER_SECOND * length,
        point.y,
        point.z + speed * length,
      );
      inkUnderLight(scene, [255, 255, 255], 0.6);
      lift(scene, 24 + 60 * night);
      ink.alpha = shell.alpha * (0.6 + 0.4 * trait(scene, i, 4, salt));
      streak(frame, head.x, head.y, tail.x, tail.y, Math.max(0.75, 0.0035 * head.scale), head.depth, ink);
    }
  }
  if (reachesGround(scene)) drawSplashes(scene, particles.amount);
}

/** A picture of a room can be asked for rain: it falls before the picture, and its floor stays dry. */
function reachesGround({ shot: { world } }: ParticleScene): boolean {
  return world.kind !== 'open' || world.wet;
}

const SPLASH_CELL_METRES = 0.55;
const SPLASH_SECONDS = 0.32;

/** Little rings where drops land: one cell of ground after another, each at its own moment. */
function drawSplashes(scene: ParticleScene, amount: number): void {
  const { view, ink, seconds, frame } = scene;
  const cells = 22;
  const baseX = Math.floor(view.pose.x / SPLASH_CELL_METRES);
  const baseY = Math.floor(view.pose.y / SPLASH_CELL_METRES);
  for (let row = 2; row < cells; row++) {
    for (let column = -cells; column <= cells; column++) {
      const key = (baseX + column) * 7919 + (baseY + row);
      const clock = seconds / SPLASH_SECONDS + trait(scene, key, 0, 91) * 8;
      const beat = Math.floor(clock);
      if (trait(scene, key, beat, 92) > 0.22 * (0.4 + amount)) continue;
      const x = (baseX + column + trait(scene, key, beat, 93)) * SPLASH_CELL_METRES;
      const y = (baseY + row + trait(scene, key, beat, 94)) * SPLASH_CELL_METRES;
      const at = project(view, x, y, scene.groundHeight(x, y));
      if (at.depth < 1 || at.x < 0 || at.x >= frame.width) continue;
      const age = clock - beat;
      inkUnderLight(scene, [228, 238, 250], 0.4);
      lift(scene, 40 * scene.shot.light.night);
      ink.alpha = 0.5 * (1 - age);
      const radius = (0.02 + 0.07 * age) * at.scale;
      ring(frame, at.x, at.y, radius, 0.35, Math.max(0.9, 0.01 * at.scale), at.depth * 0.97 - 0.1, ink);
      // The crown: two drops thrown up for the first half of the splash.
      if (age > 0.5) continue;
      const hop = Math.sin(age * TAU) * 0.07 * at.scale;
      streak(
        frame,
        at.x - radius * 0.7,
        at.y - hop,
        at.x - radius * 0.5,
        at.y - hop * 0.6,
        0.7,
        at.depth * 0.97 - 0.1,
        ink,
      );
      streak(
        frame,
        at.x + radius * 0.7,
        at.y - hop * 0.8,
        at.x + radius * 0.5,
        at.y - hop * 0.4,
        0.7,
        at.depth * 0.97 - 0.1,
        ink,
      );
    }
  }
}

function lift(scene: ParticleScene, by: number): void {
  scene.ink.red = Math.min(255, scene.ink.red + by);
  scene.ink.green = Math.min(255, scene.ink.green + by);
  scene.ink.blue = Math.min(255, scene.ink.blue + by * 1.15);
}
