import { compilePrompt } from '../prompt/compile.ts';
import type { SceneGraph } from '../prompt/scene-graph.ts';
import { bakeShot, drawFrame } from '../render/draw-frame.ts';
import { createFrame } from '../render/frame.ts';
import { directShot } from '../scene/direct-shot.ts';
import type { Shot } from '../scene/shot.ts';
import type { MaskedPicture } from './picture.ts';

/** How a prompt is filmed for measuring. */
export interface TakeOptions {
  readonly negative: string | null;
  readonly aspect: '16:9' | '9:16' | '1:1';
  readonly seed: number;
  readonly cfgScale: number;
  /** The longer side of the picture. */
  readonly longSidePixels: number;
}

export const TAKE_FPS = 24;
const TAKE_SECONDS = 5;
/** Sides as shares of the longer one. */
const SHAPES = {
  '16:9': { width: 1, height: 9 / 16 },
  '9:16': { width: 9 / 16, height: 1 },
  '1:1': { width: 1, height: 1 },
} as const;

/** A prompt made ready to draw: any picture of it, in any order. */
export interface Take {
  readonly graph: SceneGraph;
  readonly shot: Shot;
  readonly draw: (frameIndex: number) => MaskedPicture;
}

export async function prepareTake(prompt: string, options: TakeOptions): Promise<Take> {
  const graph = compilePrompt(prompt, options.negative);
  const shape = SHAPES[options.aspect];
  const shot = directShot(graph, {
    seed: options.seed,
    cfgScale: options.cfgScale,
    width: evenPixels(options.longSidePixels * shape.width),
    height: evenPixels(options.longSidePixels * shape.height),
    fps: TAKE_FPS,
    durationSeconds: TAKE_SECONDS,
  });
  const baked = await bakeShot(shot);
  const frame = createFrame(shot.width, shot.height, true);
  return {
    graph,
    shot,
    draw: (frameIndex) => {
      drawFrame(frame, shot, baked, frameIndex);
      return {
        width: frame.width,
        height: frame.height,
        rgba: frame.rgba.slice(),
        ids: frame.ids === null ? new Uint8Array(frame.width * frame.height) : frame.ids.slice(),
      };
    },
  };
}

/** Even, as encoders want them, so that what is measured is what is sold. */
function evenPixels(pixels: number): number {
  return Math.round(pixels / 2) * 2;
}
