import { hash2 } from '../../maths/random.ts';
import type { Rgb } from '../../vocabulary/figure.ts';
import { Canvas } from '../diorama/canvas.ts';
import type { Material } from '../diorama/diorama.ts';
import { blend, shadeOf } from '../diorama/materials.ts';
import type { RoomKit } from './room-kit.ts';

/** Pictures and fronts that furniture wears: each is a texture stretched over one face. */

const SPINES: readonly Rgb[] = [
  [150, 44, 40],
  [38, 74, 108],
  [52, 98, 70],
  [196, 152, 68],
  [112, 62, 96],
  [220, 206, 178],
  [84, 58, 44],
  [196, 98, 58],
  [70, 120, 130],
  [60, 60, 72],
];

/** A case of books: `shelves` rows of spines over `width` x `height` metres. */
export function bookFront(
  kit: RoomKit,
  width: number,
  height: number,
  shelves: number,
  variant = 0,
): Material {
  const texture = kit.builder.texture(`books${variant}-${shelves}`, () => {
    const canvas = new Canvas(512, 512, width, height).base(shadeOf(kit.palette.wood, 0.35));
    const row = height / shelves;
    const seed = kit.seed + variant * 97;
    for (let shelf = 0; shelf < shelves; shelf++) {
      const floor = (shelf + 1) * row - 0.03;
      let x = 0.04;
      for (let book = 0; x < width - 0.06; book++) {
        const thick = 0.022 + hash2(book, shelf, seed) * 0.035;
        const tall = (row - 0.06) * (0.66 + hash2(book, shelf + 20, seed) * 0.3);
        if (hash2(book, shelf + 40, seed) < 0.04) x += 0.06;
        const colour = shadeOf(
          SPINES[Math.floor(hash2(book, shelf + 60, seed) * SPINES.length)] ?? [90, 60, 40],
          0.85 + hash2(book, shelf + 80, seed) * 0.35,
        );
        canvas
          .rect(x, floor - tall, thick, tall, colour)
          .rect(x, floor - tall, thick * 0.25, tall, [255, 255, 255], 0.14)
          .rect(x + thick * 0.8, floor - tall, thick * 0.2, tall, [0, 0, 0], 0.28);
        canvas
          .rect(x + thick * 0.15, floor - tall * 0.82, thick * 0.7, 0.012, [236, 214, 150], 0.7)
          .rect(x + thick * 0.15, floor - tall * 0.24, thick * 0.7, 0.012, [236, 214, 150], 0.6);
        x += thick + 0.002;
      }
      canvas.gradient(0, shelf * row, width, row * 0.4, [0, 0, 0], [0, 0, 0], 0.5, 0);
      canvas
        .rect(0, floor, width, 0.03, kit.palette.wood)
        .rect(0, floor, width, 0.008, [255, 240, 220], 0.25);
    }
    const side = 0.035;
    return canvas
      .rect(0, 0, side, height, kit.palette.wood)
      .rect(width - side, 0, side, height, kit.palette.wood)
      .rect(0, 0, width, side, kit.palette.wood);
  });
  return { texture };
}

/** A cupboard front with doors or drawers and handles. */
export function cupboardFront(
  kit: RoomKit,
  name: string,
  colour: Rgb,
  columns: number,
  rows: number,
  knobs = false,
): Material {
  const texture = kit.builder.texture(name, () => {
    const canvas = new Canvas(256, 256, columns, rows).base(shadeOf(colour, 0.55));
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        canvas.rect(column + 0.02, row + 0.02, 0.96, 0.96, colour);
        canvas
          .rect(column + 0.11, row + 0.11, 0.78, 0.78, shadeOf(colour, 0.8))
          .rect(column + 0.125, row + 0.125, 0.765, 0.765, shadeOf(colour, 1.12))
          .rect(column + 0.125, row + 0.125, 0.75, 0.75, shadeOf(colour, 0.97));
        if (knobs)
          canvas.ellipse(column + (column % 2 ? 0.07 : 0.93), row + 0.5, 0.035, 0.035, [196, 170, 110]);
        else
          canvas
            .rect(column + 0.32, row + 0.055, 0.36, 0.03, [120, 116, 110])
            .rect(column + 0.32, row + 0.05, 0.36, 0.012, [226, 224, 220]);
      }
    }
    return canvas;
  });
  return { texture };
}

/** A picture in a frame; `style` picks landscape, abstract or portrait-like motifs. */
export function pictureFront(kit: RoomKit, variant: number, frame: Rgb, matte = true): Material {
  const texture = kit.builder.texture(`picture${variant}`, () => {
    const canvas = new Canvas(256, 256, 1, 1).base(frame);
    canvas
      .rect(0.015, 0.015, 0.97, 0.97, shadeOf(frame, 1.25))
      .rect(0.04, 0.04, 0.92, 0.92, shadeOf(frame, 0.7));
    const inset = matte ? 0.16 : 0.05;
    if (matte) canvas.rect(0.05, 0.05, 0.9, 0.9, [244, 240, 230]);
    paintMotif(canvas, inset, 1 - inset * 2, kit.seed + variant * 13, variant);
    canvas.rect(0, 0, 1, 0.05, frame).rect(0, 0.95, 1, 0.05, frame);
    return canvas.rect(0, 0, 0.05, 1, frame).rect(0.95, 0, 0.05, 1, frame);
  });
  return { texture };
}

const MOTIF_PALETTES: readonly (readonly Rgb[])[] = [
  [
    [238, 226, 200],
    [214, 92, 64],
    [40, 78, 104],
    [232, 178, 74],
    [32, 36, 44],
  ],
  [
    [206, 220, 224],
    [52, 96, 128],
    [236, 234, 226],
    [224, 140, 96],
    [28, 50, 70],
  ],
  [
    [240, 220, 206],
    [186, 66, 84],
    [86, 54, 96],
    [248, 190, 120],
    [30, 26, 44],
  ],
  [
    [224, 228, 204],
    [82, 122, 84],
    [200, 164, 76],
    [48, 78, 70],
    [240, 238, 226],
  ],
];

function paintMotif(canvas: Canvas, at: number, size: number, seed: number, variant: number): void {
  const palette = MOTIF_PALETTES[Math.floor(hash2(1, variant, seed) * MOTIF_PALETTES.length)] ?? [];
  const colour = (i: number): Rgb => palette[i % palette.length] ?? [200, 200, 200];
  const h = (i: number): number => hash2(i, 7, seed);
  canvas.rect(at, at, size, size, colour(0));
  switch (variant % 4) {
    case 0:
      canvas
        .gradient(at, at, size, size * 0.6, blend(colour(0), [150, 190, 220], 0.5), colour(3))
        .ellipse(at + size * (0.3 + h(1) * 0.4), at + size * 0.4, size * 0.12, size * 0.12, colour(1));
      for (let i = 0; i < 3; i++)
        canvas.ellipse(
          at + size * (0.2 + i * 0.3),
          at + size * (0.95 + i * 0.04),
          size * 0.42,
          size * (0.4 - i * 0.06),
          colour(i + 1),
          0.95,
        );
      break;
    case 1:
      for (let i = 0; i < 6; i++)
        canvas.rect(
          at + size * h(i) * 0.7,
          at + size * h(i + 10) * 0.7,
          size * (0.12 + h(i + 20) * 0.3),
          size * (0.12 + h(i + 30) * 0.3),
          colour(i + 1),
          0.9,
        );
      canvas.rect(at, at + size * 0.62, size, size * 0.02, colour(4));
      break;
    case 2:
      for (let i = 0; i < 5; i++)
        canvas.ellipse(
          at + size * (0.22 + h(i) * 0.56),
          at + size * (0.22 + h(i + 10) * 0.56),
          size * (0.2 - i * 0.03),
          size * (0.2 - i * 0.03),
          colour(i + 1),
          0.88,
        );
      break;
    default:
      for (let i = 0; i < 9; i++)
        canvas.line(
          at + size * h(i),
          at + size * 0.08,
          at + size * h(i + 10),
          at + size * 0.92,
          size * (0.02 + h(i + 20) * 0.06),
          colour(i),
          0.8,
        );
  }
}

/** Leaves of a house plant on a cut-out; `kind` 0 bushy, 1 tall blades, 2 big leaves. */
export function plantCutout(kit: RoomKit, kind: number): Material {
  const texture = kit.builder.texture(`plant${kind}`, () => {
    const canvas = new Canvas(256, 256, 1, 1).mark(1);
    const count = kind === 1 ? 26 : 46;
    for (let i = 0; i < count; i++) {
      const turn = (hash2(i, 1, kit.seed + kind) - 0.5) * (kind === 1 ? 1.3 : 2.6);
      const reach = (kind === 1 ? 0.6 : 0.3) + hash2(i, 2, kit.seed + kind) * 0.36;
      const tone = 0.55 + (i / count) * 0.65;
      const green = shadeOf(hash2(i, 3, kit.seed) > 0.5 ? [74, 128, 66] : [96, 150, 72], tone);
      const x = 0.5 + Math.sin(turn) * reach * (kind === 1 ? 0.5 : 0.75);
      const y = 0.97 - Math.cos(turn * 0.75) * reach - 0.05;
      canvas.line(0.5, 0.98, x, y, kind === 1 ? 0.022 : 0.008, shadeOf(green, 0.75));
      const size = kind === 2 ? 0.095 : 0.055;
      if (kind !== 1) {
        canvas
          .ellipse(x, y, size, size * 0.7, green)
          .line(x - size * 0.7, y, x + size * 0.7, y - size * 0.2, 0.006, shadeOf(green, 1.35));
      }
    }
    return canvas;
  });
  return { texture, blending: 'cutout' };
}

/** Soft light in the air or on a wall, added to what is behind: a disc, or a beam that widens downwards. */
export function glowCutout(kit: RoomKit, name: string, colour: Rgb, beam: boolean): Material {
  const texture = kit.builder.texture(name, () => {
    const canvas = new Canvas(128, 128, 1, 1).mark(0);
    if (!beam) return canvas.ellipse(0.5, 0.5, 0.5, 0.5, colour, 1, 1);
    for (let i = 0; i < 14; i++) {
      const half = 0.04 + 0.032 * i;
      canvas.polygon(
        [
          [0.5 - half * 0.16, 0],
          [0.5 + half * 0.16, 0],
          [0.5 + half, 1],
          [0.5 - half, 1],
        ],
        shadeOf(colour, 0.18),
        1 - i / 16,
      );
    }
    // A beam fades with distance from its lamp.
    const { data } = canvas;
    for (let i = 0; i < data.length; i++)
      data[i] = (data[i] ?? 0) * (1 - Math.floor(i / 512) / 128) ** 0.8 * 0.9;
    return canvas;
  });
  return { texture, blending: 'cutout', glow: 1 };
}
