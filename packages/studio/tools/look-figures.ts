/**
 * Contact sheets of acting figures, to be looked at:
 *   node packages/studio/tools/look-figures.ts <folder> people [first action] [last action]
 *   node packages/studio/tools/look-figures.ts <folder> animals|holds
 */
import { mkdirSync } from 'node:fs';
import path from 'node:path';

import sharp from 'sharp';

import { loadSprites } from '../src/art/sprite-set.ts';
import { POSES } from '../src/art/biped/poses.ts';
import { createFrame } from '../src/render/frame.ts';
import { drawFigures } from '../src/render/figures/draw-figures.ts';
import { spriteRequests } from '../src/render/figures/sprite-requests.ts';
import { viewAt } from '../src/render/view.ts';
import type { Actor, Held, Shot } from '../src/scene/shot.ts';
import { ACTIONS, type ActionId } from '../src/vocabulary/actions.ts';
import { FIGURES, figureOf, type FigureId } from '../src/vocabulary/figures.ts';

const CELL = { width: 150, height: 150 };
const [folder = 'sheets', what = 'people', ...range] = process.argv.slice(2);

interface Cell {
  readonly label: string;
  readonly actor: Actor;
  readonly seconds: number;
}

function actorOf(
  figure: FigureId,
  action: ActionId,
  facing: number,
  speed: number,
  holds: readonly Held[] = [],
): Actor {
  const heightMetres = figureOf(figure).heightMetres;
  const path = Array.from({ length: 90 }, (_, frame) => ({
    x: (speed * facing * frame) / 24,
    y: 0,
    z: 0,
    facing,
  }));
  return {
    figure,
    subject: 0,
    action,
    heightMetres,
    tint: null,
    support: 'ground',
    path,
    phase: 0,
    tempo: 1,
    holds,
  };
}

function shotOf(actor: Actor, frame: number): Shot {
  const size = actor.heightMetres;
  const at = actor.path[frame] ?? { x: 0 };
  const pose = { x: at.x, y: -2.5 * size, z: size * 0.8, yaw: 0, pitch: -0.13, roll: 0, zoom: 1.85 };
  return {
    ...CELL,
    fps: 24,
    frameCount: 90,
    seed: 1,
    world: {
      kind: 'sky',
      seaOfClouds: false,
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
    },
    light: {
      zenith: [90, 150, 220],
      middle: [150, 190, 230],
      horizon: [220, 225, 230],
      fog: [210, 220, 230],
      sunColour: [255, 245, 230],
      sunAzimuth: -2.5,
      sunElevation: 0.8,
      ambient: [0.5, 0.54, 0.62],
      key: [0.62, 0.58, 0.5],
      night: 0,
    },
    props: [],
    actors: [actor],
    camera: Array.from({ length: 90 }, () => pose),
    particles: [],
    glows: [],
    focus: null,
    grade: { saturation: 1, contrast: 1, exposure: 1, bloom: 0, vignette: 0, grain: 0 },
    style: null,
    timeScale: 1,
  };
}

async function render(cell: Cell): Promise<Buffer> {
  const frameNumber = Math.min(89, Math.round(cell.seconds * 24));
  const shot = shotOf(cell.actor, frameNumber);
  const view = viewAt(shot, frameNumber);
  const frame = createFrame(shot.width, shot.height, false);
  for (let y = 0; y < shot.height; y++)
    for (let x = 0; x < shot.width; x++) {
      const pixel = y * shot.width + x;
      const below = y - view.horizon;
      const isGround = below > 0;
      frame.rgba.set(isGround ? [150, 172, 128, 255] : [206, 220, 232, 255], pixel * 4);
      frame.depth[pixel] = isGround ? (view.focal * view.pose.z) / below : 1e9;
    }
  const sprites = await loadSprites(spriteRequests(shot));
  drawFigures(frame, shot, sprites, view, () => 0, false);
  const label = Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${shot.width}" height="14"><text x="3" y="11" font-size="11" fill="#222">${cell.label}</text></svg>`,
  );
  return sharp(Buffer.from(frame.rgba.buffer), {
    raw: { width: shot.width, height: shot.height, channels: 4 },
  })
    .composite([{ input: label, left: 0, top: 0 }])
    .png()
    .toBuffer();
}

async function sheet(name: string, cells: readonly Cell[], columns: number): Promise<void> {
  const tiles: { input: Buffer; left: number; top: number }[] = [];
  for (const cell of cells) {
    // A figure whose picture does not exist yet leaves no tile.
    const input = await render(cell).catch((error: unknown) => console.warn(cell.label, String(error)));
    if (!input) continue;
    const index = tiles.length;
    tiles.push({
      input,
      left: (index % columns) * CELL.width,
      top: Math.floor(index / columns) * CELL.height,
    });
  }
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, `${name}.png`);
  await sharp({
    create: {
      width: columns * CELL.width,
      height: Math.ceil(cells.length / columns) * CELL.height,
      channels: 3,
      background: '#fff',
    },
  })
    .composite(tiles)
    .png()
    .toFile(file);
  console.log(file);
}

const CAST = ['man', 'woman', 'girl', 'panda'] as const satisfies readonly FigureId[];

function peopleCells(first: number, last: number): Cell[] {
  return ACTIONS.slice(first, last).flatMap((action, index) => {
    const figure = CAST[index % CAST.length] ?? 'man';
    const pose = POSES[action];
    const speed = 'stride' in pose ? 1.1 : 0;
    return [0.12, 0.45, 0.8].map((k) => ({
      label: `${action} ${k}`,
      seconds: k * pose.seconds,
      actor: actorOf(figure, action, 'stride' in pose ? 0.9 : 0.05, speed),
    }));
  });
}

function isFigureId(id: string): id is FigureId {
  return id in FIGURES;
}

function animalCells(): Cell[] {
  const ids = Object.keys(FIGURES)
    .filter(isFigureId)
    .filter((id) => ['quadruped', 'bird'].includes(figureOf(id).kind));
  return ids.flatMap((id) =>
    [0.1, 0.35, 0.6, 0.85].map((k) => ({
      label: `${id} ${k}`,
      seconds: k,
      actor: actorOf(id, 'walk', -1, figureOf(id).heightMetres * 0.9),
    })),
  );
}

const held = (figure: FigureId, at: Held['at']): Held => ({
  figure,
  at,
  heightMetres: figureOf(figure).heightMetres,
  tint: null,
  subject: null,
});

const HOLDS: readonly (readonly [ActionId, FigureId, Held['at']])[] = [
  ['play_guitar', 'electric_guitar', 'both_hands'],
  ['play_guitar', 'guitar', 'both_hands'],
  ['play_violin', 'violin', 'both_hands'],
  ['play_trumpet', 'trumpet', 'both_hands'],
  ['play_flute', 'flute', 'both_hands'],
  ['read', 'book', 'both_hands'],
  ['read', 'newspaper', 'both_hands'],
  ['drink', 'coffee', 'right_hand'],
  ['drink', 'wine_glass', 'right_hand'],
  ['walk', 'umbrella', 'right_hand'],
  ['tennis', 'tennis_racket', 'right_hand'],
  ['bat', 'baseball_bat', 'both_hands'],
  ['golf', 'golf_club', 'both_hands'],
  ['sing', 'microphone', 'right_hand'],
  ['sweep', 'broom', 'both_hands'],
  ['dig', 'shovel', 'both_hands'],
  ['hammer', 'hammer', 'right_hand'],
  ['fish', 'fishing_rod', 'both_hands'],
  ['archery', 'bow', 'left_hand'],
  ['fence', 'sword', 'right_hand'],
  ['surf', 'surfboard', 'feet'],
  ['skateboard', 'skateboard', 'feet'],
  ['ski', 'skis', 'feet'],
  ['ride', 'bicycle', 'under'],
  ['ride', 'motorcycle', 'under'],
  ['ride', 'horse', 'under'],
  ['lift_weights', 'barbell', 'both_hands'],
  ['photograph', 'camera', 'both_hands'],
  ['phone', 'cell_phone', 'right_hand'],
  ['paint', 'paintbrush', 'right_hand'],
  ['brush_teeth', 'toothbrush', 'right_hand'],
  ['eat', 'ice_cream', 'right_hand'],
  ['play_accordion', 'accordion', 'both_hands'],
  ['hold', 'bouquet', 'both_hands'],
  ['carry', 'suitcase', 'right_hand'],
  ['water', 'watering_can', 'right_hand'],
];

function holdCells(): Cell[] {
  return HOLDS.flatMap(([action, thing, at], index) =>
    [0.2, 0.6].map((k) => ({
      label: `${action} ${thing}`,
      seconds: k * POSES[action].seconds,
      actor: actorOf(CAST[index % CAST.length] ?? 'man', action, 0.1, 0, [held(thing, at)]),
    })),
  );
}

if (what === 'people')
  await sheet(
    `people-${range[0] ?? 0}`,
    peopleCells(Number(range[0] ?? 0), Number(range[1] ?? ACTIONS.length)),
    9,
  );
else if (what === 'animals') await sheet('animals', animalCells(), 8);
else await sheet('holds', holdCells(), 8);
