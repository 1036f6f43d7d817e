import { expect, test } from 'vitest';
import type { Shot } from '../../scene/shot.ts';
import { STYLES } from '../../vocabulary/conditions.ts';
import { createFrame } from '../frame.ts';
import type { Frame } from '../frame.ts';
import { viewAt } from '../view.ts';
import { applyPost } from './apply-post.ts';
import { drawHalos, drawLightPools } from './glows.ts';

const WIDTH = 192;
const HEIGHT = 108;

function shotWith(changes: Partial<Shot>): Shot {
  const sky = {
    cloudCover: 0,
    cloudKind: 'cumulus',
    wind: 0,
    sunDisc: false,
    stars: false,
    moon: false,
    aurora: false,
    rainbow: false,
  } as const;
  return {
    width: WIDTH,
    height: HEIGHT,
    fps: 24,
    frameCount: 48,
    seed: 5,
    world: { kind: 'sky', sky, seaOfClouds: false },
    light: {
      zenith: [20, 30, 60],
      middle: [30, 40, 70],
      horizon: [40, 50, 80],
      fog: [40, 50, 80],
      sunColour: [255, 240, 220],
      sunAzimuth: 0,
      sunElevation: 0.5,
      ambient: [0.5, 0.5, 0.6],
      key: [0.6, 0.6, 0.5],
      night: 1,
    },
    props: [],
    actors: [],
    particles: [],
    glows: [],
    focus: null,
    style: null,
    timeScale: 1,
    camera: [{ x: 0, y: -5, z: 1.5, yaw: 0, pitch: 0, roll: 0, zoom: 1 }],
    grade: { saturation: 1, contrast: 1, exposure: 1, bloom: 0, vignette: 0, grain: 0 },
    ...changes,
  };
}

/** A sky, a ground in perspective and a red ball five metres away. */
function picture(shiftX = 0): Frame {
  const frame = createFrame(WIDTH, HEIGHT, false);
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++) {
      const ball = (x - shiftX - 110) ** 2 + (y - 60) ** 2 < 400;
      const ground = y > HEIGHT / 2;
      const at = (y * WIDTH + x) * 4;
      const texture = 12 * Math.sin((x - shiftX) / 3) * Math.cos(y / 2);
      frame.rgba[at] = ball ? 210 : ground ? 96 + texture : 90 + y;
      frame.rgba[at + 1] = ball ? 50 : ground ? 140 + texture : 140 + y;
      frame.rgba[at + 2] = ball ? 44 : ground ? 60 : 220;
      frame.rgba[at + 3] = 255;
      frame.depth[y * WIDTH + x] = ball ? 5 : ground ? (1.5 * 167) / (y - HEIGHT / 2) : 1e9;
    }
  }
  return frame;
}

function developed(changes: Partial<Shot>, index = 0, shiftX = 0): Frame {
  const shot = shotWith(changes);
  const frame = picture(shiftX);
  applyPost(frame, shot, viewAt(shot, index));
  return frame;
}

function meanDifference(a: Frame, b: Frame): number {
  let sum = 0;
  for (let i = 0; i < a.rgba.length; i++) sum += Math.abs((a.rgba[i] ?? 0) - (b.rgba[i] ?? 0));
  return sum / a.rgba.length;
}

test('a neutral grade leaves the picture as it is', () => {
  expect(meanDifference(developed({}), picture())).toBeLessThan(0.5);
});

test.each(STYLES)('the style %s changes the picture, repeats exactly and stays opaque', (style) => {
  const first = developed({ style });
  expect(meanDifference(first, developed({ style }))).toBe(0);
  expect(meanDifference(first, developed({}))).toBeGreaterThan(2);
  for (let alpha = 3; alpha < first.rgba.length; alpha += 4)
    if (first.rgba[alpha] !== 255) throw new Error('a pixel lost its alpha');
});

test.each(STYLES)('a still picture in the style %s hardly flickers from frame to frame', (style) => {
  expect(meanDifference(developed({ style }, 10), developed({ style }, 11)) / 255).toBeLessThan(0.03);
});

test('black and white has no colour', () => {
  const { rgba } = developed({ style: 'black_and_white' });
  for (let at = 0; at < rgba.length; at += 4)
    if (Math.abs((rgba[at] ?? 0) - (rgba[at + 2] ?? 0)) > 6) throw new Error('a pixel kept its colour');
});

test('focus keeps the subject sharp and softens what is far from it', () => {
  const sharp = developed({});
  const soft = developed({ focus: { metres: [5], blur: 0.05 } });
  const ball = (60 * WIDTH + 110) * 4;
  expect(soft.rgba.subarray(ball, ball + 4)).toEqual(sharp.rgba.subarray(ball, ball + 4));
  expect(meanDifference(soft, sharp)).toBeGreaterThan(0.2);
});

test('a roll turns the picture and a level camera does not', () => {
  const pose = { x: 0, y: -5, z: 1.5, yaw: 0, pitch: 0, zoom: 1 };
  expect(meanDifference(developed({ camera: [{ ...pose, roll: 0.2 }] }), developed({}))).toBeGreaterThan(3);
});

test('a lamp brightens the ground near it more than the ground far from it', () => {
  const shot = shotWith({
    glows: [{ x: 0, y: 0, z: 0.3, colour: [255, 180, 90], radiusMetres: 3, strength: 1, flicker: 0 }],
  });
  const frame = picture();
  drawLightPools(frame, shot, viewAt(shot, 0));
  drawHalos(frame, shot, viewAt(shot, 0));
  const before = picture();
  const gain = (x: number, y: number): number =>
    (frame.rgba[(y * WIDTH + x) * 4] ?? 0) - (before.rgba[(y * WIDTH + x) * 4] ?? 0);
  expect(gain(WIDTH / 2, 96)).toBeGreaterThan(20);
  expect(gain(2, 100)).toBe(0);
});

test('bloom and vignette and grain each show', () => {
  const grade = { saturation: 1, contrast: 1, exposure: 1, bloom: 0, vignette: 0, grain: 0 };
  for (const part of ['bloom', 'vignette', 'grain'] as const)
    expect(meanDifference(developed({ grade: { ...grade, [part]: 1 } }), developed({}))).toBeGreaterThan(0.5);
});
