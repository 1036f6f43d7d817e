import { expect, test } from 'vitest';
import type { Light, Shot, Sky } from '../../scene/shot.ts';
import { createFrame, FAR, type Frame } from '../frame.ts';
import { viewAt } from '../view.ts';
import { ROOM_LOOKS, type RoomName } from './room-looks.ts';
import { type BakedRoom, roomPainter } from './room-painter.ts';

const LIGHT: Light = {
  zenith: [64, 128, 208],
  middle: [120, 176, 230],
  horizon: [198, 222, 240],
  fog: [196, 214, 230],
  sunColour: [255, 244, 222],
  sunAzimuth: -0.9,
  sunElevation: 0.75,
  ambient: [0.62, 0.66, 0.74],
  key: [0.62, 0.58, 0.5],
  night: 0,
};
const SKY: Sky = {
  cloudCover: 0.3,
  cloudKind: 'cumulus',
  wind: 4,
  sunDisc: true,
  stars: false,
  moon: false,
  aurora: false,
  rainbow: false,
};
const ROOMS = Object.keys(ROOM_LOOKS).filter((name): name is RoomName => name in ROOM_LOOKS);

function shotOf(room: RoomName, seed: number): Shot {
  const close = room === 'tabletop';
  return {
    width: 160,
    height: 90,
    fps: 24,
    frameCount: 1,
    seed,
    world: { kind: 'room', room, sky: SKY, lampsOn: true },
    light: LIGHT,
    props: [],
    actors: [],
    camera: [
      {
        x: 0,
        y: close ? -0.9 : -4,
        z: close ? 0.38 : 1.4,
        yaw: 0,
        pitch: close ? -0.12 : 0,
        roll: 0,
        zoom: 1,
      },
    ],
    particles: [],
    glows: [],
    focus: null,
    grade: { saturation: 1, contrast: 1, exposure: 1, bloom: 0, vignette: 0, grain: 0 },
    style: null,
    timeScale: 1,
  };
}

function draw(shot: Shot, baked: BakedRoom): Frame {
  const frame = createFrame(shot.width, shot.height, false);
  roomPainter.background(frame, shot, baked, viewAt(shot, 0));
  return frame;
}

function covers(frame: Frame): boolean {
  return (
    frame.depth.every((metres) => metres > 0 && metres < FAR) &&
    frame.rgba.every((value, i) => i % 4 !== 3 || value === 255)
  );
}

test.each(ROOMS)('%s covers every pixel with a surface at a finite distance, from any stand', (room) => {
  const shot = shotOf(room, 3);
  const baked = roomPainter.bake(shot);
  expect(covers(draw(shot, baked))).toBe(true);
  if (room === 'tabletop') return;
  for (const change of [{ yaw: 0.6 }, { yaw: -0.6 }, { z: 6 }, { y: 1 }, { x: 9 }, { zoom: 2.5 }]) {
    const camera = shot.camera.map((pose) => ({ ...pose, ...change }));
    expect(covers(draw({ ...shot, camera }, baked))).toBe(true);
  }
});

function picture(seed: number): Buffer {
  const shot = shotOf('gallery', seed);
  return Buffer.from(draw(shot, roomPainter.bake(shot)).rgba);
}

test('a room looks the same whenever it is baked from one seed, and different from another seed', () => {
  const first = picture(3);
  expect(Buffer.compare(first, picture(3))).toBe(0);
  expect(Buffer.compare(first, picture(4))).not.toBe(0);
});

test('the floor at the stage is as far away as the camera stands', () => {
  const shot: Shot = {
    ...shotOf('gallery', 3),
    camera: [{ x: 0, y: -4, z: 1.4, yaw: 0, pitch: -0.15, roll: 0, zoom: 1 }],
  };
  const frame = draw(shot, roomPainter.bake(shot));
  const view = viewAt(shot, 0);
  const row = Math.round(view.horizon + (1.4 * view.focal) / 4 - 0.5);
  const metres = frame.depth[row * shot.width + shot.width / 2] ?? 0;
  expect(Math.abs(metres - 4) / 4).toBeLessThan(0.05);
});
