import { expect, test } from 'vitest';
import { LIGHTS } from '../../scene/lights.ts';
import type { BackdropKind, Shot, TerrainKind, World } from '../../scene/shot.ts';
import { FAR, createFrame, type Frame } from '../frame.ts';
import { viewAt } from '../view.ts';
import { type BakedOpen, openPainter } from './open-painter.ts';
import { TERRAIN_LOOKS } from './terrain-looks.ts';

type Open = Extract<World, { kind: 'open' }>;

const SIZE = { width: 96, height: 54 };
const WET: Partial<Record<TerrainKind, number>> = { sea: 0, beach: 0, lake: -0.2, river: -0.25 };
const KINDS = Object.keys(TERRAIN_LOOKS) as TerrainKind[];
const BACKDROPS: BackdropKind[] = [
  'hills',
  'snow_ridges',
  'treeline',
  'pines',
  'skyline',
  'islands',
  'dunes',
  'mesas',
  'town',
  'volcano',
  'none',
];

function shotOf(terrain: TerrainKind, more: Partial<Open> = {}, seed = 5): Shot {
  return {
    ...SIZE,
    fps: 24,
    frameCount: 2,
    seed,
    world: {
      kind: 'open',
      terrain,
      waterLevel: WET[terrain] ?? null,
      waves: 0.4,
      waterColour: null,
      backdrop: 'none',
      roadway: null,
      sky: {
        cloudCover: 0.4,
        cloudKind: 'cumulus',
        wind: 8,
        sunDisc: true,
        stars: false,
        moon: false,
        aurora: false,
        rainbow: false,
      },
      fogMetres: 900,
      wet: false,
      snowCover: 0,
      ...more,
    },
    light: LIGHTS.day,
    props: [],
    actors: [],
    camera: [0, 1].map((frame) => ({ x: frame * 0.02, y: -6, z: 1.6, yaw: 0, pitch: 0, roll: 0, zoom: 1 })),
    particles: [],
    glows: [],
    focus: null,
    grade: { saturation: 1, contrast: 1, exposure: 1, bloom: 0, vignette: 0, grain: 0 },
    style: null,
    timeScale: 1,
  };
}

function draw(shot: Shot, baked: BakedOpen, index: number): Frame {
  const frame = createFrame(shot.width, shot.height, false);
  frame.depth.fill(Number.NaN);
  const view = viewAt(shot, index);
  openPainter.background(frame, shot, baked, view);
  openPainter.afterFigures?.(frame, shot, baked, view);
  return frame;
}

function holes(frame: Frame): number {
  let count = 0;
  for (let at = 0; at < frame.depth.length; at++) {
    const depth = frame.depth[at] ?? 0;
    if (frame.rgba[at * 4 + 3] !== 255 || !(depth > 0 && depth <= FAR)) count++;
  }
  return count;
}

test.for(KINDS)('%s paints every pixel, keeps the stage flat and does not flicker', (kind) => {
  const shot = shotOf(kind);
  const baked = openPainter.bake(shot);
  const first = draw(shot, baked, 0);
  const second = draw(shot, baked, 1);

  let change = 0;
  for (let at = 0; at < first.rgba.length; at++)
    change += Math.abs((first.rgba[at] ?? 0) - (second.rgba[at] ?? 0));
  let highest = 0;
  for (let y = -12; y <= 12; y += 2)
    for (let x = -12; x <= 12; x += 2) {
      const onLand = x * x + y * y <= 144 && !(WET[kind] !== undefined && y > 5);
      if (onLand) highest = Math.max(highest, Math.abs(openPainter.groundHeight(baked, x, y)));
    }

  expect(holes(first)).toBe(0);
  expect(highest).toBeLessThanOrEqual(0.3);
  expect(change / first.rgba.length).toBeLessThan(6);
});

test.for(BACKDROPS)('a %s backdrop leaves no hole and stands at least 300 m away', (backdrop) => {
  const shot = shotOf('grass', { backdrop });
  const baked = openPainter.bake(shot);
  const frame = draw(shot, baked, 0);
  const middle = Math.floor(SIZE.height / 2 - 2) * SIZE.width;
  const depths = frame.depth.subarray(middle, middle + SIZE.width);

  expect(holes(frame)).toBe(0);
  expect(Math.min(...depths)).toBeGreaterThanOrEqual(300);
});

test('an aerial camera looking down sees no hole', () => {
  const shot = {
    ...shotOf('hills'),
    camera: [{ x: 0, y: -40, z: 70, yaw: 2, pitch: -0.6, roll: 0, zoom: 1 }],
  };

  expect(holes(draw(shot, openPainter.bake(shot), 0))).toBe(0);
});

test('two bakes of one seed are byte-equal and another seed differs', () => {
  const shot = shotOf('mountains', { backdrop: 'ridges' });
  const once = openPainter.bake(shot);
  const again = openPainter.bake(shot);
  const other = openPainter.bake(shotOf('mountains', { backdrop: 'ridges' }, 6));
  expect(bytes(once).equals(bytes(again))).toBe(true);
  expect(bytes(once).equals(bytes(other))).toBe(false);
});

test('water mirrors what stands behind it', () => {
  const shot = shotOf('sea', { waves: 0, backdrop: 'none' });
  const baked = openPainter.bake(shot);
  const frame = createFrame(SIZE.width, SIZE.height, false);
  const view = viewAt(shot, 0);
  openPainter.background(frame, shot, baked, view);
  const post = project(frame, 20);
  openPainter.afterFigures?.(frame, shot, baked, view);
  const mirrored = ((SIZE.height / 2 + 9) * SIZE.width + SIZE.width / 2) * 4;
  const beside = mirrored + 120;

  expect(post).toBeGreaterThan(0);
  expect((frame.rgba[mirrored] ?? 0) - (frame.rgba[beside] ?? 0)).toBeGreaterThan(30);
});

test('a waterfall is bright falling water over a pool, and it moves', () => {
  const shot = { ...shotOf('river', { waterfall: true, fogMetres: 300 }), fps: 4 };
  const baked = openPainter.bake(shot);
  const first = draw(shot, baked, 0);
  const second = draw(shot, baked, 1);
  const dry = draw(shotOf('river'), openPainter.bake(shotOf('river')), 0);
  const place = SIZE.width * Math.round(SIZE.height * 0.4) + Math.round(SIZE.width * 0.52);

  expect(holes(first)).toBe(0);
  expect(first.depth[place]).toBeLessThan(45);
  expect(dry.depth[place]).toBeGreaterThan(45);
  let moved = 0;
  for (let y = 14; y < 24; y++)
    for (let x = 48; x < 54; x++) {
      const at = (y * SIZE.width + x) * 4;
      if (Math.abs((first.rgba[at] ?? 0) - (second.rgba[at] ?? 0)) > 3) moved++;
    }
  expect(moved).toBeGreaterThan(10);
});

function bytes(baked: BakedOpen): Buffer {
  return Buffer.concat([
    baked.land.field.colours,
    baked.sky.clouds,
    Buffer.from(baked.backdrop?.texels.buffer ?? new ArrayBuffer(0)),
  ]);
}

/** Stands a red post on the water 20 m away, from its foot to above the horizon. */
function project(frame: Frame, metres: number): number {
  let pixels = 0;
  for (let y = 4; y < SIZE.height / 2 + 6; y++)
    for (let x = SIZE.width / 2 - 4; x < SIZE.width / 2 + 4; x++) {
      const at = y * SIZE.width + x;
      frame.rgba.set([255, 0, 0, 255], at * 4);
      frame.depth[at] = metres;
      pixels++;
    }
  return pixels;
}
