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

function drawn(particles: Particles, index: number, changes: Partial<Shot> = {}): Frame {
  const shot = { ...shotWith(particles), ...changes };
  const frame = grayFrame();
  drawParticles(frame, shot, viewAt(shot, index), () => 0);
  return frame;
}

/** Luma over the untouched gray, averaged over the picture. */
function meanGain({ rgba }: Frame): number {
  let sum = 0;
  for (let at = 0; at < rgba.length; at += 4)
    sum += (rgba[at] ?? 0) * 0.2126 + (rgba[at + 1] ?? 0) * 0.7152 + (rgba[at + 2] ?? 0) * 0.0722 - 60;
  return (sum * 4) / rgba.length;
}

test.each(['petals', 'leaves', 'confetti'] as const)(
  '%s before the lens stay below 3 %% of the height',
  (kind) => {
    for (const index of [10, 30, 50]) {
      const { rgba } = drawn({ kind, amount: 0, source: null }, index);
      let longest = 0;
      for (let x = 0; x < WIDTH; x++) {
        let run = 0;
        for (let y = 0; y < HEIGHT; y++) {
          run = (rgba[(y * WIDTH + x) * 4] ?? 60) === 60 ? 0 : run + 1;
          longest = Math.max(longest, run);
        }
      }
      // Two pixels more for soft edges.
      expect(longest).toBeLessThanOrEqual(HEIGHT * 0.03 + 2);
    }
  },
);

test('fireworks burst in strong colours in the upper picture', () => {
  let colourful = 0;
  for (const index of [20, 40, 60]) {
    const { rgba } = drawn({ kind: 'fireworks', amount: 0.6, source: null }, index);
    for (let at = 0; at < (rgba.length * 2) / 3; at += 4) {
      const least = Math.min(rgba[at] ?? 0, rgba[at + 1] ?? 0, rgba[at + 2] ?? 0);
      const most = Math.max(rgba[at] ?? 0, rgba[at + 1] ?? 0, rgba[at + 2] ?? 0);
      if (most - least > 70) colourful++;
    }
  }
  expect(colourful).toBeGreaterThan(WIDTH * HEIGHT * 0.01);
});

test('a storm has a bright bolt within two seconds and is dark between bolts', () => {
  const light = { ...shotWith({ kind: 'lightning', amount: 0.6, source: null }).light };
  const gray = { light: { ...light, middle: [170, 175, 180] } } as const;
  const gains = Array.from({ length: 24 }, (_, step) =>
    meanGain(drawn({ kind: 'lightning', amount: 0.6, source: null }, step * 2, gray)),
  );
  expect(Math.max(...gains)).toBeGreaterThan(8);
  expect(Math.min(...gains)).toBeLessThan(-15);
});

test('steam over a cup close to the camera can be seen', () => {
  const source = { x: 0, y: -4.2, z: 1.45 };
  expect(meanGain(drawn({ kind: 'steam', amount: 0.5, source }, 40))).toBeGreaterThan(1);
});

test('the smoke of an engine billows far wider than that of a hearth', () => {
  const source = { x: 0, y: 4, z: 0 };
  const hearth = meanGain(drawn({ kind: 'smoke', amount: 0.4, source }, 60));
  const engine = meanGain(drawn({ kind: 'smoke', amount: 0.8, source }, 60));
  expect(engine).toBeGreaterThan(hearth * 3);
});

const OPEN_GROUND: Extract<Shot['world'], { kind: 'open' }> = {
  kind: 'open',
  terrain: null,
  waterLevel: null,
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
  fogMetres: 1e6,
  wet: false,
  snowCover: 0,
};

test('rain splashes on wet ground and leaves a dry floor alone', () => {
  const rain: Particles = { kind: 'rain', amount: 1, source: null };
  const marks = [true, false].map((wet) => {
    const { rgba } = drawn(rain, 20, { world: { ...OPEN_GROUND, wet } });
    const untouched = grayFrame().rgba;
    return rgba.filter((value, at) => value !== untouched[at]).length;
  });
  expect(marks[0]).toBeGreaterThan(marks[1] ?? Infinity);
});
