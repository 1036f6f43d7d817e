/** Pixels and frames in the steps that a model takes. */
import type { EngineInput, EngineRequest } from '../engine.ts';

export interface Size {
  readonly width: number;
  readonly height: number;
}

const SHORTER_SIDE = { '720p': 720, '1080p': 1_080 } as const;
const RATIOS = { '16:9': 16 / 9, '9:16': 9 / 16, '1:1': 1 } as const;
/** Of a longer picture the middle is taken: its pixels would not fit into a GPU. */
const MOST_RATIO = 2.5;

/** With a picture the shape is the picture's, and its class names the shorter side. */
export function sizeOf(
  { aspectRatio, pictureClass }: Pick<EngineRequest, 'aspectRatio' | 'pictureClass'>,
  picture: Pick<EngineInput, 'width' | 'height'> | undefined,
  step: number,
): Size {
  const wanted = picture ? picture.width / picture.height : RATIOS[aspectRatio];
  const ratio = Math.min(MOST_RATIO, Math.max(1 / MOST_RATIO, wanted));
  const shorter = SHORTER_SIDE[pictureClass];
  const inSteps = (pixels: number): number => Math.max(1, Math.round(pixels / step)) * step;
  return ratio >= 1
    ? { width: inSteps(shorter * ratio), height: inSteps(shorter) }
    : { width: inSteps(shorter), height: inSteps(shorter / ratio) };
}

/** At least as many frames as were asked for: what is too much is cut from the result. */
export function framesOf(seconds: number, fps: number, step: number): number {
  const wanted = Math.max(1, Math.ceil(seconds * fps));
  return Math.ceil((wanted - 1) / step) * step + 1;
}
