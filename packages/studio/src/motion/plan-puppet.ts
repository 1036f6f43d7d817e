import { fitPicture } from '../pixels/fit-picture.ts';
import type { PictureClass } from '../pixels/fit-picture.ts';
import type { Picture } from '../pixels/picture.ts';
import type { PoseTrack, Vision } from '../vision/vision.ts';
import { castShadows } from './cast-shadows.ts';
import { cutOutAlpha } from './cut-out-alpha.ts';
import { cutParts } from './cut-parts.ts';
import type { CutFigure } from './cut-parts.ts';
import { deformPart, swingPart } from './deform-part.ts';
import { orderParts } from './draw-order.ts';
import { readDriverMotion } from './driver-motion.ts';
import { emptyBackground } from './empty-background.ts';
import { findFigure } from './find-figure.ts';
import { resampleTrack } from './film-poses.ts';
import { measureStrain } from './mesh-strain.ts';
import { bindPart } from './part-bones.ts';
import { meshPart } from './part-mesh.ts';
import type { PuppetPart, PuppetPlan } from './puppet-plan.ts';
import { reportPuppet } from './report-puppet.ts';
import { retarget } from './retarget.ts';
import type { Orientation, Performance } from './performance.ts';
import { JOINTS, JOINT_COUNT } from './skeleton.ts';
import type { Skeleton } from './skeleton.ts';

export interface PuppetOptions {
  readonly durationSeconds: number;
  /** 24..30. */
  readonly fps: number;
  readonly pictureClass: PictureClass;
  /** Whose orientation the character keeps: that of its own picture, or the driver's. */
  readonly orientation: Orientation;
  readonly seed: number;
}

export type PuppetOutcome =
  | { readonly kind: 'plan'; readonly plan: PuppetPlan }
  /** `seen` is a sentence about what the picture shows instead. */
  | { readonly kind: 'no_figure'; readonly seen: string };

/** Sides of a mesh square: the figure's height holds so many. */
const SQUARES_A_FIGURE = 56;

/**
 * Makes a puppet of the character in a picture and gives it the movement of a driver: a skeleton is found (by the pose
 * network, or from the outline), the figure cut into parts, the background filled behind it, and every part's mesh solved
 * for every frame, so that drawing a frame is only laying textures.
 */
export async function planPuppet(
  character: Picture,
  track: PoseTrack,
  vision: Vision,
  options: PuppetOptions,
): Promise<PuppetOutcome> {
  const picture = fitPicture(character, options.pictureClass);
  const outline = cutOutAlpha(character, picture);
  const { alpha, confidence } = outline ? { alpha: outline, confidence: 1 } : await vision.matte(picture);
  const reading = await findFigure(picture, alpha, confidence, vision);
  if (reading.kind === 'no_figure') return reading;
  const figure = cutParts(picture, reading.alpha, reading.skeleton);
  const { skeleton } = figure;
  const film = {
    width: picture.width,
    height: picture.height,
    fps: options.fps,
    frameCount: Math.max(1, Math.round(options.durationSeconds * options.fps)),
  };
  const driver = readDriverMotion(resampleTrack(track, film.fps, film.frameCount));
  const performance = retarget(skeleton, driver, options.orientation, film.width);
  const { parts, strain } = rigParts(figure, performance);
  const plan: PuppetPlan = {
    film,
    background: emptyBackground(picture, figure.taken, skeleton, options.seed),
    parts,
    order: orderParts(
      parts.map(({ name }) => name),
      driver,
      performance,
    ),
    shadows: castShadows(picture, figure, performance),
    mirrors: mirrors(performance),
    joints: filmJoints(performance),
    noses: noses(skeleton, performance),
    report: reportPuppet({
      skeleton,
      driver,
      performance,
      orientation: options.orientation,
      track,
      vision,
      strain,
    }),
  };
  return { kind: 'plan', plan };
}

interface TotalStrain {
  readonly badShare: number;
  readonly flippedShare: number;
}

function rigParts(
  figure: CutFigure,
  performance: Performance,
): { readonly parts: readonly PuppetPart[]; readonly strain: TotalStrain } {
  let top = Infinity;
  let bottom = -Infinity;
  for (const cut of figure.parts) {
    top = Math.min(top, cut.top);
    bottom = Math.max(bottom, cut.top + cut.texture.height);
  }
  const cell = Math.max(4, Math.round((bottom - top) / SQUARES_A_FIGURE));
  let triangles = 0;
  let bad = 0;
  let flipped = 0;
  const parts = figure.parts.map((cut): PuppetPart => {
    const mesh = meshPart(cut, cell);
    const binding = bindPart(cut.name, mesh, figure.skeleton, figure.widths, cell);
    const positions = deformPart(cut.name, mesh, binding, figure.skeleton, performance);
    for (let frame = 0; frame < performance.frameCount; frame++) {
      const first = frame * mesh.vertexCount * 2;
      const strain = measureStrain(mesh, positions.subarray(first, first + mesh.vertexCount * 2));
      triangles += strain.triangleCount;
      bad += strain.badCount;
      flipped += strain.flippedCount;
    }
    swingPart(positions, mesh.vertexCount, performance);
    const { texels, vertexCount } = mesh;
    return {
      name: cut.name,
      texture: cut.texture,
      texels,
      triangles: mesh.triangles,
      vertexCount,
      positions,
    };
  });
  return {
    parts,
    strain: { badShare: bad / Math.max(1, triangles), flippedShare: flipped / Math.max(1, triangles) },
  };
}

function mirrors({ points, otherSide, frameCount }: Performance): Float32Array {
  const out = new Float32Array(new SharedArrayBuffer(frameCount * 2 * Float32Array.BYTES_PER_ELEMENT));
  for (let frame = 0; frame < frameCount; frame++) {
    out[frame * 2] = otherSide[frame] ?? 0;
    out[frame * 2 + 1] = points[(frame * JOINT_COUNT + JOINTS.pelvis) * 2] ?? 0;
  }
  return out;
}

/** The joints as they are seen, after the figure has been turned around. */
function filmJoints({ points, swing, frameCount }: Performance): Float32Array {
  const out = new Float32Array(new SharedArrayBuffer(points.length * Float32Array.BYTES_PER_ELEMENT));
  for (let frame = 0; frame < frameCount; frame++) {
    const middle = points[(frame * JOINT_COUNT + JOINTS.pelvis) * 2] ?? 0;
    for (let joint = 0; joint < JOINT_COUNT; joint++) {
      const at = (frame * JOINT_COUNT + joint) * 2;
      out[at] = middle + ((points[at] ?? 0) - middle) * (swing[frame] ?? 1);
      out[at + 1] = points[at + 1] ?? 0;
    }
  }
  return out;
}

function noses(skeleton: Skeleton, performance: Performance): Float32Array {
  const { frameCount, points } = performance;
  const out = new Float32Array(new SharedArrayBuffer(frameCount * 2 * Float32Array.BYTES_PER_ELEMENT));
  const unit = 1.5 * skeleton.headRadius;
  for (let frame = 0; frame < frameCount; frame++) {
    const turn = performance.headTurn[frame] ?? 0;
    const across = (skeleton.face.yaw + 0.6 * (performance.faceYaw[frame] ?? 0)) * unit;
    const down = (skeleton.face.pitch + 0.6 * (performance.facePitch[frame] ?? 0)) * unit;
    const at = (frame * JOINT_COUNT + JOINTS.head) * 2;
    const x = (points[at] ?? 0) + across * Math.cos(turn) - down * Math.sin(turn);
    const middle = points[(frame * JOINT_COUNT + JOINTS.pelvis) * 2] ?? 0;
    out[frame * 2] = middle + (x - middle) * (performance.swing[frame] ?? 1);
    out[frame * 2 + 1] = (points[at + 1] ?? 0) + across * Math.sin(turn) + down * Math.cos(turn);
  }
  return out;
}
