import { expect, test } from 'vitest';
import type { Particles, Shot } from '../../scene/shot.ts';
import { createFrame, FAR } from '../frame.ts';
import type { Frame } from '../frame.ts';
import { viewAt } from '../view.ts';
import { drawParticles } from './draw-particles.ts';

const KINDS = [
  'rain',
  'snow',
  'petals',
  'leaves',
  'embers',
  'bubbles',
  'fireflies',
  'fireworks',
  'dust',
  'confetti',
  'smoke',
  'birds',
  'lightning',
  'splash',
  'steam',
  'sparks',
] as const satisfies readonly Particles['kind'][];

const WIDTH = 320;
const HEIGHT = 180;

function shotWith(particles: Particles, seed = 5): Shot {
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
    frameCount: 120,
    seed,
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
      night: 0.5,
    },
    props: [],
    actors: [],
    particles: [particles],
    glows: [],
    focus: null,
    style: null,
    timeScale: 1,
    camera: [{ x: 0, y: -5, z: 1.5, yaw: 0, pitch: 0, roll: 0, zoom: 1 }],
    grade: { saturation: 1, contrast: 1, exposure: 1, bloom: 0, vignette: 0, grain: 0 },
  };
}

function grayFrame(depth = FAR): Frame {
  const frame = createFrame(WIDTH, HEIGHT, false);
  frame.rgba.fill(60);
  for (let alpha = 3; alpha < frame.rgba.length; alpha += 4) frame.rgba[alpha] = 255;
  frame.depth.fill(depth);
  return frame;
}

/** Every picture of the first two seconds, one after another. */
function film(particles: Particles, seed?: number): Uint8ClampedArray[] {
  const shot = shotWith(particles, seed);
  return [9, 14, 19, 24, 29, 40].map((index) => {
    const frame = grayFrame();
    drawParticles(frame, shot, viewAt(shot, index), () => 0);
    return frame.rgba;
  });
}

function same(a: readonly Uint8ClampedArray[], b: readonly Uint8ClampedArray[]): boolean {
  return a.every((picture, index) =>
    Buffer.from(picture).equals(Buffer.from(b[index] ?? new Uint8ClampedArray())),
  );
}

test.each(KINDS)('%s show, move, repeat exactly, differ by seed and keep alpha', (kind) => {
  const particles: Particles = { kind, amount: 0.6, source: null };
  const pictures = film(particles);
  expect(same(pictures, film(particles))).toBe(true);
  expect(same(pictures, film(particles, 6))).toBe(false);
  const untouched = Buffer.from(grayFrame().rgba);
  expect(pictures.some((picture) => !untouched.equals(Buffer.from(picture)))).toBe(true);
  expect(new Set(pictures.map((picture) => Buffer.from(picture).toString('latin1'))).size).toBeGreaterThan(1);
  for (const picture of pictures)
    for (let alpha = 3; alpha < picture.length; alpha += 4)
      if (picture[alpha] !== 255) throw new Error('a pixel lost its alpha');
});

test.each(['snow', 'rain', 'embers', 'smoke', 'fireflies'] as const)(
  '%s hide behind what is nearer',
  (kind) => {
    const shot = shotWith({
      kind,
      amount: 1,
      source: kind === 'embers' || kind === 'smoke' ? { x: 0, y: 3, z: 0 } : null,
    });
    const frame = grayFrame(0.1);
    const before = Buffer.from(frame.rgba);
    drawParticles(frame, shot, viewAt(shot, 20), () => 0);
    expect(before.equals(Buffer.from(frame.rgba))).toBe(true);
  },
);
