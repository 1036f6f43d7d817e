import { expect, test } from 'vitest';
import { LIGHTS, type LightId } from '../../scene/lights.ts';
import type { Shot, Sky, World } from '../../scene/shot.ts';
import { FAR, createFrame } from '../frame.ts';
import { spacePainter } from '../space/space-painter.ts';
import { underwaterPainter } from '../underwater/underwater-painter.ts';
import { viewAt } from '../view.ts';
import type { WorldPainter } from '../world-painter.ts';
import { bakeSky } from './bake-sky.ts';
import { drawSky } from './draw-sky.ts';
import { skyPainter } from './sky-painter.ts';

const SKY: Sky = {
  cloudCover: 0.5,
  cloudKind: 'cumulus',
  wind: 8,
  sunDisc: true,
  stars: true,
  moon: false,
  aurora: true,
  rainbow: true,
};

function shotOf(world: World, light: LightId, seed = 3): Shot {
  return {
    width: 96,
    height: 54,
    fps: 24,
    frameCount: 2,
    seed,
    world,
    light: LIGHTS[light],
    props: [],
    actors: [],
    camera: [0, 1].map((frame) => ({
      x: frame * 0.02,
      y: -6,
      z: 1.6,
      yaw: 0.2,
      pitch: 0.05,
      roll: 0,
      zoom: 1,
    })),
    particles: [],
    glows: [],
    focus: null,
    grade: { saturation: 1, contrast: 1, exposure: 1, bloom: 0, vignette: 0, grain: 0 },
    style: null,
    timeScale: 1,
  };
}

function paints<Baked>(
  painter: WorldPainter<Baked>,
  shot: Shot,
): { holes: number; change: number; pixels: Buffer } {
  const baked = painter.bake(shot);
  const frames = [0, 1].map((index) => {
    const frame = createFrame(shot.width, shot.height, false);
    frame.depth.fill(Number.NaN);
    painter.background(frame, shot, baked, viewAt(shot, index));
    return frame;
  });
  const [first, second] = frames;
  if (!first || !second) throw new Error('two frames are drawn');
  let holes = 0;
  let change = 0;
  for (let at = 0; at < first.depth.length; at++) {
    const depth = first.depth[at] ?? 0;
    if (first.rgba[at * 4 + 3] !== 255 || !(depth > 0 && depth <= FAR)) holes++;
  }
  for (let at = 0; at < first.rgba.length; at++)
    change += Math.abs((first.rgba[at] ?? 0) - (second.rgba[at] ?? 0));
  return { holes, change: change / first.rgba.length, pixels: Buffer.from(first.rgba) };
}

const WORLDS = [
  ['sky', skyPainter, shotOf({ kind: 'sky', sky: SKY, seaOfClouds: false }, 'day')],
  ['sea of clouds', skyPainter, shotOf({ kind: 'sky', sky: SKY, seaOfClouds: true }, 'sunset')],
  ['space', spacePainter, shotOf({ kind: 'space', planet: 'earth', nebula: 0.6, surface: null }, 'space')],
  [
    'the Moon',
    spacePainter,
    shotOf({ kind: 'space', planet: 'rock', nebula: 0.2, surface: 'moon' }, 'space'),
  ],
  [
    'sand under water',
    underwaterPainter,
    shotOf({ kind: 'underwater', floor: 'sand', depthMetres: 10, visibilityMetres: 30 }, 'underwater'),
  ],
  [
    'a reef',
    underwaterPainter,
    shotOf({ kind: 'underwater', floor: 'reef', depthMetres: 6, visibilityMetres: 40 }, 'underwater'),
  ],
] as const;

test.for(WORLDS)('%s paints every pixel, steadily, and the same for the same seed', ([, painter, shot]) => {
  // Each row pairs a painter with a shot of its own kind; the union of painters has no common type of bake.
  const any = painter as WorldPainter<unknown>;
  const once = paints(any, shot);
  const again = paints(any, shot);
  const other = paints(any, { ...shot, seed: 4 });

  expect(once.holes).toBe(0);
  expect(once.change).toBeLessThan(6);
  expect(once.pixels.equals(again.pixels)).toBe(true);
  expect(once.pixels.equals(other.pixels)).toBe(false);
});

test('a sky stops at its row limit', () => {
  const shot = shotOf({ kind: 'sky', sky: SKY, seaOfClouds: false }, 'dusk');
  const frame = createFrame(shot.width, shot.height, false);
  drawSky(frame, bakeSky(1, SKY, shot.light), SKY, shot.light, viewAt(shot, 0), 10);

  expect(frame.rgba[9 * shot.width * 4 + 3]).toBe(255);
  expect(frame.rgba[10 * shot.width * 4 + 3]).toBe(0);
});
