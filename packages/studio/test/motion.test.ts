import { describe, expect, it } from 'vitest';
import { planPuppet } from '../src/motion/plan-puppet.ts';
import type { PuppetOptions, PuppetOutcome } from '../src/motion/plan-puppet.ts';
import { createPuppetPainter } from '../src/motion/puppet-painter.ts';
import { puppetJoints } from '../src/motion/puppet-joints.ts';
import type { PuppetPlan } from '../src/motion/puppet-plan.ts';
import { createPicture, createPlane } from '../src/pixels/picture.ts';
import type { Picture, Plane } from '../src/pixels/picture.ts';
import { resizePlane } from '../src/pixels/resize.ts';
import { LANDMARKS } from '../src/vision/vision.ts';
import type { PoseTrack, Vision } from '../src/vision/vision.ts';
import { SYNTHETIC_DRIVERS, syntheticTrack } from './motion-drivers.ts';

const OPTIONS: PuppetOptions = {
  durationSeconds: 2,
  fps: 24,
  pictureClass: '720p',
  orientation: 'image',
  seed: 5,
};
const WIDTH = 480;
const HEIGHT = 560;

/** A doll of coloured limbs before a wall with a pattern, and its exact matte. */
function paintDoll(): { readonly picture: Picture; readonly alpha: Plane } {
  const picture = createPicture(WIDTH, HEIGHT);
  const alpha = createPlane(WIDTH, HEIGHT);
  for (let y = 0; y < HEIGHT; y++)
    for (let x = 0; x < WIDTH; x++)
      picture.rgba.set([150 + ((x >> 3) % 2) * 20, 170 + ((y >> 4) % 2) * 14, 190, 255], (y * WIDTH + x) * 4);
  const strokes = [
    [240, 110, 240, 110, 46, 240, 200, 170],
    [240, 150, 240, 200, 16, 240, 200, 170],
    [240, 215, 240, 320, 44, 40, 90, 200],
    [272, 205, 370, 260, 13, 200, 60, 60],
    [208, 205, 110, 260, 13, 200, 60, 60],
    [262, 330, 280, 500, 15, 40, 40, 60],
    [218, 330, 200, 500, 15, 40, 40, 60],
  ] as const;
  for (const [ax, ay, bx, by, radius, ...colour] of strokes)
    for (let y = 0; y < HEIGHT; y++)
      for (let x = 0; x < WIDTH; x++) {
        const length = (bx - ax) ** 2 + (by - ay) ** 2 || 1;
        const k = Math.max(0, Math.min(1, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length));
        if (Math.hypot(x - ax - (bx - ax) * k, y - ay - (by - ay) * k) > radius) continue;
        picture.rgba.set(colour, (y * WIDTH + x) * 4);
        alpha.values[y * WIDTH + x] = 1;
      }
  return { picture, alpha };
}

/** Eyes that know the matte and no people. */
function eyes(alpha: Plane, confidence: number): Vision {
  return {
    sources: { matte: 'given', pose: 'none' },
    matte: ({ width, height }) => Promise.resolve({ alpha: resizePlane(alpha, width, height), confidence }),
    findPeople: () => Promise.resolve([]),
    trackPerson: () => null,
    close: () => Promise.resolve(),
  };
}

async function planDoll(track: PoseTrack, options: Partial<PuppetOptions> = {}): Promise<PuppetPlan> {
  const { picture, alpha } = paintDoll();
  const outcome = await planPuppet(picture, track, eyes(alpha, 0.9), { ...OPTIONS, ...options });
  if (outcome.kind !== 'plan') throw new Error(outcome.seen);
  return outcome.plan;
}

/** Planning is most of the work: one plan a driver serves every test that only looks at it. */
const plans = new Map<string, Promise<PuppetPlan>>();

function plannedDoll(name: keyof typeof SYNTHETIC_DRIVERS): Promise<PuppetPlan> {
  const known = plans.get(name) ?? planDoll(syntheticTrack(SYNTHETIC_DRIVERS[name], 2, 24));
  plans.set(name, known);
  return known;
}

function paint(plan: PuppetPlan, frame: number): Uint8ClampedArray {
  const rgba = new Uint8ClampedArray(plan.film.width * plan.film.height * 4);
  createPuppetPainter(plan)(rgba, frame);
  return rgba;
}

function isSame(a: Uint8ClampedArray, b: Uint8ClampedArray): boolean {
  return Buffer.compare(Buffer.from(a.buffer), Buffer.from(b.buffer)) === 0;
}

function isReddish(rgba: Uint8ClampedArray, at: number): boolean {
  return (rgba[at] ?? 0) > 140 && (rgba[at + 1] ?? 0) < 110 && (rgba[at + 2] ?? 0) < 110;
}

describe('motion control', () => {
  it("makes a film of the driver's length in the picture's shape, with even sides", async () => {
    const plan = await planDoll(syntheticTrack(SYNTHETIC_DRIVERS.wave, 2, 5));
    expect(plan.film).toEqual({ width: 720, height: 840, fps: 24, frameCount: 48 });
    expect(plan.report.skeleton).toBe('silhouette');
    expect(plan.report.movingLimbs).toHaveLength(4);
  });

  it('raises the arm that the driver raises, and leaves no ghost of it where it hung', async () => {
    const plan = await plannedDoll('wave');
    const rgba = paint(plan, 12);
    const { width } = plan.film;
    const wrist = puppetJoints(plan, 12).find(({ landmark }) => landmark === LANDMARKS.rightWrist);
    expect(wrist?.y).toBeLessThan(330);
    expect(isReddish(rgba, (Math.round(wrist?.y ?? 0) * width + Math.round(wrist?.x ?? 0)) * 4)).toBe(true);
    // The old place of the right hand, scaled by 1.5.
    for (let y = 375; y < 395; y++)
      for (let x = 150; x < 180; x++) expect(isReddish(rgba, (y * width + x) * 4)).toBe(false);
  });

  it('turns no triangle over and stretches few, waving and jumping', async () => {
    for (const name of ['wave', 'jack', 'walk'] as const) {
      const { report } = await plannedDoll(name);
      expect(report.flippedTriangleShare).toBeLessThanOrEqual(0.002);
      expect(report.badTriangleShare).toBeLessThanOrEqual(0.03);
    }
  });

  it('leaves the background as it is away from the figure, in every frame', async () => {
    const { picture } = paintDoll();
    const plan = await plannedDoll('jack');
    const first = paint(plan, 0);
    const later = paint(plan, 30);
    for (const [x, y] of [
      [20, 20],
      [700, 30],
      [30, 700],
    ] as const) {
      const at = (y * plan.film.width + x) * 4;
      const source = (Math.floor(y / 1.5) * WIDTH + Math.floor(x / 1.5)) * 4;
      expect(Math.abs((first[at] ?? 0) - (picture.rgba[source] ?? 0))).toBeLessThan(24);
      expect([...later.subarray(at, at + 4)]).toEqual([...first.subarray(at, at + 4)]);
    }
  });

  it('keeps the colours of the character', async () => {
    const plan = await plannedDoll('wave');
    const count = (frame: number): number => {
      const rgba = paint(plan, frame);
      let reddish = 0;
      for (let at = 0; at < rgba.length; at += 4) if (isReddish(rgba, at)) reddish++;
      return reddish;
    };
    const rest = 2 * 26 * 112 * 2.25;
    for (const frame of [0, 20, 47]) {
      expect(count(frame)).toBeGreaterThan(0.7 * rest);
      expect(count(frame)).toBeLessThan(1.4 * rest);
    }
  });

  it('draws the same pictures from the same request, in any order, and others for another driver', async () => {
    const track = syntheticTrack(SYNTHETIC_DRIVERS.wave, 2, 24);
    const one = await plannedDoll('wave');
    const other = structuredClone(await planDoll(track));
    paint(other, 40);
    expect(isSame(paint(one, 17), paint(other, 17))).toBe(true);
    const jack = await plannedDoll('jack');
    expect(isSame(paint(one, 17), paint(jack, 17))).toBe(false);
  });

  it('sees no figure where nothing stands out or nothing has limbs, and says so in a sentence', async () => {
    const { picture, alpha } = paintDoll();
    const track = syntheticTrack(SYNTHETIC_DRIVERS.wave, 1, 24);
    const ball = createPlane(WIDTH, HEIGHT);
    for (let y = 0; y < HEIGHT; y++)
      for (let x = 0; x < WIDTH; x++) ball.values[y * WIDTH + x] = Math.hypot(x - 240, y - 280) < 120 ? 1 : 0;
    const outcomes: PuppetOutcome[] = [
      await planPuppet(picture, track, eyes(alpha, 0.2), OPTIONS),
      await planPuppet(picture, track, eyes(ball, 0.9), OPTIONS),
      await planPuppet(picture, track, eyes(createPlane(WIDTH, HEIGHT), 0.9), OPTIONS),
    ];
    for (const outcome of outcomes) {
      expect(outcome.kind).toBe('no_figure');
      if (outcome.kind === 'no_figure') expect(outcome.seen).toMatch(/^[A-Z].*\.$/);
    }
  });

  it('takes the outline of a cut-out picture from its alpha', async () => {
    const { picture, alpha } = paintDoll();
    for (let i = 0; i < alpha.values.length; i++) picture.rgba[i * 4 + 3] = 255 * (alpha.values[i] ?? 0);
    const blind = eyes(createPlane(WIDTH, HEIGHT), 0);
    const outcome = await planPuppet(picture, syntheticTrack(SYNTHETIC_DRIVERS.wave, 1, 24), blind, OPTIONS);
    expect(outcome.kind).toBe('plan');
  });

  it('says what it approximated', async () => {
    const plan = await planDoll(syntheticTrack(SYNTHETIC_DRIVERS.turn, 4, 24), {
      orientation: 'video',
      durationSeconds: 4,
    });
    expect(plan.report.isMirrored).toBe(true);
    expect(plan.report.approximations.join(' ')).toMatch(/mirrored/);
    expect(plan.report.approximations.join(' ')).toMatch(/outline/);
  });
});
