import { wrap } from '../../maths/curves.ts';
import { hash3 } from '../../maths/random.ts';
import type { Particles, Shot } from '../../scene/shot.ts';
import type { Rgb } from '../../vocabulary/figure.ts';
import type { Frame } from '../frame.ts';
import type { View } from '../view.ts';
import type { Ink } from './brush.ts';

export interface ParticleScene {
  readonly frame: Frame;
  readonly shot: Shot;
  readonly view: View;
  /** Seconds of story: everything below is a function of this and of the particle's number. */
  readonly seconds: number;
  readonly ink: Ink;
  groundHeight(x: number, y: number): number;
}

export type ParticlePainter = (scene: ParticleScene, particles: Particles) => void;

/** Where an effect starts; the stage when nobody said. */
export function sourceOf(particles: Particles): {
  readonly x: number;
  readonly y: number;
  readonly z: number;
} {
  return particles.source ?? { x: 0, y: 0, z: 0 };
}

/** The `channel`-th fixed random number (0..1) of a particle. */
export function trait(scene: ParticleScene, index: number, channel: number, salt: number): number {
  return hash3(index, channel, salt, scene.shot.seed);
}

/**
 * A box of air that repeats without end in x and y and travels with the camera: a particle keeps its place in the world
 * (so the camera moves past it) and comes back on the far side when it has left the box.
 */
export interface AirBox {
  readonly halfMetres: number;
  readonly lowMetres: number;
  readonly highMetres: number;
}

export interface AirPoint {
  x: number;
  y: number;
  z: number;
}

export function placeInAir(
  scene: ParticleScene,
  box: AirBox,
  x: number,
  y: number,
  z: number,
  into: AirPoint,
): void {
  const { pose, sinYaw, cosYaw } = scene.view;
  // The box is centred a little ahead of the camera: what lies behind is never seen.
  const centreX = pose.x + sinYaw * box.halfMetres * 0.9;
  const centreY = pose.y + cosYaw * box.halfMetres * 0.9;
  const size = box.halfMetres * 2;
  into.x = wrap(x - centreX + box.halfMetres, size) + centreX - box.halfMetres;
  into.y = wrap(y - centreY + box.halfMetres, size) + centreY - box.halfMetres;
  into.z = wrap(z - box.lowMetres, box.highMetres - box.lowMetres) + box.lowMetres;
}

/** Colours the ink with an albedo under the light of the shot. */
export function inkUnderLight(scene: ParticleScene, albedo: Rgb, keyShare: number): void {
  const { ambient, key } = scene.shot.light;
  scene.ink.additive = false;
  scene.ink.red = Math.min(255, albedo[0] * (ambient[0] + key[0] * keyShare));
  scene.ink.green = Math.min(255, albedo[1] * (ambient[1] + key[1] * keyShare));
  scene.ink.blue = Math.min(255, albedo[2] * (ambient[2] + key[2] * keyShare));
}

export function inkAsLight(scene: ParticleScene, colour: Rgb): void {
  scene.ink.additive = true;
  scene.ink.red = colour[0];
  scene.ink.green = colour[1];
  scene.ink.blue = colour[2];
}
