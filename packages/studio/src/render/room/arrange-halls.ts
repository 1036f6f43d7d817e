import type { Rgb } from '../../vocabulary/figure.ts';
import { Canvas } from '../diorama/canvas.ts';
import { blend, brick, shadeOf } from '../diorama/materials.ts';
import {
  DARK,
  foldedCloth,
  halo,
  jars,
  METAL,
  pendant,
  pottedPlant,
  stool,
  table,
  wallPicture,
} from './furniture.ts';
import { cupboardFront, glowCutout, pictureFront } from './paint-decor.ts';
import type { RoomKit } from './room-kit.ts';
import type { RoomLook } from './room-looks.ts';

export function arrangeGallery(kit: RoomKit, look: RoomLook): void {
  const back = look.back;
  const sizes = kit.pick<readonly (readonly [number, number, number])[]>([
    [
      [-3.9, 1.2, 1.5],
      [-2.2, 1.6, 1.2],
      [0.1, 1.3, 1.7],
      [1.95, 1.7, 1.2],
    ],
    [
      [-3.8, 1.5, 1.1],
      [-1.75, 1.3, 1.7],
      [0.15, 1.5, 1.2],
      [2.2, 1.2, 1.5],
    ],
  ]);
  for (const [i, [x, width, height]] of sizes.entries()) {
    wallPicture(kit, x, back, 1.55 - height / 2 + 0.2, width, height, i + 1, i % 2 === 0);
    spotOnWall(kit, x + width / 2, back, look.height);
  }
  for (const [i, y] of [0.4, 2.4].entries()) {
    const frame = kit.paint([40, 40, 44]);
    const picture = pictureFront(kit, i + 2, [40, 40, 44]);
    kit.box([-4.6, y, 1.0], [-4.56, y + 1.4, 2.3], { right: picture, front: frame, back: frame, top: frame });
    kit.box([4.56, y, 1.0], [4.6, y + 1.4, 2.3], { left: picture, front: frame, back: frame, top: frame });
  }
  kit.block([-0.9, 2.6, 0.36], [0.9, 3.05, 0.44], kit.wood, { under: true });
  for (const x of [-0.75, 0.65]) kit.block([x, 2.65, 0], [x + 0.1, 3.0, 0.36], kit.paint(DARK));
  sculpture(kit, -3.4, 2.4);
  sculpture(kit, 3.4, 2.2);
  for (const x of [-2.6, 2.6])
    kit.block([x - 1.8, 2.6, look.height - 0.06], [x + 1.8, 2.66, look.height - 0.02], kit.paint(DARK), {
      under: true,
      casts: false,
    });
}

function spotOnWall(kit: RoomKit, x: number, back: number, height: number): void {
  kit.round([x, back - 1.75, height - 0.28], 0.07, 0.05, 0.2, kit.paint(DARK), { casts: false });
  kit.lamp([x, back - 1.7, height - 0.3], [2.4, 2.2, 1.8], 0.1, [0, 0.76, -0.65], 0.6);
}

function sculpture(kit: RoomKit, x: number, y: number): void {
  kit.block([x - 0.22, y - 0.22, 0], [x + 0.22, y + 0.22, 1.0], kit.paint([240, 240, 238]));
  const colour = kit.paint(
    kit.pick<Rgb>([
      [206, 150, 70],
      [196, 86, 66],
      [64, 110, 140],
      [60, 60, 64],
    ]),
  );
  kit.round([x, y, 1.0], 0.06, 0.16, 0.18, colour, { sides: 12 });
  kit.round([x, y, 1.18], 0.16, 0.05, 0.2, colour, { sides: 12 });
  kit.round([x, y, 1.38], 0.05, 0.12, 0.12, colour, { sides: 12 });
}

export function arrangeStage(kit: RoomKit, look: RoomLook): void {
  const back = look.back;
  const red = kit.palette.fabric;
  const drape = foldedCloth(kit, 'drape', red, 11);
  const backdrop = foldedCloth(kit, 'backdrop', shadeOf(red, 0.45), 15);
  kit.box([-4.6, back - 0.08, 0], [0, back, look.height], { front: backdrop }, { casts: false });
  kit.box([0, back - 0.08, 0], [4.6, back, look.height], { front: backdrop }, { casts: false });
  for (const [y, reach] of [
    [2.7, 1.25],
    [0.4, 0.75],
  ] as const) {
    for (const side of [-1, 1]) {
      const x = side < 0 ? -4.6 : 4.6 - reach;
      kit.box([x, y, 0], [x + reach, y + 0.25, look.height], { front: drape, left: drape, right: drape });
    }
    kit.box(
      [-4.6, y + 0.02, look.height - 0.85],
      [4.6, y + 0.2, look.height],
      { front: drape, bottom: kit.paint(shadeOf(red, 0.3)) },
      { casts: false },
    );
  }
  drums(kit, 0, back - 1.0);
  for (const x of [-2.7, 1.9]) speaker(kit, x, back - 1.1);
  kit.block([-3.4, 2.0, look.height - 1.0], [3.4, 2.08, look.height - 0.92], kit.paint(METAL), {
    under: true,
    casts: false,
  });
  const colours: readonly Rgb[] = [
    [255, 176, 96],
    [110, 150, 255],
    [255, 110, 170],
    [255, 214, 150],
  ];
  for (const [i, x] of [-2.4, -0.9, 0.9, 2.4].entries()) {
    const colour = colours[(i + Math.floor(kit.random() * 2)) % 4] ?? [255, 255, 255];
    kit.round([x, 2.0, look.height - 1.22], 0.13, 0.08, 0.24, kit.paint(DARK), { casts: false });
    kit.lamp(
      [x, 1.9, look.height - 1.1],
      [(colour[0] / 255) * 4.2, (colour[1] / 255) * 4.2, (colour[2] / 255) * 4.2],
      0.12,
      [-x * 0.16, -0.3, -0.94],
      1,
    );
    kit.sheet(
      x - 1.2 - x * 0.25,
      1.7 - i * 0.02,
      0,
      2.4,
      look.height - 1.15,
      glowCutout(kit, `beam${i}`, colour, true),
      [0.18, 0.94],
    );
    halo(kit, x, 1.75, look.height - 1.2, 0.4);
  }
}

function drums(kit: RoomKit, x: number, y: number): void {
  kit.block([x - 1.3, y - 0.55, 0], [x + 1.3, y + 0.75, 0.32], kit.paint([36, 34, 40]));
  const shell = kit.paint(kit.palette.accent);
  const skin = kit.paint([238, 234, 224]);
  kit.round([x, y + 0.1, 0.36], 0.33, 0.33, 0.42, shell, { sides: 14, cap: skin });
  for (const [dx, dy, z, radius] of [
    [-0.45, -0.15, 0.72, 0.18],
    [0.45, -0.15, 0.72, 0.18],
    [-0.7, 0.25, 0.5, 0.22],
    [0.75, 0.2, 0.4, 0.26],
  ] as const)
    kit.round([x + dx, y + dy, z], radius, radius, 0.2, shell, { sides: 12, cap: skin });
  for (const dx of [-0.95, 0.98]) {
    kit.round([x + dx, y + 0.3, 0.32], 0.012, 0.012, 0.95, kit.paint(METAL), { sides: 4 });
    kit.round([x + dx, y + 0.3, 1.27], 0.28, 0.03, 0.03, kit.paint([226, 186, 84]), { sides: 16 });
  }
}

function speaker(kit: RoomKit, x: number, y: number): void {
  const texture = kit.builder.texture('speaker', () => {
    const canvas = new Canvas(128, 256, 0.8, 1.3).base([30, 30, 34]);
    for (const [cy, radius] of [
      [0.35, 0.2],
      [0.88, 0.32],
    ] as const)
      canvas
        .ellipse(0.4, cy, radius, radius, [66, 66, 72])
        .ellipse(0.4, cy, radius * 0.88, radius * 0.88, [22, 22, 26])
        .ellipse(0.4, cy, radius * 0.35, radius * 0.35, [60, 60, 66]);
    return canvas;
  });
  const side = kit.paint([34, 34, 38]);
  kit.box([x, y, 0], [x + 0.8, y + 0.6, 1.3], { front: { texture }, left: side, right: side, top: side });
}

export function arrangeGym(kit: RoomKit, look: RoomLook): void {
  const back = look.back;
  mirrorWall(kit, back);
  dumbbells(kit, -2.3, back);
  barbell(kit, 1.4, back - 1.3);
  treadmill(kit, 3.15, 1.4);
  treadmill(kit, -4.25, 1.0);
  kit.round([-3.3, back - 0.7, 0.9], 0.2, 0.2, 1.1, kit.paint(kit.palette.accent), { sides: 14 });
  kit.round([-3.3, back - 0.7, 2.0], 0.012, 0.012, look.height - 2.0, kit.paint(DARK), {
    sides: 4,
    casts: false,
  });
  const mat = kit.paint(shadeOf(kit.palette.accent, 0.85));
  kit.block([-1.6, 0.9, 0], [0.2, 1.6, 0.03], mat, { casts: false });
  ballPile(kit, 0.1, back - 0.5);
  for (const x of [-2, 0, 2]) {
    kit.block(
      [x - 0.7, 1.5, look.height - 0.3],
      [x + 0.7, 1.62, look.height - 0.24],
      kit.paint([255, 252, 244], kit.lampsOn ? 0.9 : 0.35),
      { under: true, casts: false },
    );
    kit.lamp([x, 1.5, look.height - 0.45], [1.1, 1.04, 0.94], 0.4, null, 0.3);
  }
}

function mirrorWall(kit: RoomKit, back: number): void {
  const texture = kit.builder.texture('mirror', () => {
    const canvas = new Canvas(256, 128, 4, 1.7).gradient(
      0,
      0,
      4,
      1.7,
      blend(kit.palette.wall, [224, 236, 244], 0.6),
      blend(kit.palette.floor, [150, 160, 168], 0.5),
    );
    for (let i = 0; i < 4; i++)
      canvas.rect(i, 0, 0.014, 1.7, [90, 96, 102]).polygon(
        [
          [i + 0.5, 0],
          [i + 0.72, 0],
          [i + 0.32, 1.7],
          [i + 0.1, 1.7],
        ],
        [255, 255, 255],
        0.2,
      );
    return canvas;
  });
  kit.box([-2.4, back - 0.03, 0.15], [2.2, back, 1.8], { front: { texture, glow: 0.06 } }, { casts: false });
}

function dumbbells(kit: RoomKit, x: number, back: number): void {
  for (const z of [0.35, 0.75]) {
    kit.block([x, back - 0.55, z], [x + 2.0, back - 0.15, z + 0.04], kit.paint(DARK), { under: true });
    for (let i = 0; i < 6; i++) {
      const left = x + 0.1 + i * 0.31;
      const size = 0.05 + i * 0.006;
      for (const dx of [0, 0.14])
        kit.block(
          [left + dx, back - 0.42, z + 0.04],
          [left + dx + 0.08, back - 0.42 + size * 2, z + 0.04 + size * 2],
          kit.paint(i % 2 ? kit.palette.accent : [40, 42, 46]),
          { casts: false },
        );
      kit.block([left, back - 0.38, z + 0.07], [left + 0.2, back - 0.35, z + 0.1], kit.paint(METAL), {
        casts: false,
      });
    }
  }
  for (const dx of [0, 1.94])
    kit.block([x + dx, back - 0.55, 0], [x + dx + 0.06, back - 0.15, 1.0], kit.paint(DARK));
}

function barbell(kit: RoomKit, x: number, y: number): void {
  for (const dx of [0.1, 1.3]) kit.block([x + dx, y, 0], [x + dx + 0.08, y + 0.08, 1.35], kit.paint(DARK));
  kit.block([x + 0.1, y - 0.3, 0], [x + 1.38, y - 0.22, 0.06], kit.paint(DARK));
  kit.block([x - 0.35, y - 0.06, 1.2], [x + 1.85, y - 0.02, 1.24], kit.paint(METAL), { under: true });
  for (const dx of [-0.25, -0.16, 1.62, 1.71])
    kit.block(
      [x + dx, y - 0.22, 1.03],
      [x + dx + 0.06, y + 0.14, 1.41],
      kit.paint(dx === -0.16 || dx === 1.62 ? kit.palette.accent : [40, 42, 46]),
      { under: true },
    );
  kit.block([x + 0.5, y - 1.0, 0.4], [x + 0.95, y + 0.1, 0.5], kit.paint([46, 46, 52]), { under: true });
  for (const dy of [-0.9, -0.1])
    kit.block([x + 0.55, y + dy, 0], [x + 0.9, y + dy + 0.06, 0.4], kit.paint(METAL));
}

function treadmill(kit: RoomKit, x: number, y: number): void {
  kit.block([x, y, 0.04], [x + 0.8, y + 1.7, 0.18], kit.paint([50, 52, 58]));
  kit.mat(x + 0.12, y + 0.05, 0.185, 0.56, 1.4, kit.paint([24, 24, 28]));
  for (const dx of [0, 0.74])
    kit.block([x + dx, y + 1.45, 0.18], [x + dx + 0.06, y + 1.53, 1.25], kit.paint(METAL));
  kit.block([x, y + 1.4, 1.2], [x + 0.8, y + 1.56, 1.42], kit.paint([36, 38, 44]), { under: true });
}

function ballPile(kit: RoomKit, x: number, y: number): void {
  const ball = (cx: number, cy: number, z: number, radius: number, colour: Rgb): void => {
    const material = kit.paint(colour);
    const rings = 6;
    for (let ring = 0; ring < rings; ring++) {
      const from = -Math.cos((ring / rings) * Math.PI);
      const to = -Math.cos(((ring + 1) / rings) * Math.PI);
      const low = Math.sqrt(Math.max(0, 1 - from * from)) * radius;
      const high = Math.sqrt(Math.max(0, 1 - to * to)) * radius;
      kit.round([cx, cy, z + radius * (1 + from)], low, high, radius * (to - from), material, {
        sides: 14,
        cap: null,
        casts: ring === 2,
      });
    }
  };
  ball(x, y, 0, 0.34, kit.palette.accent);
  ball(x + 0.75, y + 0.05, 0, 0.26, kit.palette.fabric);
}

export function arrangeWorkshop(kit: RoomKit, look: RoomLook): void {
  const back = look.back;
  table(kit, -2.6, back - 0.85, 3.0, 0.85, 0.9);
  kit.block([-2.5, back - 0.8, 0.25], [0.3, back - 0.05, 0.3], kit.wood, { under: true });
  for (let i = 0; i < 4; i++)
    kit.block(
      [-2.3 + i * 0.62, back - 0.6, 0.3],
      [-1.85 + i * 0.62, back - 0.2, 0.5 + (i % 2) * 0.12],
      kit.paint(kit.pick<Rgb>([kit.palette.accent, kit.palette.fabric, [196, 160, 104], [92, 104, 112]])),
    );
  pegboard(kit, -2.5, back);
  vice(kit, -0.1, back - 0.75);
  jars(kit, -2.4, back - 0.25, 0.9, 6, 0.16);
  kit.block([-1.3, back - 0.6, 0.9], [-0.7, back - 0.3, 1.06], kit.paint([206, 60, 48]));
  kit.block([-1.15, back - 0.47, 1.06], [-0.85, back - 0.43, 1.14], kit.paint(DARK));
  const drawers = cupboardFront(kit, 'tools', [196, 58, 46], 1, 5);
  kit.box([2.7, back - 0.6, 0.08], [3.5, back, 1.05], {
    front: drawers,
    left: kit.paint([180, 52, 42]),
    right: kit.paint([180, 52, 42]),
    top: kit.paint([60, 62, 66]),
  });
  for (let i = 0; i < 6; i++)
    kit.block([3.7 + i * 0.12, back - 0.12, 0], [3.8 + i * 0.12, back - 0.02, 2.1 + (i % 3) * 0.2], kit.wood);
  stool(kit, 1.0, back - 1.2, 0.62, kit.wood);
  // Saw horses with a board.
  for (const x of [-4.2, -3.1])
    for (const dx of [0, 0.4]) kit.block([x + dx, 1.0, 0], [x + dx + 0.07, 1.5, 0.7], kit.wood);
  kit.block([-4.4, 1.1, 0.7], [-2.5, 1.4, 0.75], kit.wood, { under: true });
  const crate = brick(kit.builder, 'crate', [176, 132, 84], [96, 68, 44], kit.seed);
  kit.block([3.2, 1.0, 0], [4.1, 1.8, 0.62], { ...crate, tile: [3.2, 3.4] });
  kit.block([3.4, 1.15, 0.62], [3.95, 1.65, 1.0], { ...crate, tile: [3.2, 3.4] });
  pottedPlant(kit, 2.2, back - 0.1, 1.25, 0.3, 0);
  for (const x of [-1.4, 1.4]) pendant(kit, x, 2.2, look.height, 0.7, [70, 92, 86], 1.2);
}

function pegboard(kit: RoomKit, x: number, back: number): void {
  const texture = kit.builder.texture('pegboard', () => {
    const canvas = new Canvas(512, 256, 2.8, 1.2).base([204, 176, 132]);
    for (let row = 0; row < 14; row++)
      for (let column = 0; column < 34; column++)
        canvas.ellipse(0.06 + column * 0.083, 0.05 + row * 0.085, 0.009, 0.009, [110, 88, 60]);
    const steel: Rgb = [120, 126, 134];
    for (let i = 0; i < 5; i++) {
      const at = 0.18 + i * 0.16;
      canvas
        .line(at + 0.015, 0.2, at + 0.015, 0.42 + i * 0.03, 0.022, [210, 70, 50])
        .line(at + 0.015, 0.45, at + 0.015, 0.68 + i * 0.04, 0.012, steel);
    }
    for (const at of [1.15, 1.42])
      canvas.line(at, 0.3, at, 0.95, 0.035, [150, 104, 62]).rounded(at - 0.11, 0.2, 0.22, 0.1, 0.02, steel);
    canvas
      .polygon(
        [
          [1.7, 0.25],
          [2.5, 0.35],
          [2.5, 0.42],
          [1.7, 0.55],
        ],
        [176, 182, 188],
      )
      .rounded(1.6, 0.24, 0.2, 0.32, 0.05, [150, 92, 52]);
    canvas.ellipse(2.0, 0.82, 0.15, 0.15, steel).ellipse(2.0, 0.82, 0.1, 0.1, [204, 176, 132]);
    return canvas.line(2.35, 0.65, 2.35, 1.05, 0.04, steel).rounded(2.27, 0.58, 0.16, 0.12, 0.04, steel);
  });
  kit.box([x, back - 0.03, 1.3], [x + 2.8, back, 2.5], {
    front: { texture },
    right: kit.wood,
    left: kit.wood,
    top: kit.wood,
  });
}

function vice(kit: RoomKit, x: number, y: number): void {
  const blue = kit.paint([62, 96, 130]);
  kit.block([x, y, 0.9], [x + 0.3, y + 0.2, 0.98], blue);
  kit.block([x, y - 0.02, 0.98], [x + 0.1, y + 0.2, 1.12], blue);
  kit.block([x + 0.18, y - 0.02, 0.98], [x + 0.28, y + 0.2, 1.12], blue);
  kit.block([x - 0.1, y + 0.07, 1.0], [x, y + 0.11, 1.04], kit.paint(METAL), { under: true });
}
