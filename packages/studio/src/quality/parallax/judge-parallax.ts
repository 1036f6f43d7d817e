import { createPicturePainter } from '../../image/picture-painter.ts';
import type { PicturePlan, PicturePose } from '../../image/picture-plan.ts';
import { planPicture } from '../../image/plan-picture.ts';
import { createPicture } from '../../pixels/picture.ts';
import type { Picture } from '../../pixels/picture.ts';
import { compilePrompt } from '../../prompt/compile.ts';
import type { Vision } from '../../vision/vision.ts';
import { contactStrip } from '../contact-strip.ts';
import { psnr } from '../likeness.ts';
import { bestKenBurns } from './ken-burns.ts';
import { mergeLayers } from './merge-layers.ts';
import { PARALLAX_MOVES, freezeScene } from './view-pair.ts';
import type { FrozenScene, ParallaxMoveName, ParallaxScene } from './view-pair.ts';

/** How well the second view of a scene was foretold from the first; decibels. */
export interface ParallaxResult {
  readonly scene: string;
  readonly move: ParallaxMoveName;
  /** The first view taken for the second. */
  readonly copy: number;
  readonly kenBurns: number;
  /** All of the picture as one bent sheet. */
  readonly oneLayer: number;
  /** As the studio makes it, with as many layers as it dares. */
  readonly studio: number;
  readonly layers: 1 | 2;
  readonly matteConfidence: number;
  /** First view, second view, best Ken Burns, the studio: JPEG. */
  readonly strip: Uint8Array;
}

const SIZE = { width: 1280, height: 720 } as const;
/** The border that comes into view was never photographed; both methods are judged without it. */
const MARGIN = { across: 0.06, along: 0.06 } as const;
/** The scale of the plan's depth is a guess, so each method may take the same move larger or smaller. */
const AMPLITUDES = [0.5, 0.7, 0.85, 1, 1.2, 1.5] as const;

export async function judgeParallax(
  scene: ParallaxScene,
  moves: readonly ParallaxMoveName[],
  vision: Vision,
): Promise<ParallaxResult[]> {
  const frozen = await freezeScene(scene, SIZE.width, SIZE.height);
  const results: ParallaxResult[] = [];
  for (const move of moves) results.push(await judgeMove(scene, frozen, move, vision));
  return results;
}

async function judgeMove(
  scene: ParallaxScene,
  frozen: FrozenScene,
  move: ParallaxMoveName,
  vision: Vision,
): Promise<ParallaxResult> {
  const { before, after } = frozen.pair(move);
  const plan = await planPicture(before, compilePrompt(PARALLAX_MOVES[move].words, null), vision, {
    durationSeconds: 5,
    fps: 24,
    pictureClass: '720p',
    seed: scene.seed,
    cfgScale: 1,
  });
  const studio = bestAmplitude(plan, move, after);
  const oneLayer = plan.subject === null ? studio : bestAmplitude(mergeLayers(plan), move, after);
  const flat = bestKenBurns(before, after, MARGIN);
  return {
    scene: scene.name,
    move,
    copy: psnr(before, after, MARGIN),
    kenBurns: flat.decibels,
    oneLayer: oneLayer.decibels,
    studio: studio.decibels,
    layers: plan.report.layers,
    matteConfidence: plan.report.matte.confidence,
    strip: await contactStrip([before, after, flat.picture, studio.picture]),
  };
}

/** The plan drawn from the true place of the second camera: nothing else in it may stir. */
function bestAmplitude(
  plan: PicturePlan,
  move: ParallaxMoveName,
  after: Picture,
): { picture: Picture; decibels: number } {
  const poses = AMPLITUDES.map((amplitude) => poseOf(move, amplitude));
  // The last pictures of the film: what fades in at its start has come by then.
  const first = plan.film.frameCount - poses.length;
  const paint = createPicturePainter({
    ...plan,
    camera: plan.camera.map((_, frame) => poses[frame - first] ?? poseOf(move, 0)),
    motion: { ...plan.motion, breath: null, ripplePixels: 0, cloudSpeed: 0, swayPixels: 0, hairPixels: 0 },
  });
  let best: { picture: Picture; decibels: number } | null = null;
  for (let frame = first; frame < plan.film.frameCount; frame++) {
    const picture = createPicture(plan.film.width, plan.film.height);
    paint(picture.rgba, frame);
    const decibels = psnr(picture, after, MARGIN);
    if (best === null || decibels > best.decibels) best = { picture, decibels };
  }
  if (best === null) throw new RangeError('there are no amplitudes to try');
  return best;
}

/** The move in distances to the subject. Turns are known exactly, whatever the depth. */
function poseOf(move: ParallaxMoveName, amplitude: number): PicturePose {
  const { truck, dolly, yaw } = PARALLAX_MOVES[move];
  return {
    right: truck * amplitude,
    up: 0,
    forward: dolly * amplitude,
    yaw: yaw * (amplitude === 0 ? 0 : 1),
    pitch: 0,
    roll: 0,
    zoom: 1,
  };
}
