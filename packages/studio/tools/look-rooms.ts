/**
 * Draws every room and street by day and by night into one contact sheet per kind.
 * Usage: node packages/studio/tools/look-rooms.ts <directory> [name ...] [--seed=7]
 */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import { createFrame } from '../src/render/frame.ts';
import { roomPainter } from '../src/render/room/room-painter.ts';
import { ROOM_LOOKS, type RoomName } from '../src/render/room/room-looks.ts';
import { streetPainter } from '../src/render/street/street-painter.ts';
import { viewAt } from '../src/render/view.ts';
import type { CameraPose, Light, Shot, Sky, World } from '../src/scene/shot.ts';

const WIDTH = 640;
const HEIGHT = 360;

const DAY: Light = {
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
const NIGHT: Light = {
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
  cloudCover: 0.35,
  cloudKind: 'cumulus',
  wind: 4,
  sunDisc: true,
  stars: false,
  moon: false,
  aurora: false,
  rainbow: false,
};
const STREETS = ['european', 'modern', 'neon', 'alley', 'old_town', 'plaza'] as const;

function shotOf(world: World, light: Light, pose: CameraPose, seed: number): Shot {
  return {
    width: WIDTH,
    height: HEIGHT,
    fps: 24,
    frameCount: 1,
    seed,
    world,
    light,
    props: [],
    actors: [],
    camera: [pose],
    particles: [],
    glows: [],
    focus: null,
    grade: { saturation: 1, contrast: 1, exposure: 1, bloom: 0, vignette: 0, grain: 0 },
    style: null,
    timeScale: 1,
  };
}

function draw(shot: Shot): Buffer {
  const frame = createFrame(WIDTH, HEIGHT, false);
  const view = viewAt(shot, 0);
  if (shot.world.kind === 'street') {
    const baked = streetPainter.bake(shot);
    streetPainter.background(frame, shot, baked, view);
    streetPainter.afterFigures?.(frame, shot, baked, view);
  } else {
    roomPainter.background(frame, shot, roomPainter.bake(shot), view);
  }
  return Buffer.from(frame.rgba);
}

function shotsOf(name: string, seed: number): Shot[] {
  const night: Sky = { ...SKY, stars: true, sunDisc: false, moon: true };
  const street = STREETS.find((look) => look === name);
  if (street) {
    const pose: CameraPose = { x: 0, y: -6, z: 1.6, yaw: 0, pitch: 0.05, roll: 0, zoom: 1 };
    const world = { kind: 'street', look: street, snowCover: 0, fogMetres: 320 } as const;
    return [
      shotOf({ ...world, sky: SKY, wet: false }, DAY, pose, seed),
      shotOf({ ...world, sky: night, wet: true }, NIGHT, pose, seed),
    ];
  }
  const room = Object.keys(ROOM_LOOKS).find((look): look is RoomName => look === name);
  if (!room) throw new RangeError(`no room or street named ${name}`);
  const pose: CameraPose =
    room === 'tabletop'
      ? { x: 0, y: -0.95, z: 0.38, yaw: 0, pitch: -0.12, roll: 0, zoom: 1 }
      : { x: 0, y: -4, z: 1.45, yaw: 0, pitch: -0.03, roll: 0, zoom: 1 };
  return [
    shotOf({ kind: 'room', room, sky: SKY, lampsOn: false }, DAY, pose, seed),
    shotOf({ kind: 'room', room, sky: night, lampsOn: true }, NIGHT, pose, seed),
  ];
}

async function sheet(file: string, shots: readonly Shot[]): Promise<void> {
  const columns = 4;
  const rows = Math.ceil(shots.length / columns);
  const images = shots.map((shot, i) => ({
    input: draw(shot),
    raw: { width: WIDTH, height: HEIGHT, channels: 4 as const },
    left: (i % columns) * WIDTH,
    top: Math.floor(i / columns) * HEIGHT,
  }));
  await sharp({ create: { width: columns * WIDTH, height: rows * HEIGHT, channels: 3, background: '#000' } })
    .composite(images)
    .png()
    .toFile(file);
}

const [directory = '.', ...words] = process.argv.slice(2);
const seed = Number(words.find((word) => word.startsWith('--seed='))?.slice(7) ?? 7);
const names = words.filter((word) => !word.startsWith('--'));
await mkdir(directory, { recursive: true });
const rooms = names.length > 0 ? names : [...Object.keys(ROOM_LOOKS), ...STREETS];
await sheet(
  path.join(directory, 'rooms.png'),
  rooms.flatMap((name) => shotsOf(name, seed)),
);
