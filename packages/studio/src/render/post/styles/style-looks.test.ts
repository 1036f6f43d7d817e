import { expect, test } from 'vitest';
import { createFrame, FAR } from '../../frame.ts';
import type { Frame } from '../../frame.ts';
import type { Shot } from '../../../scene/shot.ts';
import type { StyleId } from '../../../vocabulary/conditions.ts';
import { viewAt } from '../../view.ts';
import { applyPost } from '../apply-post.ts';
import { drawHalos, drawLightPools } from '../glows.ts';

const WIDTH = 320;
const HEIGHT = 180;
const EYE = { x: 150, y: 96 };

const SKY = {
  cloudCover: 0,
  cloudKind: 'cumulus',
  wind: 0,
  sunDisc: false,
  stars: false,
  moon: false,
  aurora: false,
  rainbow: false,
} as const;

function shotWith(style: StyleId | null, changes: Partial<Shot> = {}): Shot {
  return {
    width: WIDTH,
    height: HEIGHT,
    fps: 24,
    frameCount: 48,
    seed: 5,
    world: { kind: 'sky', sky: SKY, seaOfClouds: false },
    light: {
      zenith: [60, 110, 200],
      middle: [120, 160, 220],
      horizon: [200, 215, 230],
      fog: [200, 215, 230],
      sunColour: [255, 240, 220],
      sunAzimuth: 0,
      sunElevation: 0.5,
      ambient: [0.5, 0.5, 0.6],
      key: [0.6, 0.6, 0.5],
      night: 0,
    },
    props: [],
    actors: [],
    particles: [],
    glows: [],
    focus: null,
    style,
    timeScale: 1,
    camera: [{ x: 0, y: -5, z: 1.5, yaw: 0, pitch: 0, roll: 0, zoom: 1 }],
    grade: { saturation: 1, contrast: 1, exposure: 1, bloom: 0, vignette: 0, grain: 0 },
    ...changes,
  };
}

/** A smooth blue sky, a plain that reaches the horizon, and a pale face with one dark eye four metres away. */
function portrait(): Frame {
  const frame = createFrame(WIDTH, HEIGHT, false);
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++) {
      const face = (x - 160) ** 2 + (y - 100) ** 2 < 45 ** 2;
      const eye = (x - EYE.x) ** 2 + (y - EYE.y) ** 2 < 3 ** 2;
      const ground = y > HEIGHT / 2;
      const pixel = y * WIDTH + x;
      const k = y / HEIGHT;
      frame.rgba[pixel * 4] = eye ? 40 : face ? 236 : ground ? 110 : 90 + 80 * k;
      frame.rgba[pixel * 4 + 1] = eye ? 30 : face ? 206 : ground ? 150 : 150 + 60 * k;
      frame.rgba[pixel * 4 + 2] = eye ? 30 : face ? 184 : ground ? 70 : 225;
      frame.rgba[pixel * 4 + 3] = 255;
      frame.depth[pixel] = face ? 4 : ground ? (1.5 * 278) / (y - HEIGHT / 2) : FAR;
    }
  }
  return frame;
}

function styled(style: StyleId, index = 0): Frame {
  const shot = shotWith(style);
  const frame = portrait();
  applyPost(frame, shot, viewAt(shot, index));
  return frame;
}

function colourAt({ rgba }: Frame, x: number, y: number): readonly [number, number, number] {
  const at = (y * WIDTH + x) * 4;
  return [rgba[at] ?? 0, rgba[at + 1] ?? 0, rgba[at + 2] ?? 0];
}

function lumaAt(frame: Frame, x: number, y: number): number {
  const [red, green, blue] = colourAt(frame, x, y);
  return red * 0.2126 + green * 0.7152 + blue * 0.0722;
}

test.each(['watercolor', 'ukiyo_e', 'cartoon', 'oil_painting', 'van_gogh', 'pencil_sketch'] as const)(
  'an eye in a face survives the style %s',
  (style) => {
    const frame = styled(style);
    const cheek = (lumaAt(frame, 160, 112) + lumaAt(frame, 175, 108) + lumaAt(frame, 150, 115)) / 3;
    expect(lumaAt(frame, EYE.x, EYE.y)).toBeLessThan(cheek - 50);
  },
);

test.each(['ukiyo_e', 'cartoon', 'pencil_sketch'] as const)(
  'the style %s draws no line across the picture where the plain meets the sky',
  (style) => {
    const frame = styled(style);
    const around = Math.min(lumaAt(frame, 30, 82), lumaAt(frame, 30, 99));
    for (let y = 86; y < 95; y++) expect(lumaAt(frame, 30, y)).toBeGreaterThan(around - 40);
  },
);

test('a woodblock print wipes its sky from indigo above to bare paper and warmth below', () => {
  const frame = styled('ukiyo_e');
  const [topRed, , topBlue] = colourAt(frame, 40, 1);
  const [middleRed, , middleBlue] = colourAt(frame, 40, 62);
  expect(topBlue - topRed).toBeGreaterThan(50);
  expect(middleRed).toBeGreaterThan(middleBlue);
  expect(lumaAt(frame, 40, 62)).toBeGreaterThan(lumaAt(frame, 40, 1) + 60);
});

test('pixel art is made of square cells, and a smooth sky of a few flat bands', () => {
  const frame = styled('pixel_art');
  for (const [x, y] of [
    [10, 10],
    [100, 40],
    [200, 120],
  ] as const)
    expect(Math.abs(lumaAt(frame, x, y) - lumaAt(frame, x + 1, y + 1))).toBeLessThan(16);
  const sky = new Set<string>();
  // The first pixel of every cell: the others are only its bevel.
  for (let y = 0; y < 80; y += 2) for (let x = 0; x < 90; x += 2) sky.add(colourAt(frame, x, y).join());
  expect(sky.size).toBeLessThan(8);
});

test('a starry sky swirls in several blues and hardly changes from one frame to the next', () => {
  const [first, second] = [styled('van_gogh', 0), styled('van_gogh', 1)];
  let change = 0;
  let least = 255;
  let most = 0;
  for (let y = 4; y < 60; y++) {
    for (let x = 0; x < WIDTH; x++) {
      change += Math.abs(lumaAt(first, x, y) - lumaAt(second, x, y));
      least = Math.min(least, lumaAt(first, x, y));
      most = Math.max(most, lumaAt(first, x, y));
    }
  }
  expect(most - least).toBeGreaterThan(60);
  expect(change / (56 * WIDTH) / 255).toBeLessThan(0.03);
});

test('cyberpunk rims a figure with cyan on its left and magenta on its right', () => {
  const frame = styled('cyberpunk');
  const [leftRed, leftGreen] = colourAt(frame, 116, 100);
  const [rightRed, rightGreen] = colourAt(frame, 204, 100);
  expect(leftGreen).toBeGreaterThan(leftRed + 40);
  expect(rightRed).toBeGreaterThan(rightGreen + 40);
});

test('a dream has another sky and keeps the brightness of a face', () => {
  const frame = styled('surreal');
  const [red, , blue] = colourAt(frame, 60, 50);
  expect(red).toBeGreaterThan(blue);
  expect(Math.abs(lumaAt(frame, 175, 110) - lumaAt(portrait(), 175, 110))).toBeLessThan(45);
});

test('a lamp before a pale wall leaves the wall its own tone', () => {
  const shot = shotWith(null, {
    world: { kind: 'room', room: 'living_room', sky: SKY, lampsOn: true },
    light: { ...shotWith(null).light, night: 1 },
    glows: [{ x: 0, y: 0, z: 1.6, colour: [255, 214, 160], radiusMetres: 4, strength: 0.6, flicker: 0 }],
    grade: { saturation: 1, contrast: 1, exposure: 1, bloom: 0.5, vignette: 0, grain: 0 },
  });
  const frame = createFrame(WIDTH, HEIGHT, false);
  frame.rgba.fill(150);
  for (let alpha = 3; alpha < frame.rgba.length; alpha += 4) frame.rgba[alpha] = 255;
  frame.depth.fill(5.4);
  const view = viewAt(shot, 0);
  drawLightPools(frame, shot, view);
  drawHalos(frame, shot, view);
  let burnt = 0;
  for (let at = 0; at < frame.rgba.length; at += 4) if ((frame.rgba[at + 1] ?? 0) > 245) burnt++;
  expect(burnt).toBe(0);
  expect(lumaAt(frame, 160, 85)).toBeGreaterThan(lumaAt(frame, 2, 2) + 15);
});
