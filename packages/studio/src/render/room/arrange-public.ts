import type { Rgb } from '../../vocabulary/figure.ts';
import { hash2 } from '../../maths/random.ts';
import { Canvas } from '../diorama/canvas.ts';
import type { Material } from '../diorama/diorama.ts';
import { blend, shadeOf } from '../diorama/materials.ts';
import {
  bookcase,
  chair,
  DARK,
  jars,
  METAL,
  pendant,
  pottedPlant,
  rug,
  screen,
  shadeLamp,
  stool,
  table,
  wallPicture,
} from './furniture.ts';
import { cupboardFront } from './paint-decor.ts';
import type { RoomKit } from './room-kit.ts';
import type { RoomLook } from './room-looks.ts';

export function arrangeOffice(kit: RoomKit, look: RoomLook): void {
  const back = look.back;
  const top = kit.paint(blend(kit.palette.wood, [244, 240, 232], 0.4));
  for (const place of look.windows) blinds(kit, place.x, place.width, back, place.sill + place.height);
  for (const [i, x] of [-2.9, -0.9, 1.1].entries()) {
    table(kit, x, back - 1.5, 1.7, 0.75, 0.74, top);
    screen(kit, x + 0.45, back - 1.05, 0.88, 0.72, 0.42, true);
    kit.block([x + 0.77, back - 1.03, 0.74], [x + 0.85, back - 0.97, 0.9], kit.paint(METAL));
    kit.block([x + 0.66, back - 1.1, 0.74], [x + 0.96, back - 0.92, 0.755], kit.paint(METAL));
    kit.block([x + 0.5, back - 1.38, 0.74], [x + 1.0, back - 1.24, 0.76], kit.paint([214, 216, 220]), {
      casts: false,
    });
    kit.block(
      [x + 1.3, back - 1.4, 0.74],
      [x + 1.55, back - 1.1, 0.76 + i * 0.02],
      kit.paint([244, 244, 240]),
      { casts: false },
    );
    jars(kit, x + 0.2, back - 1.05, 0.74, 2, 0.12);
    officeChair(kit, x + 0.82, back - 1.85);
    const pedestal = cupboardFront(kit, 'pedestal', [224, 226, 228], 1, 3);
    kit.box([x + 1.2, back - 1.42, 0.02], [x + 1.6, back - 0.85, 0.6], {
      front: pedestal,
      left: kit.paint([216, 218, 220]),
      right: kit.paint([216, 218, 220]),
    });
  }
  bookcase(kit, 3.1, back, 1.2, 2.0, 5);
  pottedPlant(kit, 2.78, back - 0.35, 0, 1.3, 2);
  pottedPlant(kit, -3.5, back - 0.4, 0, 1.1, 1);
  wallPicture(kit, -0.2, back, 1.5, 0.44, 0.6, 1);
  for (const x of [-2.1, 0, 2.1]) ceilingPanel(kit, x, 1.6, look.height);
}

function officeChair(kit: RoomKit, x: number, y: number): void {
  const seat = kit.paint(shadeOf(kit.palette.accent, 0.8));
  kit.round([x, y, 0], 0.26, 0.04, 0.1, kit.paint(DARK), { sides: 5 });
  kit.round([x, y, 0.1], 0.03, 0.03, 0.34, kit.paint(METAL), { sides: 6 });
  kit.block([x - 0.24, y - 0.22, 0.43], [x + 0.24, y + 0.22, 0.51], seat, { under: true });
  kit.block([x - 0.21, y - 0.26, 0.6], [x + 0.21, y - 0.2, 1.08], seat, { under: true });
}

function blinds(kit: RoomKit, x: number, width: number, back: number, top: number): void {
  const white = kit.paint([238, 238, 232]);
  for (let slat = 0; slat < 7; slat++)
    kit.block(
      [x + 0.04, back - 0.06, top - 0.08 - slat * 0.075],
      [x + width - 0.04, back - 0.02, top - 0.05 - slat * 0.075],
      white,
      { under: true, casts: false },
    );
}

function ceilingPanel(kit: RoomKit, x: number, y: number, height: number): void {
  kit.block(
    [x - 0.6, y - 0.15, height - 0.06],
    [x + 0.6, y + 0.15, height - 0.02],
    kit.paint([255, 252, 244], kit.lampsOn ? 0.9 : 0.3),
    { under: true, casts: false },
  );
  kit.lamp([x, y, height - 0.2], [0.9, 0.86, 0.76], 0.4, null, 0.25);
}

export function arrangeClassroom(kit: RoomKit, look: RoomLook): void {
  const back = look.back;
  const board: Rgb = kit.pick([
    [44, 74, 62],
    [40, 52, 58],
    [36, 66, 58],
  ]);
  const texture = kit.builder.texture('blackboard', () => {
    const canvas = new Canvas(1024, 256, 4, 1.3).base(board).grain(kit.seed, 0.16, 9, 5, 4);
    chalk(canvas, kit.seed);
    return canvas;
  });
  kit.box([-2.0, back - 0.05, 0.95], [2.0, back, 2.25], { front: { texture } });
  for (const [x0, x1, z0, z1] of [
    [-2.06, 2.06, 2.25, 2.31],
    [-2.06, 2.06, 0.89, 0.95],
    [-2.06, -2.0, 0.9, 2.3],
    [2.0, 2.06, 0.9, 2.3],
  ] as const)
    kit.block([x0, back - 0.09, z0], [x1, back, z1], kit.wood, { under: true });
  jars(kit, -0.6, back - 0.07, 0.95, 0, 0.1);
  for (let i = 0; i < 4; i++)
    kit.block(
      [0.7 + i * 0.12, back - 0.09, 0.95],
      [0.78 + i * 0.12, back - 0.07, 0.965],
      kit.paint([244, 240, 220]),
      { casts: false },
    );
  map(kit, 2.45, back);
  wallPicture(kit, -3.1, back, 1.4, 0.7, 0.9, 2, false);
  wallPicture(kit, -4.1, back, 1.5, 0.62, 0.62, 1, false);
  table(kit, -3.9, back - 1.5, 1.6, 0.75, 0.78);
  kit.block([-3.85, back - 1.46, 0.3], [-2.35, back - 1.42, 0.75], kit.wood);
  apple(kit, -3.4, back - 1.2, 0.78);
  kit.block([-3.0, back - 1.3, 0.78], [-2.7, back - 1.05, 0.86], kit.paint(kit.palette.accent));
  kit.block([-2.98, back - 1.28, 0.86], [-2.72, back - 1.06, 0.91], kit.paint(kit.palette.fabric));
  globe(kit, 3.9, back - 0.45);
  kit.box([3.2, back - 0.6, 0], [4.5, back, 0.85], {
    front: cupboardFront(kit, 'school', kit.palette.wood, 3, 1),
    left: kit.wood,
    top: kit.wood,
  });
  for (const x of [2.7, -4.1]) for (const y of [1.5, 0.2]) schoolDesk(kit, x, y);
  for (const x of [-1.8, 1.8]) ceilingPanel(kit, x, 1.4, look.height);
}

function chalk(canvas: Canvas, seed: number): void {
  const white: Rgb = [232, 234, 224];
  for (let line = 0; line < 5; line++) {
    let x = 0.25;
    for (let word = 0; x < 1.7; word++) {
      const length = 0.08 + hash2(word, line, seed) * 0.2;
      for (let stroke = 0; stroke * 0.03 < length; stroke++) {
        const at = x + stroke * 0.03;
        const high = 0.02 + hash2(stroke, word + line * 9, seed) * 0.045;
        canvas.line(at, 0.25 + line * 0.18, at + 0.02, 0.25 + line * 0.18 - high, 0.008, white, 0.75);
      }
      x += length + 0.07;
    }
  }
  canvas.ellipse(2.5, 0.65, 0.3, 0.3, white, 0.75).ellipse(2.5, 0.65, 0.285, 0.285, [50, 78, 68], 1);
  canvas.line(2.5, 0.65, 2.71, 0.44, 0.01, white, 0.8).line(2.2, 0.65, 2.8, 0.65, 0.01, white, 0.8);
  canvas
    .line(3.1, 0.95, 3.75, 0.95, 0.012, [240, 214, 120], 0.8)
    .line(3.1, 0.95, 3.75, 0.4, 0.012, [240, 214, 120], 0.8)
    .line(3.75, 0.95, 3.75, 0.4, 0.012, [240, 214, 120], 0.8);
  for (let i = 0; i < 6; i++)
    canvas.ellipse(hash2(i, 1, seed) * 4, 0.3 + hash2(i, 2, seed) * 0.8, 0.5, 0.2, white, 0.05, 1);
}

const LANDS: readonly [Rgb, Rgb, Rgb] = [
  [214, 190, 130],
  [166, 192, 122],
  [222, 160, 120],
];

function map(kit: RoomKit, x: number, back: number): void {
  const texture = kit.builder.texture('map', () => {
    const canvas = new Canvas(256, 256, 1.5, 1.1).base([176, 210, 224]);
    for (let i = 0; i < 26; i++) {
      const middle = i % 3 === 0 ? 0.35 : i % 3 === 1 ? 0.85 : 1.2;
      const colour = LANDS[i % 3] ?? LANDS[0];
      canvas.ellipse(
        middle + (hash2(i, 1, kit.seed) - 0.5) * 0.36,
        0.5 + (hash2(i, 2, kit.seed) - 0.5) * 0.6,
        0.11,
        0.09,
        colour,
      );
    }
    for (let i = 1; i < 6; i++)
      canvas
        .rect(i * 0.25, 0, 0.004, 1.1, [90, 120, 140], 0.4)
        .rect(0, i * 0.18, 1.5, 0.004, [90, 120, 140], 0.4);
    return canvas.rect(0, 0, 1.5, 0.03, [110, 80, 50]).rect(0, 1.07, 1.5, 0.03, [110, 80, 50]);
  });
  kit.box([x, back - 0.03, 1.2], [x + 1.5, back, 2.3], { front: { texture } });
}

function apple(kit: RoomKit, x: number, y: number, z: number): void {
  const red = kit.paint([206, 52, 44]);
  kit.round([x, y, z], 0.025, 0.045, 0.035, red, { casts: false });
  kit.round([x, y, z + 0.035], 0.045, 0.02, 0.035, red, { casts: false });
}

function globe(kit: RoomKit, x: number, y: number): void {
  const blue = kit.paint([74, 136, 190]);
  kit.round([x, y, 0.85], 0.12, 0.05, 0.06, kit.wood);
  for (const [low, radius, next] of [
    [0.95, 0.1, 0.17],
    [1.03, 0.17, 0.19],
    [1.11, 0.19, 0.17],
    [1.19, 0.17, 0.1],
  ] as const)
    kit.round([x, y, low], radius, next, 0.08, low === 1.11 ? kit.paint([122, 160, 96]) : blue, {
      sides: 12,
      casts: false,
    });
  kit.round([x, y, 0.9], 0.012, 0.012, 0.42, kit.paint(METAL), { sides: 5 });
}

function schoolDesk(kit: RoomKit, x: number, y: number): void {
  table(kit, x, y, 1.2, 0.5, 0.68);
  chair(kit, x + 0.38, y - 0.5, kit.paint(kit.palette.accent), true);
  kit.block([x + 0.2, y + 0.12, 0.68], [x + 0.48, y + 0.34, 0.7], kit.paint([246, 244, 236]), {
    casts: false,
  });
}

export function arrangeLibrary(kit: RoomKit, look: RoomLook): void {
  const back = look.back;
  for (const [i, x] of [-4.55, -3.3, -2.05].entries()) bookcase(kit, x, back, 1.2, 2.9, 8, i);
  for (const [i, x] of [0.85, 2.1, 3.35].entries()) bookcase(kit, x, back, 1.2, 2.9, 8, 2 - i);
  // Side walls carry books as well.
  for (const [i, y] of [0.1, 1.5, 2.9].entries()) {
    sideCase(kit, y, i);
  }
  ladder(kit, 1.55, back);
  table(kit, -0.95, back - 1.15, 1.9, 0.85, 0.76);
  shadeLamp(kit, -0.55, back - 0.75, 0.76, 0.46, 0.9);
  kit.block([0.1, back - 0.95, 0.76], [0.36, back - 0.72, 0.8], kit.paint([150, 44, 40]), { casts: false });
  kit.block([0.12, back - 0.93, 0.8], [0.35, back - 0.73, 0.84], kit.paint([38, 74, 108]), { casts: false });
  chair(kit, -0.2, back - 1.75, kit.wood, true);
  rug(kit, -1.9, -0.3, 3.8, 2.0, [128, 40, 40], [206, 168, 104]);
  pendant(kit, -1.5, 1.4, look.height, 0.9, [196, 160, 90], 1.1);
  pendant(kit, 1.5, 1.4, look.height, 0.9, [196, 160, 90], 1.1);
  for (const x of [-4.2, 3.9]) pottedPlant(kit, x, back - 1.0, 0, 1.1, 2);
}

function sideCase(kit: RoomKit, y: number, variant: number): void {
  const texture = `books${variant % 3}-8`;
  for (const side of [-1, 1]) {
    const low = side < 0 ? -4.6 : 4.3;
    const front: Material = { texture };
    kit.box([low, y, 0.1], [low + 0.3, y + 1.25, 2.9], {
      ...(side < 0 ? { right: front } : { left: front }),
      front: kit.wood,
      back: kit.wood,
      top: kit.wood,
    });
  }
}

function ladder(kit: RoomKit, x: number, back: number): void {
  const wood = kit.wood;
  for (const at of [x, x + 0.45])
    kit.builder.quad(
      [kit.mirrored ? -at - 0.05 : at, back - 0.4, 2.7],
      [0.05, 0, 0],
      [0, -0.55, -2.7],
      wood,
      { twoSided: true },
    );
  for (let rung = 1; rung < 9; rung++) {
    const k = rung / 9;
    kit.block(
      [x, back - 0.95 + 0.55 * k - 0.02, 2.7 * k],
      [x + 0.5, back - 0.95 + 0.55 * k + 0.02, 2.7 * k + 0.04],
      wood,
      { under: true, casts: false },
    );
  }
}

export function arrangeCafe(kit: RoomKit, look: RoomLook): void {
  const back = look.back;
  const front: Material = cupboardFront(
    kit,
    'counter',
    blend(kit.palette.wood, kit.palette.accent, 0.15),
    5,
    1,
  );
  kit.box([-0.6, back - 1.6, 0], [3.6, back - 1.0, 1.05], {
    front,
    left: kit.wood,
    right: kit.wood,
    back: kit.wood,
  });
  kit.block([-0.68, back - 1.7, 1.05], [3.68, back - 0.95, 1.11], kit.paint([72, 58, 50]), { under: true });
  machine(kit, 2.35, back - 1.45);
  cakes(kit, 0.0, back - 1.5);
  for (const z of [1.5, 1.95]) {
    kit.block([-0.4, back - 0.28, z], [1.2, back, z + 0.04], kit.wood, { under: true });
    jars(kit, -0.28, back - 0.15, z + 0.04, 9, 0.17);
  }
  menu(kit, 1.5, back);
  for (const x of [-0.1, 0.9, 1.9, 2.9]) stool(kit, x, back - 2.05, 0.72, kit.fabric);
  for (const [x, y] of [
    [-3.3, 2.2],
    [-3.5, 0.5],
    [3.2, 0.6],
  ] as const) {
    kit.round([x, y, 0], 0.2, 0.05, 0.05, kit.paint(DARK));
    kit.round([x, y, 0.05], 0.03, 0.03, 0.68, kit.paint(DARK), { sides: 6 });
    kit.round([x, y, 0.72], 0.36, 0.36, 0.035, kit.wood, { sides: 18 });
    kit.round([x - 0.1, y, 0.755], 0.03, 0.045, 0.07, kit.paint([244, 242, 236]), { casts: false });
    chair(kit, x - 0.95, y - 0.2, kit.wood);
    chair(kit, x + 0.5, y - 0.2, kit.wood);
  }
  pottedPlant(kit, -1.25, back - 0.4, 0, 1.3, 2);
  for (const x of [0, 1.5, 3]) pendant(kit, x, back - 1.4, look.height, 0.75, kit.palette.accent, 0.95);
  for (const x of [-3.3]) pendant(kit, x, 1.8, look.height, 0.8, kit.palette.accent, 0.9);
}

function machine(kit: RoomKit, x: number, y: number): void {
  const metal = kit.paint([196, 200, 206]);
  kit.block([x, y, 1.11], [x + 0.8, y + 0.4, 1.2], kit.paint(DARK));
  kit.block([x, y + 0.18, 1.2], [x + 0.8, y + 0.4, 1.5], metal);
  kit.block([x, y, 1.45], [x + 0.8, y + 0.4, 1.62], kit.paint(kit.palette.accent), { under: true });
  for (const at of [0.2, 0.56])
    kit.round([x + at, y + 0.1, 1.36], 0.04, 0.04, 0.09, kit.paint(DARK), { casts: false });
  jars(kit, x + 0.15, y + 0.2, 1.62, 4, 0.16);
}

function cakes(kit: RoomKit, x: number, y: number): void {
  const colours: readonly Rgb[] = [
    [234, 190, 150],
    [120, 70, 48],
    [240, 224, 196],
    [214, 110, 120],
  ];
  for (const [i, colour] of colours.entries()) {
    kit.round([x + i * 0.3, y + 0.2, 1.11], 0.1, 0.13, 0.05, kit.paint([246, 246, 244]), { sides: 12 });
    kit.round([x + i * 0.3, y + 0.2, 1.16], 0.1, 0.1, 0.09, kit.paint(colour), {
      sides: 12,
      cap: kit.paint(shadeOf(colour, 1.15)),
    });
    apple(kit, x + i * 0.3, y + 0.2, 1.24);
  }
}

function menu(kit: RoomKit, x: number, back: number): void {
  const texture = kit.builder.texture('menu', () => {
    const canvas = new Canvas(512, 256, 2, 1).base([38, 40, 42]).grain(kit.seed, 0.2, 8, 5, 3);
    for (let column = 0; column < 3; column++) {
      const left = 0.12 + column * 0.63;
      canvas.rect(left, 0.12, 0.34, 0.055, kit.palette.accent);
      for (let row = 0; row < 7; row++) {
        let at = left;
        for (let word = 0; word < 3; word++) {
          const length = 0.05 + hash2(word + row * 3, column, kit.seed) * 0.07;
          canvas.rect(at, 0.25 + row * 0.095, length, 0.028, [230, 228, 216], 0.85);
          at += length + 0.025;
        }
        canvas.rect(left + 0.46, 0.25 + row * 0.095, 0.06, 0.028, [236, 196, 110], 0.9);
      }
    }
    return canvas;
  });
  kit.block([x - 0.05, back - 0.06, 1.6], [x + 1.95, back - 0.01, 2.6], kit.wood, { under: true });
  kit.box([x, back - 0.07, 1.65], [x + 1.9, back - 0.06, 2.55], { front: { texture } }, { casts: false });
}
