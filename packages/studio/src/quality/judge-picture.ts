import { createPicturePainter } from '../image/picture-painter.ts';
import type { PictureReport } from '../image/picture-plan.ts';
import { planPicture } from '../image/plan-picture.ts';
import { createPicture } from '../pixels/picture.ts';
import type { Picture } from '../pixels/picture.ts';
import { compilePrompt } from '../prompt/compile.ts';
import type { CameraMoveId } from '../vocabulary/camera.ts';
import type { Vision } from '../vision/vision.ts';
import { blockFlow } from './block-flow.ts';
import { contentMotion, showsCameraMove } from './camera-sense.ts';
import { clipMetrics } from './clip-metrics.ts';
import type { ClipMetrics } from './clip-metrics.ts';
import { contactStrip } from './contact-strip.ts';
import { ssim } from './likeness.ts';
import { extendedPicture, scaledPicture } from './load-picture.ts';
import { shrink } from './parallax/ken-burns.ts';
import { lumaPlane } from './picture.ts';
import type { PicturePair } from './picture-pairs.ts';

/** Everything measured of one picture and its prompt. */
export interface PictureResult {
  readonly pair: PicturePair;
  readonly report: PictureReport;
  /** Structural similarity of picture 0 to the input, at the smaller of the two sizes. */
  readonly firstPicture: number;
  readonly clip: ClipMetrics;
  /** Camera moves that were asked for, and whether flow shows them; null for those that flow cannot show. */
  readonly cameras: readonly { readonly move: CameraMoveId; readonly seen: boolean | null }[];
  /** The input and five moments of the film: JPEG. */
  readonly strip: Uint8Array;
}

const SEED = 7;
const CFG = 0.7;
const SECONDS = 5;
const FPS = 24;
const MOMENTS = [0, 0.25, 0.5, 0.75, 1] as const;
/** Two thirds of a second in the middle: enough for every temporal figure. */
const CLIP_FRAMES = 13;
/** Temporal figures are taken on pictures of a third of the size, as those of text-to-video are. */
const SMALLER = 3;
/** A camera move is looked at over this many pictures in the middle of the film. */
const CAMERA_FRAMES = 20;
const CAMERA_REACH = 32;

export async function judgePicture(pair: PicturePair, vision: Vision): Promise<PictureResult> {
  const picture = await pair.picture();
  const graph = compilePrompt(pair.prompt, null);
  const plan = await planPicture(picture, graph, vision, {
    durationSeconds: SECONDS,
    fps: FPS,
    pictureClass: '720p',
    seed: SEED,
    cfgScale: CFG,
  });
  const paint = createPicturePainter(plan);
  const { width, height, frameCount } = plan.film;
  const draw = (frame: number): Picture => {
    const drawn = createPicture(width, height);
    paint(drawn.rgba, frame);
    return drawn;
  };
  const input = await scaledPicture(picture, width, height);
  const stills = MOMENTS.map((moment) => draw(Math.round(moment * (frameCount - 1))));
  const middle = (frameCount - CLIP_FRAMES) >> 1;
  const clip = Array.from({ length: CLIP_FRAMES }, (_, index) => shrink(draw(middle + index), SMALLER));
  return {
    pair,
    report: plan.report,
    firstPicture: await likeInput(picture, draw(0)),
    clip: clipMetrics(clip, FPS),
    cameras: seenMoves(graph.camera, draw, frameCount),
    strip: await contactStrip([input, ...stills]),
  };
}

/** Ways of enlarging a picture differ by more than the bar allows, so what was enlarged is made small again. */
async function likeInput(input: Picture, first: Picture): Promise<number> {
  const scale = Math.max(first.width / input.width, first.height / input.height);
  if (scale <= 1) return ssim(await scaledPicture(input, first.width, first.height), first);
  // An odd last line or column was cut off.
  const whole = await extendedPicture(
    first,
    Math.round(input.width * scale),
    Math.round(input.height * scale),
  );
  return ssim(input, await scaledPicture(whole, input.width, input.height));
}

function seenMoves(
  asked: readonly CameraMoveId[],
  draw: (frame: number) => Picture,
  frameCount: number,
): PictureResult['cameras'] {
  if (asked.length === 0) return [];
  const start = (frameCount - CAMERA_FRAMES) >> 1;
  const from = lumaPlane(shrink(draw(start), SMALLER));
  const to = lumaPlane(shrink(draw(start + CAMERA_FRAMES), SMALLER));
  const motion = contentMotion(blockFlow(from, to, CAMERA_REACH), from.width, from.height);
  return asked.map((move) => ({ move, seen: motion === null ? null : showsCameraMove(move, motion) }));
}
