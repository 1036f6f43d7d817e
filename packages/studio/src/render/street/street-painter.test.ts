import { expect, test } from 'vitest';
import type { Light, Shot, Sky } from '../../scene/shot.ts';
import { createFrame, FAR, type Frame } from '../frame.ts';
import { viewAt } from '../view.ts';
import { STREET_LOOKS, type StreetName } from './street-looks.ts';
import { type BakedStreet, streetPainter } from './street-painter.ts';

const LIGHT: Light = {
  zenith: [8, 12, 30],
  middle: [16, 22, 48],
  horizon: [38, 44, 76],
  fog: [30, 36, 62],
  sunColour: [180, 200, 240],
  sunAzimuth: 0.6,
  sunElevation: 0.6,
  ambient: [0.24, 0.28, 0.42],
  key: [0.1, 0.12, 0.2],
  night: 1,
};
const SKY: Sky = {
  cloudCover: 0.3,
  cloudKind: 'cumulus',
  wind: 4,
  sunDisc: false,
  stars: true,
  moon: true,
  aurora: false,
  rainbow: false,
};
const STREETS = Object.keys(STREET_LOOKS).filter((name): name is StreetName => name in STREET_LOOKS);

function shotOf(look: StreetName, seed: number): Shot {
  return {
    width: 160,
    height: 90,
    fps: 24,
    frameCount: 1,
    seed,
    world: { kind: 'street', look, sky: SKY, wet: true, snowCover: 0, fogMetres: 200 },
    light: LIGHT,
    props: [],
    actors: [],
    camera: [{ x: 0, y: -6, z: 1.6, yaw: 0, pitch: -0.1, roll: 0, zoom: 1 }],
    particles: [],
    glows: [],
    focus: null,
    grade: { saturation: 1, contrast: 1, exposure: 1, bloom: 0, vignette: 0, grain: 0 },
    style: null,
    timeScale: 1,
  };
}

function draw(shot: Shot, baked: BakedStreet) {
  const frame = createFrame(shot.width, shot.height, false);
  const view = viewAt(shot, 0);
  streetPainter.background(frame, shot, baked, view);
  streetPainter.afterFigures?.(frame, shot, baked, view);
  return { frame, view };
}

function covers(frame: Frame): boolean {
  return (
    frame.rgba.every((value, i) => i % 4 !== 3 || value === 255) &&
    frame.depth.every((metres) => metres === FAR || (metres > 0 && metres < 1000))
  );
}

test.each(STREETS)('%s covers every pixel from any stand, with the ground at its true distance', (look) => {
  const shot = shotOf(look, 3);
  const baked = streetPainter.bake(shot);
  const { frame, view } = draw(shot, baked);
  expect(covers(frame)).toBe(true);
  const row = Math.round(view.horizon + (1.6 * view.focal) / 6 - 0.5);
  const metres = frame.depth[row * frame.width + frame.width / 2] ?? 0;
  expect(Math.abs(metres - 6) / 6).toBeLessThan(0.05);
  for (const change of [{ yaw: 0.6 }, { yaw: -0.6 }, { z: 6 }, { y: -1 }, { zoom: 2.5 }]) {
    const camera = shot.camera.map((pose) => ({ ...pose, ...change }));
    expect(covers(draw({ ...shot, camera }, baked).frame)).toBe(true);
  }
});

function picture(seed: number): Buffer {
  const shot = shotOf('alley', seed);
  return Buffer.from(draw(shot, streetPainter.bake(shot)).frame.rgba);
}

test('a street looks the same whenever it is baked from one seed, and different from another seed', () => {
  const first = picture(3);
  expect(Buffer.compare(first, picture(3))).toBe(0);
  expect(Buffer.compare(first, picture(4))).not.toBe(0);
});

test('snow makes the ground bright', () => {
  const shot = shotOf('european', 3);
  const brightness = (snowCover: number): number => {
    const { world } = shot;
    if (world.kind !== 'street') return 0;
    const light = { ...LIGHT, ambient: [0.6, 0.6, 0.6], night: 0 } as const;
    const covered: Shot = { ...shot, light, world: { ...world, snowCover, wet: false } };
    const { frame } = draw(covered, streetPainter.bake(covered));
    return frame.rgba[((frame.height - 4) * frame.width + frame.width / 2) * 4] ?? 0;
  };
  expect(brightness(0.8)).toBeGreaterThan(brightness(0) + 40);
});
