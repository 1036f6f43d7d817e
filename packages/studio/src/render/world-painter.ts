import type { Shot } from '../scene/shot.ts';
import type { Frame } from './frame.ts';
import type { View } from './view.ts';

/**
 * Draws one kind of world. `bake` runs once per shot; its result holds only plain data and typed arrays over
 * SharedArrayBuffers, because worker threads receive it by structured clone and must share the memory.
 */
export interface WorldPainter<Baked> {
  bake(shot: Shot): Baked;
  /** Writes every pixel of `rgba` and `depth`. */
  background(frame: Frame, shot: Shot, baked: Baked, view: View): void;
  /** Height of the ground (or floor) under a point, metres. */
  groundHeight(baked: Baked, x: number, y: number): number;
  /** Passes that must see the figures: water reflections, wet asphalt. */
  afterFigures?(frame: Frame, shot: Shot, baked: Baked, view: View): void;
}

/** A typed array whose memory threads can share. */
export function sharedFloats(length: number): Float32Array<SharedArrayBuffer> {
  return new Float32Array(new SharedArrayBuffer(length * 4));
}

export function sharedBytes(length: number): Uint8Array<SharedArrayBuffer> {
  return new Uint8Array(new SharedArrayBuffer(length));
}
