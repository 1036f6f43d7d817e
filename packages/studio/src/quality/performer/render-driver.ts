import type { Film } from '../../pixels/film.ts';
import { createPicture } from '../../pixels/picture.ts';
import type { Picture } from '../../pixels/picture.ts';
import type { Landmark } from '../../vision/vision.ts';
import { ACTS } from './acts.ts';
import type { ActName } from './acts.ts';
import { drawBody } from './draw-body.ts';
import { drawHead } from './draw-head.ts';
import { createFormBuffer } from './form-buffer.ts';
import { createLens } from './lens.ts';
import { SAMPLES, lightForms } from './light-forms.ts';
import { paintStudio } from './paint-studio.ts';
import { LOOKS } from './performer-look.ts';
import type { LookName } from './performer-look.ts';
import type { Posture } from './posture.ts';
import { solveBody } from './solve-body.ts';
import { trueLandmarks } from './true-landmarks.ts';

/** How a performance is filmed. */
export interface DriverOptions {
  readonly look: LookName;
  readonly width: number;
  readonly height: number;
  readonly fps: number;
  readonly seconds: number;
}

/** A performance whose every joint is known: what a tracker gets to see, and what it should find. */
export interface RenderedDriver {
  readonly film: Film;
  /** A new picture of that frame. */
  readonly draw: (frame: number) => Picture;
  /** The 33 points of BlazePose in that frame, in pixels. */
  readonly landmarks: (frame: number) => readonly Landmark[];
}

export const DRIVER_SHAPE = { width: 540, height: 720, fps: 24 } as const;

/** A person performing before a plain wall, whole body, facing the camera. The same arguments give the same pixels. */
export function renderDriver(act: ActName, options: DriverOptions): RenderedDriver {
  const { width, height, fps, seconds, look } = options;
  const postureAt = (frame: number): Posture => ACTS[act](frame / fps);
  const draw = createPerformerPainter(width, height, look);
  return {
    film: { width, height, fps, frameCount: Math.round(seconds * fps) },
    draw: (frame) => draw(postureAt(frame), frame),
    landmarks: (frame) => trueLandmarks(solveBody(postureAt(frame)), createLens(width, height)),
  };
}

/** Draws a posture as a picture; `grainSeed` moves the grain of the film. */
export function createPerformerPainter(
  width: number,
  height: number,
  look: LookName,
): (posture: Posture, grainSeed: number) => Picture {
  const lens = createLens(width, height);
  const fineLens = createLens(width * SAMPLES, height * SAMPLES);
  const buffer = createFormBuffer(fineLens.width, fineLens.height);
  return (posture, grainSeed) => {
    const body = solveBody(posture);
    const picture = createPicture(width, height);
    paintStudio(picture.rgba, lens, body, LOOKS[look]);
    buffer.depth.fill(Number.NEGATIVE_INFINITY);
    drawBody(buffer, fineLens, body, LOOKS[look]);
    drawHead(buffer, fineLens, body, LOOKS[look]);
    lightForms(buffer, picture.rgba, Math.round(fineLens.pixelsPerMetre * 0.035), grainSeed);
    return picture;
  };
}
