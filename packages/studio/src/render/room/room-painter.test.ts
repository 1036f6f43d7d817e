import { expect, test } from 'vitest';
import type { Light, Shot, Sky } from '../../scene/shot.ts';
import { createFrame, FAR } from '../frame.ts';
import { viewAt } from '../view.ts';
import { ROOM_LOOKS, type RoomName } from './room-looks.ts';
import { roomPainter } from './room-painter.ts';

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

function paint(shot: Shot) {
  const frame = createFrame(shot.width, shot.height, false);
  roomPainter.background(frame, shot, roomPainter.bake(shot), viewAt(shot, 0));
  return frame;
}

test.each(ROOMS)('%s covers every pixel with a surface at a finite distance', (room) => {
  const frame = paint(shotOf(room, 3));
  expect(frame.depth.every((metres) => metres > 0 && metres < FAR)).toBe(true);
  expect(frame.rgba.every((value, i) => i % 4 !== 3 || value === 255)).toBe(true);
});

test('a room looks the same whenever it is baked from one seed, and different from another seed', () => {
  const first = paint(shotOf('living_room', 3)).rgba;
  expect(Buffer.compare(Buffer.from(first), Buffer.from(paint(shotOf('living_room', 3)).rgba))).toBe(0);
  expect(Buffer.compare(Buffer.from(first), Buffer.from(paint(shotOf('living_room', 4)).rgba))).not.toBe(0);
});

test('the floor at the stage is as far away as the camera stands', () => {
  const shot = shotOf('office', 3);
  const view = viewAt(
    { ...shot, camera: [{ x: 0, y: -4, z: 1.4, yaw: 0, pitch: -0.15, roll: 0, zoom: 1 }] },
    0,
  );
  const frame = createFrame(shot.width, shot.height, false);
  roomPainter.background(frame, shot, roomPainter.bake(shot), view);
  const row = Math.round(view.horizon + (1.4 * view.focal) / 4 - 0.5);
  const metres = frame.depth[row * shot.width + shot.width / 2] ?? 0;
  expect(Math.abs(metres - 4) / 4).toBeLessThan(0.05);
});
