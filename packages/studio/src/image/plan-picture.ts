import { gaussianBlur } from '../pixels/blur.ts';
import { fitPicture, fitWithAlpha } from '../pixels/fit-picture.ts';
import { type Picture, type Plane } from '../pixels/picture.ts';
import { resizePlane } from '../pixels/resize.ts';
import type { SceneGraph } from '../prompt/scene-graph.ts';
import { createFreedom } from '../scene/freedom.ts';
import type { Freedom } from '../scene/freedom.ts';
import type { Film } from '../pixels/film.ts';
import type { ActionId } from '../vocabulary/actions.ts';
import { figureOf } from '../vocabulary/figures.ts';
import type { Matte, Vision } from '../vision/vision.ts';
import { analysePicture, type PictureFacts } from './analyse-picture.ts';
import { cutLayers } from './cut-layers.ts';
import { findStirring, isAboutLiving } from './find-stirring.ts';
import { fitPath } from './fit-path.ts';
import type { FittedPath } from './fit-path.ts';
import { fliesInFlock, pictureAir } from './picture-air.ts';
import { chooseMoves, idleSize, type PictureMove } from './picture-camera.ts';
import { pictureDepth, type PictureDepth } from './picture-depth.ts';
import type { PictureOptions, PicturePlan, PictureReport, Sides } from './picture-plan.ts';
import { stirringWords, withBareSnow } from './prompt-words.ts';

/** One guessed sheet bends where it should tear: its camera steps are kept this small. */
const SINGLE_LAYER_STEP = 0.5;
const EVERY_SIDE: Sides = { left: true, top: true, right: true, bottom: true };
const SIZE_RANGE = [0.3, 1.8] as const;

/**
 * Decides how a still picture moves: finds its subject, sky and horizon, guesses depth, cuts the subject out when that
 * is safe, continues what is behind it, and chooses camera, stirring and air by the prompt. The heavy part
 * of an image-to-video render that is done once: 2 to 5 CPU seconds at 720p.
 *
 * Deterministic: the same picture, graph, matte and options give the same plan. A graph with a camera move and nothing
 * else (`compilePrompt('pan left', null)`) at cfgScale 1 gives that move alone.
 */
export async function planPicture(
  picture: Picture,
  asked: SceneGraph,
  vision: Vision,
  options: PictureOptions,
): Promise<PicturePlan> {
  const graph = withBareSnow(asked);
  const still = fitPicture(picture, options.pictureClass);
  // Seen with its transparency: that is the best matte there is.
  const seen = isOpaque(picture) ? still : fitWithAlpha(picture, options.pictureClass);
  const matte = await vision.matte(seen);
  const facts = analysePicture(still, matte);
  const film = filmOf(still, options);
  const freedom = createFreedom(options.seed, options.cfgScale);
  const words = stirringWords(graph);
  const suspected = facts.subject ? null : suspectedSubject(matte, facts);
  const depth = pictureDepth(facts, still.height, suspected);
  const moves = chooseMoves(graph, freedom);
  const path = pathFor(film, facts, depth, graph, moves, freedom);
  const layers = cutLayers(still, facts.subject ? matte.alpha : null, options.seed);
  const isLiving =
    facts.subject !== null && (isAboutLiving(graph) || (await vision.findPeople(still)).length > 0);
  const stirring = findStirring(facts, graph, words, freedom, film, isLiving);
  const air = pictureAir({
    facts,
    graph,
    words,
    freedom,
    film,
    camera: path.camera,
    ground: depth.ground,
    contact: depth.contact,
    seed: options.seed,
  });
  return {
    film,
    still,
    ground: { picture: layers.ground, sides: EVERY_SIDE, nearness: depth.ground },
    subject:
      layers.subject && depth.subject
        ? {
            picture: layers.subject,
            sides: sidesOf(layers.subject),
            nearness: depth.subject,
          }
        : null,
    camera: path.camera,
    motion: stirring.motion,
    air: air.air,
    report: reportOf(
      vision,
      matte,
      facts,
      moves,
      path,
      [...stirring.effects, ...air.effects],
      [...stirring.notShown, ...air.notShown, ...actionsNotShown(graph)],
    ),
  };
}

/** The sides at which a premultiplied layer is cut off by the border. */
function sidesOf({ width, height, rgba }: Picture): Sides {
  const holds = (start: number, stride: number, count: number): boolean => {
    for (let k = 0; k < count; k++) if ((rgba[(start + k * stride) * 4 + 3] ?? 0) > 127) return true;
    return false;
  };
  return {
    left: holds(0, width, height),
    top: holds(0, 1, width),
    right: holds(width - 1, width, height),
    bottom: holds((height - 1) * width, 1, width),
  };
}

function isOpaque({ rgba }: Picture): boolean {
  for (let at = 3; at < rgba.length; at += 4) if (rgba[at] !== 255) return false;
  return true;
}

function filmOf(still: Picture, { durationSeconds, fps }: PictureOptions): Film {
  return {
    width: still.width,
    height: still.height,
    fps,
    frameCount: Math.max(1, Math.round(durationSeconds * fps)),
  };
}

/** A matte that cannot be cut along still says where something is likely to stand. */
function suspectedSubject(matte: Matte, { small }: PictureFacts): Plane | null {
  if (matte.confidence < 0.15) return null;
  return gaussianBlur(resizePlane(matte.alpha, small.width, small.height), small.width / 60);
}

/** From the middle of the picture to the upper part of its subject, where faces are. */
function aimOf({ subject }: PictureFacts, film: Film): { readonly x: number; readonly y: number } {
  if (!subject) return { x: 0, y: 0 };
  const share = subject.isCutBelow ? 0.25 : 0.45;
  return {
    x: (subject.left + subject.right - film.width) / 2,
    y: subject.top + (subject.bottom - subject.top) * share - film.height / 2,
  };
}

function pathFor(
  film: Film,
  facts: PictureFacts,
  depth: PictureDepth,
  graph: SceneGraph,
  moves: readonly PictureMove[],
  freedom: Freedom,
): FittedPath {
  const asked = Math.min(SIZE_RANGE[1], Math.max(SIZE_RANGE[0], graph.cameraSpeed));
  return fitPath(
    {
      moves,
      size: graph.camera.length > 0 ? asked : idleSize(freedom),
      stepShare: depth.subject ? 1 : SINGLE_LAYER_STEP,
      width: film.width,
      height: film.height,
      frameCount: film.frameCount,
      fps: film.fps,
      aim: aimOf(facts, film),
      shakePhase: freedom.stream('shake')() * Math.PI * 2,
    },
    depth.subject ? [depth.ground, depth.subject] : [depth.ground],
  );
}

/** What somebody in the picture is asked to do: a still picture has one pose. */
function actionsNotShown(graph: SceneGraph): string[] {
  const hasFlock = fliesInFlock(graph);
  return graph.subjects.flatMap(({ noun, action, figure, count }) =>
    action === null || action === 'idle' || (hasFlock && count > 1 && figureOf(figure).kind === 'bird')
      ? []
      : [`${noun}: ${saidFor(action, graph)}`],
  );
}

/** The prompt's own words for an action, as far as they are known. */
function saidFor(action: ActionId, { report }: SceneGraph): string {
  const name = action.replaceAll('_', ' ');
  return report.understood.find(({ as }) => as.split(', ').includes(`action: ${name}`))?.text ?? name;
}

function reportOf(
  vision: Vision,
  matte: Matte,
  facts: PictureFacts,
  moves: readonly PictureMove[],
  path: FittedPath,
  effects: readonly string[],
  notShown: readonly string[],
): PictureReport {
  return {
    matte: {
      source: vision.sources.matte,
      confidence: Math.round(matte.confidence * 100) / 100,
      subjectShare: Math.round((facts.subject?.share ?? 0) * 1000) / 1000,
    },
    layers: facts.subject ? 2 : 1,
    moves,
    amplitude: path.amplitude,
    effects,
    notShown,
  };
}
