import { hash2 } from '../../maths/random.ts';
import type { Shot } from '../../scene/shot.ts';
import type { Rgb } from '../../vocabulary/figure.ts';
import { Canvas } from '../diorama/canvas.ts';
import { blend, planks, shadeOf } from '../diorama/materials.ts';
import type { RoomKit } from './room-kit.ts';

/** A wooden table close up, with the room behind it as a lens leaves it: soft shapes and discs of light. */
export function buildTabletop(kit: RoomKit, shot: Shot): void {
  const { builder, palette } = kit;
  const colour = kit.pick<Rgb>([palette.wood, [196, 148, 98], [150, 100, 66], [214, 186, 148]]);
  const boards = planks(builder, 'table', colour, kit.seed, 0.32);
  builder.quad(
    [-2.6, 0.85, 0],
    [5.2, 0, 0],
    [0, -2.6, 0],
    { ...boards, tile: [1.1, 1.1] },
    { lightStep: 0.06 },
  );
  builder.quad([-2.6, 0.85, 0], [5.2, 0, 0], [0, 0, -0.06], boards, { twoSided: true });
  builder.quad(
    [-6, 4.2, 3.6],
    [12, 0, 0],
    [0, 0, -7],
    { texture: builder.texture('soft-room', () => paintSoftRoom(kit, shot)), glow: 1 },
    { lightStep: 20 },
  );
  const k = kit.lampsOn ? 1.5 : 0.7;
  kit.lamps.push({
    position: [kit.mirrored ? 0.9 : -0.9, -0.2, 1.3],
    colour: [0.85 * k, 0.74 * k, 0.56 * k],
    radiusMetres: 0.2,
    aim: null,
  });
}

/** Every shape is drawn with a wide soft rim, which is what a lens out of focus does to it. */
function paintSoftRoom(kit: RoomKit, shot: Shot): Canvas {
  const { palette, seed } = kit;
  const night = shot.light.night;
  const dim = 0.42 + 0.48 * (1 - night);
  const wall = shadeOf(
    kit.lampsOn ? blend(palette.wall, palette.light, 0.35) : palette.wall,
    dim + (kit.lampsOn ? 0.12 : 0),
  );
  const canvas = new Canvas(512, 256, 12, 7).gradient(0, 0, 12, 7, wall, shadeOf(wall, 0.62));
  const flip = kit.mirrored ? (x: number): number => 12 - x : (x: number): number => x;
  const soft = (x: number, y: number, rx: number, ry: number, colour: Rgb, alpha: number): void => {
    canvas.ellipse(flip(x), y, rx, ry, colour, alpha, 0.75);
  };
  const pane = blend(shot.light.middle, [255, 255, 255], 0.35 * (1 - night));
  for (const x of [3.3, 4.5]) {
    for (let i = 0; i < 5; i++)
      soft(
        x,
        1.6 + i * 0.32,
        0.75,
        0.62,
        i > 3 ? blend(pane, [110, 150, 90], 0.4 * (1 - night)) : pane,
        0.75,
      );
  }
  const dark = shadeOf(palette.wood, 0.55 * dim + 0.15);
  for (let i = 0; i < 8; i++)
    soft(8.6 + (i % 2) * 0.8, 1.2 + Math.floor(i / 2) * 0.62, 0.75, 0.42, dark, 0.7);
  for (let i = 0; i < 26; i++) {
    const colours: readonly Rgb[] = [palette.accent, palette.fabric, [222, 206, 170], [150, 70, 58]];
    soft(
      8.3 + hash2(i, 1, seed) * 1.5,
      1.15 + Math.floor(hash2(i, 2, seed) * 4) * 0.62,
      0.16,
      0.26,
      shadeOf(colours[i % 4] ?? palette.accent, dim + 0.15),
      0.8,
    );
  }
  for (let i = 0; i < 14; i++)
    soft(
      1.0 + hash2(i, 3, seed) * 1.2,
      2.2 + hash2(i, 4, seed) * 1.6,
      0.42,
      0.4,
      shadeOf([82, 128, 76], dim * (0.6 + hash2(i, 5, seed) * 0.5)),
      0.7,
    );
  for (let i = 0; i < 5; i++) soft(5.2 + i * 0.7, 4.3, 0.9, 0.8, shadeOf(palette.fabric, dim * 0.8), 0.7);
  const lights = kit.lampsOn ? 34 : 14;
  for (let i = 0; i < lights; i++) {
    const x = 0.6 + hash2(i, 6, seed) * 10.8;
    const y = 0.8 + hash2(i, 7, seed) * 2.6;
    const radius = 0.13 + hash2(i, 8, seed) * 0.16;
    const colour: Rgb = [255, 206 + hash2(i, 9, seed) * 40, 140 + hash2(i, 10, seed) * 80];
    canvas.ellipse(x, y, radius, radius, colour, 0.2 + hash2(i, 11, seed) * 0.28, 0.12);
  }
  return canvas;
}
