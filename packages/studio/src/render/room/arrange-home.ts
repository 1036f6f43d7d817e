import type { Rgb } from '../../vocabulary/figure.ts';
import { Canvas } from '../diorama/canvas.ts';
import { blend, cloth, shadeOf, tiles } from '../diorama/materials.ts';
import {
  bookcase,
  chair,
  curtains,
  DARK,
  jars,
  METAL,
  pendant,
  pottedPlant,
  rug,
  shadeLamp,
  sofa,
  table,
  wallPicture,
} from './furniture.ts';
import { cupboardFront } from './paint-decor.ts';
import type { RoomKit } from './room-kit.ts';
import type { RoomLook } from './room-looks.ts';

export function arrangeKitchen(kit: RoomKit, look: RoomLook): void {
  const back = look.back;
  const front: Rgb = kit.pick([
    blend(kit.palette.fabric, [240, 236, 226], 0.25),
    blend(kit.palette.wall, [250, 248, 240], 0.6),
    kit.palette.wood,
    [74, 102, 96],
  ]);
  const base = cupboardFront(kit, 'base', front, 4, 1);
  const drawers = cupboardFront(kit, 'drawers', front, 1, 3);
  const upper = cupboardFront(kit, 'upper', front, 2, 1, true);
  const side = kit.paint(front);
  const top = kit.wood;
  const y = back - 0.62;
  kit.box([-2.5, y, 0.1], [0.8, back, 0.88], { front: base, left: side, right: side });
  kit.box([0.8, y, 0.1], [1.4, back, 0.88], { front: ovenFront(kit), right: side });
  kit.box([1.4, y, 0.1], [2.2, back, 0.88], { front: drawers, right: side });
  kit.block([-2.45, y + 0.06, 0], [2.15, back, 0.1], kit.paint(DARK));
  kit.block([-2.54, y - 0.03, 0.88], [2.24, back, 0.93], top, { under: true });
  // The splash-back between counter and cupboards.
  const splash = tiles(
    kit.builder,
    'splash',
    [238, 236, 228],
    [232, 232, 226],
    [200, 198, 190],
    0.12,
    kit.seed,
  );
  kit.box([0.4, back - 0.015, 0.93], [2.24, back, 1.55], { front: splash }, { casts: false });
  kit.box([-2.54, back - 0.015, 0.93], [-1.42, back, 1.55], { front: splash }, { casts: false });
  kit.box([0.6, back - 0.36, 1.55], [2.24, back, 2.3], {
    front: upper,
    left: side,
    right: side,
    bottom: side,
    top: side,
  });
  kit.box([-2.54, back - 0.36, 1.55], [-1.6, back, 2.3], {
    front: upper,
    left: side,
    right: side,
    bottom: side,
    top: side,
  });
  hood(kit, back);
  fridge(kit, 2.34, back);
  sink(kit, -0.9, y);
  for (const [i, z] of [1.5, 1.92].entries()) {
    kit.block([-3.9, back - 0.26, z], [-2.75, back, z + 0.04], top, { under: true });
    jars(kit, -3.8, back - 0.14, z + 0.04, 7, 0.16 - i * 0.005);
  }
  table(kit, -4.2, back - 1.3, 1.3, 0.8, 0.76);
  chair(kit, -3.4, back - 1.9, kit.wood, true);
  jars(kit, -2.35, back - 0.2, 0.93, 4, 0.17);
  pottedPlant(kit, -1.25, back - 0.08, 1.12, 0.32, 0);
  pottedPlant(kit, 0.15, back - 0.08, 1.12, 0.26, 1);
  kettle(kit, 1.0, back - 0.32);
  pendant(kit, -1.2, 2.1, look.height, 0.7, kit.palette.accent, 1.1);
  pendant(kit, 1.2, 2.1, look.height, 0.7, kit.palette.accent, 1.1);
}

function ovenFront(kit: RoomKit): { texture: string } {
  return {
    texture: kit.builder.texture('oven', () => {
      const canvas = new Canvas(256, 256, 1, 1).gradient(0, 0, 1, 1, [206, 208, 212], [160, 164, 170]);
      canvas.rect(0.03, 0.02, 0.94, 0.15, [44, 46, 52]);
      for (let i = 0; i < 5; i++)
        canvas
          .ellipse(0.14 + i * 0.18, 0.095, 0.045, 0.045, [214, 216, 220])
          .ellipse(0.14 + i * 0.18, 0.095, 0.02, 0.02, [90, 94, 100]);
      canvas
        .rect(0.06, 0.23, 0.88, 0.05, [232, 234, 236])
        .rounded(0.1, 0.34, 0.8, 0.54, 0.04, [26, 26, 30])
        .gradient(0.14, 0.38, 0.72, 0.3, [92, 74, 60], [40, 36, 36]);
      return canvas.rect(0.14, 0.56, 0.72, 0.012, [150, 150, 150]);
    }),
  };
}

function hood(kit: RoomKit, back: number): void {
  const metal = kit.paint(METAL);
  kit.block([0.78, back - 0.62, 0.93], [1.42, back - 0.08, 0.945], kit.paint([28, 28, 32]), { casts: false });
  for (const [x, y] of [
    [0.94, -0.5],
    [1.26, -0.5],
    [0.94, -0.22],
    [1.26, -0.22],
  ] as const)
    kit.round([x, back + y, 0.945], 0.09, 0.09, 0.012, kit.paint([58, 58, 64]), { casts: false });
  kit.block([0.8, back - 0.5, 1.5], [1.4, back, 1.58], metal, { under: true });
}

function fridge(kit: RoomKit, x: number, back: number): void {
  const colour = kit.pick<Rgb>([[216, 220, 224], kit.palette.accent, [178, 206, 204]]);
  const texture = kit.builder.texture('fridge', () => {
    const canvas = new Canvas(128, 256, 0.75, 1.8).gradient(
      0,
      0,
      0.75,
      1.8,
      shadeOf(colour, 1.05),
      shadeOf(colour, 0.88),
    );
    canvas
      .rect(0, 0.56, 0.75, 0.018, shadeOf(colour, 0.4))
      .rounded(0.05, 0.2, 0.035, 0.3, 0.015, [236, 238, 240])
      .rounded(0.05, 0.64, 0.035, 0.5, 0.015, [236, 238, 240]);
    canvas
      .rect(0.38, 0.2, 0.13, 0.15, [250, 244, 200])
      .rect(0.54, 0.26, 0.1, 0.12, [220, 120, 110])
      .rect(0.44, 0.72, 0.16, 0.2, [244, 246, 248]);
    return canvas.gradient(0.6, 0, 0.1, 1.8, [255, 255, 255], [255, 255, 255], 0.22, 0.05);
  });
  const side = kit.paint(shadeOf(colour, 0.92));
  kit.box([x, back - 0.7, 0.02], [x + 0.78, back, 1.82], {
    front: { texture },
    left: side,
    right: side,
    top: side,
  });
  jars(kit, x + 0.2, back - 0.4, 1.82, 3, 0.18);
}

function sink(kit: RoomKit, x: number, y: number): void {
  const metal = kit.paint([198, 202, 206]);
  kit.block([x - 0.02, y + 0.1, 0.93], [x + 0.72, y + 0.52, 0.94], metal, { casts: false });
  kit.mat(x + 0.03, y + 0.14, 0.943, 0.62, 0.34, kit.paint([112, 118, 124]));
  kit.round([x + 0.34, y + 0.5, 0.94], 0.018, 0.018, 0.26, metal, { sides: 7 });
  kit.block([x + 0.325, y + 0.28, 1.18], [x + 0.355, y + 0.5, 1.21], metal, { under: true });
}

function kettle(kit: RoomKit, x: number, y: number): void {
  const red = kit.paint(kit.palette.accent);
  kit.round([x, y, 0.957], 0.1, 0.06, 0.16, red, { sides: 12 });
  kit.round([x, y, 1.117], 0.02, 0.02, 0.03, kit.paint(DARK), { sides: 6, casts: false });
}

export function arrangeLivingRoom(kit: RoomKit, look: RoomLook): void {
  const back = look.back;
  curtains(kit, -2.15, 1.5, back, 0.25, 2.62, blend(kit.palette.fabric, [240, 232, 218], 0.35));
  sofa(kit, -0.5, back - 1.25, 2.3);
  wallPicture(kit, 0.0, back, 1.45, 0.72, 0.72, kit.pick([0, 1, 2, 3]));
  wallPicture(kit, 0.82, back, 1.62, 0.46, 0.55, kit.pick([4, 5, 6, 7]));
  wallPicture(kit, -0.42, back, 1.55, 0.34, 0.44, kit.pick([8, 9, 10]));
  bookcase(kit, 2.15, back, 1.25, 2.15, 6);
  jars(kit, 2.35, back - 0.18, 2.22, 5, 0.19);
  shadeLamp(kit, 1.96, back - 0.55, 0, 1.6, 1.1);
  pottedPlant(kit, -3.0, back - 0.5, 0, 1.35, 2);
  rug(kit, -1.7, -0.2, 3.4, 2.2, blend(kit.palette.fabric, [232, 220, 200], 0.55), kit.palette.accent);
  // Low cupboard with the television along the side wall, seen at an angle.
  const cupboard = cupboardFront(kit, 'tv-bench', kit.palette.wood, 3, 1);
  kit.box([-4.55, 0.6, 0.08], [-4.1, 2.6, 0.5], {
    right: cupboard,
    front: kit.wood,
    top: kit.wood,
    back: kit.wood,
  });
  const dark = kit.paint([30, 31, 35]);
  kit.box([-4.42, 0.95, 0.56], [-4.36, 2.25, 1.3], {
    right: kit.paint([22, 26, 34]),
    front: dark,
    top: dark,
    back: dark,
  });
  // Armchair and side table on the other side.
  const chairCloth = cloth(kit.builder, 'armchair', kit.palette.accent, kit.seed);
  kit.block([3.2, 1.1, 0.12], [4.1, 2.0, 0.42], chairCloth);
  kit.block([3.95, 1.1, 0.42], [4.15, 2.0, 0.98], chairCloth);
  kit.block([3.2, 1.9, 0.42], [4.1, 2.06, 0.64], chairCloth);
  kit.block([3.2, 1.04, 0.42], [4.1, 1.2, 0.64], chairCloth);
  kit.round([-1.0, back - 0.75, 0], 0.2, 0.2, 0.5, kit.wood, { sides: 12 });
  jars(kit, -1.05, back - 0.75, 0.5, 2, 0.13);
  pottedPlant(kit, 3.75, back - 0.4, 0, 1.0, 0);
  pendant(kit, 0, 1.6, look.height, 0.55, blend(kit.palette.accent, [240, 230, 210], 0.5), 1);
}

export function arrangeBedroom(kit: RoomKit, look: RoomLook): void {
  const back = look.back;
  curtains(kit, -2.5, 1.6, back, 0.2, 2.58, blend(kit.palette.accent, [240, 230, 218], 0.4));
  const sheet = cloth(kit.builder, 'sheet', [238, 234, 226], kit.seed);
  const cover = cloth(kit.builder, 'cover', blend(kit.palette.fabric, [255, 255, 255], 0.15), kit.seed + 1);
  const x = 0.0;
  const width = 1.75;
  kit.block([x, back - 2.15, 0.12], [x + width, back - 0.08, 0.34], kit.wood);
  kit.block([x - 0.06, back - 0.1, 0], [x + width + 0.06, back, 1.2], kit.wood);
  kit.block([x - 0.02, back - 2.2, 0], [x + width + 0.02, back - 2.12, 0.42], kit.wood);
  kit.block([x + 0.03, back - 2.1, 0.34], [x + width - 0.03, back - 0.1, 0.54], sheet);
  kit.block([x - 0.03, back - 2.13, 0.3], [x + width + 0.03, back - 0.85, 0.6], cover);
  kit.block([x - 0.035, back - 0.98, 0.35], [x + width + 0.035, back - 0.78, 0.615], sheet);
  const throwCloth = cloth(kit.builder, 'throw', kit.palette.accent, kit.seed + 2);
  kit.block([x - 0.04, back - 1.9, 0.28], [x + width + 0.04, back - 1.5, 0.615], throwCloth);
  for (const left of [x + 0.1, x + 0.92])
    kit.block([left, back - 0.5, 0.54], [left + 0.72, back - 0.16, 0.74], sheet);
  kit.block([x + 0.52, back - 0.62, 0.54], [x + 1.2, back - 0.46, 0.82], throwCloth);
  const stand = cupboardFront(kit, 'stand', kit.palette.wood, 1, 2);
  for (const left of [x - 0.62, x + width + 0.12]) {
    kit.box([left, back - 0.46, 0], [left + 0.48, back, 0.52], {
      front: stand,
      left: kit.wood,
      right: kit.wood,
      top: kit.wood,
    });
    shadeLamp(kit, left + 0.24, back - 0.24, 0.52, 0.46, 0.75);
  }
  const doors = cupboardFront(kit, 'wardrobe', kit.palette.wood, 2, 1, true);
  kit.box([2.55, back - 0.65, 0], [4.1, back, 2.2], {
    front: doors,
    left: kit.wood,
    right: kit.wood,
    top: kit.wood,
  });
  wallPicture(kit, x + 0.3, back, 1.5, 1.15, 0.7, kit.pick([0, 4, 2]));
  rug(
    kit,
    -1.6,
    0.0,
    3.0,
    1.9,
    blend(kit.palette.wall, [240, 230, 220], 0.5),
    blend(kit.palette.accent, kit.palette.wall, 0.3),
  );
  pottedPlant(kit, -3.3, back - 0.5, 0, 1.2, 1);
  kit.block([-4.5, 0.9, 0], [-4.0, 2.2, 0.8], kit.wood);
  jars(kit, -4.25, 1.2, 0.8, 3, 0.15);
  pendant(kit, 0, 1.4, look.height, 0.5, blend(kit.palette.accent, [244, 236, 224], 0.6), 0.8);
}
