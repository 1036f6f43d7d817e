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
  sprites = await loadSprites(
    spriteRequests(shotOf([actor('man', 'walk'), actor('dog', 'walk'), actor('panda', 'wave')], props)),
  );
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
