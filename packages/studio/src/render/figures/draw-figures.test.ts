import { beforeAll, expect, test } from 'vitest';

import { loadSprites, type SpriteSet } from '../../art/sprite-set.ts';
import type { Actor, Shot } from '../../scene/shot.ts';
import type { ActionId } from '../../vocabulary/actions.ts';
import type { FigureId } from '../../vocabulary/figures.ts';
import { createFrame, FAR, type Frame } from '../frame.ts';
import { viewAt } from '../view.ts';
import { bipedPhase, progressAt } from './actor-progress.ts';
import { drawFigures } from './draw-figures.ts';
import { spriteRequests } from './sprite-requests.ts';

const FRAMES = 24;

function actor(figure: FigureId, action: ActionId, metresPerSecond = 0): Actor {
  const path = Array.from({ length: FRAMES }, (_, frame) => ({
    x: (metresPerSecond * frame) / 24,
    y: 0,
    z: 0,
    facing: metresPerSecond > 0 ? 1 : 0,
  }));
  return {
    figure,
    subject: 2,
    action,
    heightMetres: 1.7,
    tint: null,
    support: 'ground',
    path,
    phase: 0,
    tempo: 1,
    holds: [],
  };
}

function shotOf(actors: readonly Actor[], props: Shot['props'] = []): Shot {
  const pose = { x: 0, y: -5, z: 1.3, yaw: 0, pitch: 0, roll: 0, zoom: 1 };
  return {
    width: 160,
    height: 120,
    fps: 24,
    frameCount: FRAMES,
    seed: 1,
    world: { kind: 'space', planet: 'none', nebula: 0, surface: null },
    light: {
      zenith: [90, 150, 220],
      middle: [150, 190, 230],
      horizon: [220, 225, 230],
      fog: [210, 220, 230],
      sunColour: [255, 245, 230],
      sunAzimuth: -2.5,
      sunElevation: 0.8,
      ambient: [0.5, 0.54, 0.62],
      key: [0.62, 0.58, 0.5],
      night: 0,
    },
    props,
    actors,
    camera: Array.from({ length: FRAMES }, () => pose),
    particles: [],
    glows: [],
    focus: null,
    grade: { saturation: 1, contrast: 1, exposure: 1, bloom: 0, vignette: 0, grain: 0 },
    style: null,
    timeScale: 1,
  };
}

let sprites: SpriteSet;

beforeAll(async () => {
  const props: Shot['props'] = [
    {
      art: { figure: 'chair' },
      x: 0,
      y: 0,
      lift: 0,
      heightMetres: 1,
      mirrored: false,
      sway: 0,
      phase: 0,
      variant: 0,
    },
  ];
  const cast = (['man', 'dog', 'panda', 'lion', 'bird', 'car', 'campfire'] as const).map((id) =>
    actor(id, 'idle'),
  );
  sprites = await loadSprites(spriteRequests(shotOf(cast, props)));
});

function draw(shot: Shot, frameNumber = 5, depth = FAR): Frame {
  const frame = createFrame(shot.width, shot.height, true);
  frame.rgba.fill(40);
  frame.depth.fill(depth);
  drawFigures(frame, shot, sprites, viewAt(shot, frameNumber), () => 0, false);
  return frame;
}

const countOf = (frame: Frame, id: number): number => frame.ids?.filter((value) => value === id).length ?? 0;

function cyclesAt(speed: number): number {
  const walker = actor('man', 'walk', speed);
  const shot = shotOf([walker]);
  return bipedPhase(walker, progressAt(shot, walker, viewAt(shot, FRAMES - 1)));
}

function largestRequest(shot: Shot): number {
  return Math.max(...spriteRequests(shot).map((request) => request.heightPx));
}

test('the same shot and frame give the same bytes', () => {
  const shot = shotOf([actor('man', 'walk', 1), actor('dog', 'run', 2)]);
  expect(Buffer.from(draw(shot).rgba).equals(Buffer.from(draw(shot).rgba))).toBe(true);
});

test('an actor shows in the ID mask as its subject plus one, for bodies and animals alike', () => {
  expect(countOf(draw(shotOf([actor('man', 'wave')])), 3)).toBeGreaterThan(300);
  expect(countOf(draw(shotOf([actor('dog', 'walk')])), 3)).toBeGreaterThan(300);
});

test('figures behind something nearer are hidden, and nothing is drawn', () => {
  const frame = draw(shotOf([actor('man', 'wave'), actor('dog', 'idle')]), 5, 1);
  expect(countOf(frame, 3)).toBe(0);
  expect(frame.rgba.every((value) => value === 40)).toBe(true);
});

test('an opaque figure writes its depth', () => {
  const frame = draw(shotOf([actor('panda', 'idle')]));
  const nearest = frame.depth.reduce((least, value) => Math.min(least, value), FAR);
  expect(nearest).toBeGreaterThan(4);
  expect(nearest).toBeLessThan(5.1);
});

test('the cadence of a walk is in proportion to the speed of the path', () => {
  expect(cyclesAt(2)).toBeCloseTo(2 * cyclesAt(1), 6);
});

test('sprite requests ask for the largest height along the camera path', () => {
  const near = { x: 0, y: -1, z: 1, yaw: 0, pitch: 0, roll: 0, zoom: 1 };
  const still = shotOf([actor('dog', 'idle')]);
  const dolly = { ...still, camera: still.camera.map((pose, index) => (index === FRAMES - 1 ? near : pose)) };
  expect(largestRequest(dolly)).toBeGreaterThan(largestRequest(still) * 4);
});

/** Columns and rows that an actor covers. */
function extentOf(frame: Frame): { width: number; height: number; top: number; bottom: number } {
  let [left, right, top, bottom] = [frame.width, 0, frame.height, 0];
  for (const [pixel, id] of frame.ids?.entries() ?? []) {
    if (id === 0) continue;
    const x = pixel % frame.width;
    const y = Math.floor(pixel / frame.width);
    left = Math.min(left, x);
    right = Math.max(right, x + 1);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y + 1);
  }
  return { width: right - left, height: bottom - top, top, bottom };
}

const aspectOf = (frame: Frame): number => extentOf(frame).width / extentOf(frame).height;

test('a lion walks on four legs, and stands up like a person when it plays guitar', () => {
  expect(aspectOf(draw(shotOf([actor('lion_character', 'walk')])))).toBeGreaterThan(0.9);
  expect(aspectOf(draw(shotOf([actor('lion_character', 'play_guitar')])))).toBeLessThan(0.85);
});

/** A calm sea, and the ground of figures that are given one. */
const OPEN = {
  kind: 'open',
  terrain: 'sea',
  waterLevel: 0,
  waves: 0,
  waterColour: null,
  backdrop: 'none',
  roadway: null,
  sky: {
    cloudCover: 0,
    cloudKind: 'cumulus',
    wind: 0,
    sunDisc: false,
    stars: false,
    moon: false,
    aurora: false,
    rainbow: false,
  },
  fogMetres: 1e5,
  wet: false,
  snowCover: 0,
} as const;

test('a swimmer lies at the surface: head and back are seen, the rest is not', () => {
  for (const figure of ['man', 'dog'] as const) {
    const swimmer: Actor = { ...actor(figure, 'swim'), support: 'water' };
    const sunk = { ...swimmer, path: swimmer.path.map((point) => ({ ...point, z: -0.85 })) };
    const shot = { ...shotOf([sunk]), world: OPEN };
    const surface = viewAt(shot, 5).horizon + (1.3 / 5) * viewAt(shot, 5).focal;
    const { top, bottom } = extentOf(draw(shot));
    expect(bottom).toBeLessThanOrEqual(Math.ceil(surface) + 1);
    expect(bottom - top).toBeGreaterThan(8);
  }
});

test('a bird painted with folded wings spreads and beats them when it flies', () => {
  const bird: Actor = { ...actor('bird', 'fly'), support: 'air' };
  const heights = [0, 3, 6, 9, 12].map((frame) => extentOf(draw(shotOf([bird]), frame)).height);
  expect(Math.max(...heights) - Math.min(...heights)).toBeGreaterThan(10);
});

/** A car beside which the camera drives. */
function wheelsAt(speed: number, frame: number): Buffer {
  const car = { ...actor('car', 'drive', speed), heightMetres: 1.6 };
  const still = { ...car, path: car.path.map((point) => ({ ...point, facing: 1 })) };
  const shot = shotOf([still]);
  const camera = still.path.map(({ x }) => ({ x, y: -4, z: 0.5, yaw: 0, pitch: 0, roll: 0, zoom: 1 }));
  return Buffer.from(draw({ ...shot, camera, timeScale: 0 }, frame).rgba);
}

test('the wheels of a car turn with the road it covers, and stand when it stands', () => {
  expect(wheelsAt(0, 3).equals(wheelsAt(0, 8))).toBe(true);
  expect(wheelsAt(2, 3).equals(wheelsAt(2, 8))).toBe(false);
});

test('the logs of a fire are dim by themselves: its flames and their pool of light come on top', () => {
  const shot = shotOf([actor('campfire', 'idle')]);
  const night = {
    ...shot,
    light: { ...shot.light, night: 1, ambient: [0.1, 0.1, 0.15], key: [0, 0, 0] },
  } as const;
  const glow = {
    x: 0,
    y: 0,
    z: 0.4,
    colour: [255, 150, 60],
    radiusMetres: 7,
    strength: 1,
    flicker: 0,
  } as const;
  const frame = draw({ ...night, glows: [glow] });
  const mean = frame.rgba.filter((_, i) => i % 4 === 0 && (frame.ids?.[i / 4] ?? 0) > 0);
  expect(mean.length).toBeGreaterThan(200);
  expect(mean.reduce((sum, value) => sum + value, 0) / mean.length).toBeLessThan(130);
});

/** A grey plain, and what a figure on it leaves of its light: 40 all of it. */
function onPlain(actors: readonly Actor[]): Frame {
  const shot: Shot = { ...shotOf(actors), world: OPEN };
  const view = viewAt(shot, 5);
  const frame = createFrame(shot.width, shot.height, true);
  frame.rgba.fill(40);
  for (let y = 0; y < shot.height; y++) {
    const below = y + 0.5 - view.horizon;
    frame.depth.fill(below > 0 ? (view.focal * 1.3) / below : FAR, y * shot.width, (y + 1) * shot.width);
  }
  drawFigures(frame, shot, sprites, view, () => 0, false);
  return frame;
}

test('the ground is darkest under the wheels of a car, not between them', () => {
  const frame = onPlain([{ ...actor('car', 'idle'), heightMetres: 1.6 }]);
  const { bottom } = extentOf(frame);
  const row = Array.from({ length: frame.width }, (_, x) => frame.rgba[(bottom * frame.width + x) * 4] ?? 0);
  const darkest = Math.min(...row);
  const middle = row[frame.width / 2] ?? 0;
  expect(darkest).toBeLessThan(33);
  expect(middle - darkest).toBeGreaterThan(3);
});

test('water ripples around what swims in it', () => {
  const swimmer: Actor = { ...actor('man', 'swim'), support: 'water' };
  const frame = onPlain([{ ...swimmer, path: swimmer.path.map((point) => ({ ...point, z: -0.85 })) }]);
  const around = frame.rgba.filter((_, i) => i % 4 === 0 && (frame.ids?.[i / 4] ?? 0) === 0);
  expect(around.filter((value) => value > 44).length).toBeGreaterThan(40);
  expect(around.filter((value) => value < 36).length).toBeGreaterThan(40);
});
