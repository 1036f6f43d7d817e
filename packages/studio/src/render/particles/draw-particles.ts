import type { Particles, Shot } from '../../scene/shot.ts';
import type { Frame } from '../frame.ts';
import type { View } from '../view.ts';
import { drawBubbles, drawDust, drawFireflies } from './air-glints.ts';
import { drawBirds } from './birds.ts';
import { createInk } from './brush.ts';
import { drawScraps } from './falling-scraps.ts';
import { drawEmbers, drawSparks } from './fire.ts';
import { drawFireworks } from './fireworks.ts';
import { drawLightning } from './lightning.ts';
import type { ParticlePainter, ParticleScene } from './particle-scene.ts';
import { drawRain } from './rain.ts';
import { drawPuffs } from './smoke.ts';
import { drawSnow } from './snow.ts';
import { drawSplash } from './splash.ts';

const PAINTERS: Readonly<Record<Particles['kind'], ParticlePainter>> = {
  rain: drawRain,
  snow: drawSnow,
  petals: (scene, particles) => drawScraps(scene, particles, 'petals'),
  leaves: (scene, particles) => drawScraps(scene, particles, 'leaves'),
  confetti: (scene, particles) => drawScraps(scene, particles, 'confetti'),
  embers: drawEmbers,
  sparks: drawSparks,
  smoke: (scene, particles) => drawPuffs(scene, particles, 'smoke'),
  steam: (scene, particles) => drawPuffs(scene, particles, 'steam'),
  bubbles: drawBubbles,
  fireflies: drawFireflies,
  dust: drawDust,
  fireworks: drawFireworks,
  birds: drawBirds,
  lightning: drawLightning,
  splash: drawSplash,
};

/** What lies behind is drawn first; rain and snow fall in front of a fire's smoke. */
const ORDER: readonly Particles['kind'][] = [
  'lightning',
  'fireworks',
  'birds',
  'smoke',
  'steam',
  'splash',
  'embers',
  'sparks',
  'bubbles',
  'fireflies',
  'dust',
  'petals',
  'leaves',
  'confetti',
  'snow',
  'rain',
];

/** Draws everything in the air of one frame. Depends on nothing but its arguments: frames may be drawn in any order. */
export function drawParticles(
  frame: Frame,
  shot: Shot,
  view: View,
  groundHeight: (x: number, y: number) => number,
): void {
  if (shot.particles.length === 0) return;
  const scene: ParticleScene = {
    frame,
    shot,
    view,
    seconds: view.storySeconds,
    ink: createInk(),
    groundHeight,
  };
  for (const kind of ORDER)
    for (const particles of shot.particles) if (particles.kind === kind) PAINTERS[kind](scene, particles);
}
