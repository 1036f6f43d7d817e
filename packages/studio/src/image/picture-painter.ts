import { smoothstep } from '../maths/curves.ts';
import { createNoise, type Noise } from '../maths/noise.ts';
import { boxBlur } from '../pixels/blur.ts';
import type { FramePainter } from '../pixels/film.ts';
import { createFrame, FAR } from '../render/frame.ts';
import type { Frame } from '../render/frame.ts';
import { createInk, softDot } from '../render/particles/brush.ts';
import { drawParticles } from '../render/particles/draw-particles.ts';
import { applyPost } from '../render/post/apply-post.ts';
import { viewAt } from '../render/view.ts';
import { groundStirs, onsetAt, stirGround, stirSubject } from './local-motion.ts';
import type { PicturePlan } from './picture-plan.ts';
import { type PictureView, type Point, pictureView, sampleQuarter, seenPoint } from './picture-view.ts';
import { fadeIn, layFog, relight } from './relight.ts';
import { type SkyDepth, writeDepth, writeSkyDepth } from './layer-depth.ts';
import { type Occupancy, occupancyOf } from './occupancy.ts';
import { CELL, pixelsOf } from './texture-runs.ts';
import { aimGrid, createWarpGrid, stretchToBorders, type WarpGrid } from './warp-grid.ts';
import { warpOpaque, warpOver } from './warp-layer.ts';

/** Seconds until weather, fog and style have come, and until the light has changed: frame 0 is the picture. */
const AIR_ONSET_SECONDS = 1.2;
const LIGHT_ONSET_SECONDS = 2.6;
const FLICKER_SEED = 613;
/** The picture goes over into its layers in so many frames: around the subject what is behind was made up. */
const SETTLED_FRAME = 8;

/** Draws the frames of a plan; keeps its working memory (about four pictures) for itself. */
export function createPicturePainter(plan: PicturePlan): FramePainter {
  const { film, air } = plan;
  const frame = createFrame(film.width, film.height, false);
  const studio: Studio = {
    plan,
    frame,
    pixels: pixelsOf(frame.rgba),
    before: new Int32Array(film.width * film.height),
    grid: createWarpGrid(film.width, film.height),
    occupancy: plan.subject ? occupancyOf(plan.subject.picture) : null,
    needsDepth: air.shot.particles.length > 0 || air.shot.focus !== null,
    skyDepth: air.sky ? { sky: air.sky, plain: boxBlur(air.sky, CELL / 4) } : null,
    noise: createNoise(FLICKER_SEED),
  };
  return (rgba, index) => {
    if (index === 0) {
      rgba.set(plan.still.rgba);
      return;
    }
    drawLayers(studio, index);
    if (plan.subject && index < SETTLED_FRAME)
      fadeIn(studio.pixels, pixelsOf(plan.still.rgba), Math.round(256 * smoothstep(0, SETTLED_FRAME, index)));
    drawAir(studio, index);
    rgba.set(frame.rgba);
  };
}

interface Studio {
  readonly plan: PicturePlan;
  readonly frame: Frame;
  readonly pixels: Int32Array;
  /** The picture before what fades in. */
  readonly before: Int32Array;
  readonly grid: WarpGrid;
  readonly occupancy: Occupancy | null;
  readonly needsDepth: boolean;
  readonly skyDepth: SkyDepth | null;
  readonly noise: Noise;
}

function drawLayers(studio: Studio, index: number): void {
  const { plan, frame, pixels, grid, occupancy, needsDepth } = studio;
  const { film, motion, ground, subject, air } = plan;
  const { width, height } = film;
  const view = viewOf(plan, index);
  const seconds = (index / film.fps) * Math.min(2.5, Math.max(0.35, air.shot.timeScale));
  const stir = groundStirs(motion) ? (point: Point) => stirGround(motion, seconds, point) : null;
  aimGrid(grid, view, ground, stir);
  stretchToBorders(grid, width, height, ground.sides);
  warpOpaque(
    pixels,
    width,
    height,
    ground,
    grid,
    motion.water ? { motion, mask: motion.water, seconds } : null,
  );
  if (needsDepth) writeDepth(frame.depth, width, height, grid, air.subjectMetres);
  if (studio.skyDepth) writeSkyDepth(frame.depth, width, height, grid, studio.skyDepth);
  if (air.fog) {
    const come = smoothstep(0, AIR_ONSET_SECONDS, index / film.fps);
    layFog(pixels, width, grid, air.fog, come, seconds);
  }
  if (!subject || !occupancy) return;
  const stirs = motion.breath !== null || motion.hair !== null;
  aimGrid(grid, view, subject, stirs ? (point) => stirSubject(motion, seconds, point) : null);
  stretchToBorders(grid, width, height, subject.sides);
  warpOver(
    pixels,
    width,
    height,
    subject,
    grid,
    occupancy,
    needsDepth ? { metres: frame.depth, subjectMetres: air.subjectMetres } : null,
  );
}

function viewOf({ camera, film }: PicturePlan, index: number): PictureView {
  const pose = camera[Math.min(index, camera.length - 1)];
  if (!pose) throw new RangeError('a plan needs at least one camera pose');
  return pictureView(pose, film.width, film.height);
}

function drawAir(studio: Studio, index: number): void {
  const { plan, frame, pixels, before } = studio;
  const { film, air } = plan;
  const { shot, grade } = air;
  const seconds = index / film.fps;
  const share = smoothstep(0, AIR_ONSET_SECONDS, seconds);
  if (grade) relight(pixels, grade, smoothstep(0, LIGHT_ONSET_SECONDS, seconds));
  if (air.flicker.length > 0) flicker(studio, seconds, index);
  const hasPost = shot.style !== null || shot.focus !== null;
  if (shot.particles.length === 0 && !hasPost) return;
  const isComing = share < 1;
  if (isComing) before.set(pixels);
  const view = viewAt(shot, index);
  drawParticles(frame, shot, view, onFlatGround);
  if (hasPost) applyPost(frame, shot, view);
  if (isComing) fadeIn(pixels, before, Math.round(256 * share));
}

function onFlatGround(): number {
  return 0;
}

/** Adds each lamp's wavering to it, where the camera sees the lamp now. */
function flicker({ plan, frame, noise }: Studio, seconds: number, index: number): void {
  const ink = createInk();
  ink.additive = true;
  const onset = onsetAt(seconds);
  const view = viewOf(plan, index);
  const seen: Point = { x: 0, y: 0 };
  for (const [number, spot] of plan.air.flicker.entries()) {
    const slow = noise.value(seconds * 3.7 + number * 19.3, number * 7.1);
    const fast = noise.value(seconds * 9.1 + number * 5.9, number * 3.7);
    [ink.red, ink.green, ink.blue] = spot.colour;
    ink.alpha = onset * spot.strength * Math.max(0, 0.35 + 0.65 * slow + 0.3 * fast);
    seenPoint(view, sampleQuarter(plan.ground.nearness, spot.x, spot.y), spot.x, spot.y, seen);
    softDot(frame, seen.x, seen.y, spot.radius * view.pose.zoom, -FAR, ink);
  }
}
