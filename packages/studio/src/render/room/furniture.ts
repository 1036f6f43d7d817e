import type { Rgb } from '../../vocabulary/figure.ts';
import { Canvas } from '../diorama/canvas.ts';
import type { Material, Vec3 } from '../diorama/diorama.ts';
import { blend, cloth, shadeOf } from '../diorama/materials.ts';
import { bookFront, glowCutout, pictureFront, plantCutout } from './paint-decor.ts';
import type { RoomKit } from './room-kit.ts';

/** Pieces that stand in more than one room. Positions are the left front bottom corner unless said otherwise. */

export const METAL: Rgb = [172, 176, 182];
export const DARK: Rgb = [46, 48, 54];

/** A table with four legs. */
export function table(
  kit: RoomKit,
  x: number,
  y: number,
  width: number,
  depth: number,
  height: number,
  material: Material = kit.wood,
): void {
  const leg = 0.06;
  for (const lx of [x + 0.03, x + width - leg - 0.03])
    for (const ly of [y + 0.03, y + depth - leg - 0.03])
      kit.block([lx, ly, 0], [lx + leg, ly + leg, height - 0.05], material);
  kit.block([x, y, height - 0.05], [x + width, y + depth, height], material, { under: true });
}

/** A plain chair; its back is on the +y side unless `turned`. */
export function chair(
  kit: RoomKit,
  x: number,
  y: number,
  material: Material = kit.wood,
  turned = false,
): void {
  const size = 0.42;
  const leg = 0.045;
  for (const lx of [x, x + size - leg])
    for (const ly of [y, y + size - leg]) kit.block([lx, ly, 0], [lx + leg, ly + leg, 0.45], material);
  kit.block([x, y, 0.44], [x + size, y + size, 0.49], material, { under: true });
  const by = turned ? y : y + size - leg;
  kit.block([x, by, 0.49], [x + leg, by + leg, 0.92], material, { casts: false });
  kit.block([x + size - leg, by, 0.49], [x + size, by + leg, 0.92], material, { casts: false });
  kit.block([x, by, 0.72], [x + size, by + leg, 0.9], material);
}

export function stool(kit: RoomKit, x: number, y: number, height: number, seat: Material): void {
  kit.round([x, y, 0], 0.14, 0.14, 0.03, kit.paint(DARK));
  kit.round([x, y, 0.03], 0.03, 0.03, height - 0.1, kit.paint(METAL), { sides: 6 });
  kit.round([x, y, height - 0.08], 0.18, 0.18, 0.08, seat, { sides: 12 });
}

/** A wall-high case; its back stands at `backY`. */
export function bookcase(
  kit: RoomKit,
  x: number,
  backY: number,
  width: number,
  height: number,
  shelves: number,
  variant = 0,
): void {
  const depth = 0.34;
  kit.box([x, backY - depth, 0], [x + width, backY, height], {
    front: bookFront(kit, width, height, shelves, variant),
    left: kit.wood,
    right: kit.wood,
    top: kit.wood,
  });
  kit.block([x - 0.03, backY - depth - 0.04, height], [x + width + 0.03, backY, height + 0.07], kit.wood, {
    under: true,
  });
  kit.block([x - 0.02, backY - depth - 0.03, 0], [x + width + 0.02, backY, 0.1], kit.wood);
}

/** A framed picture on the back wall (or any sheet standing at `wallY`). */
export function wallPicture(
  kit: RoomKit,
  x: number,
  wallY: number,
  bottom: number,
  width: number,
  height: number,
  variant: number,
  matte = true,
): void {
  const frame = kit.pick<Rgb>([
    [72, 50, 36],
    [38, 38, 42],
    [206, 172, 104],
    [232, 228, 220],
  ]);
  const side = kit.paint(frame);
  kit.box([x, wallY - 0.04, bottom], [x + width, wallY, bottom + height], {
    front: pictureFront(kit, variant, frame, matte),
    left: side,
    right: side,
    top: side,
    bottom: side,
  });
}

export function pottedPlant(
  kit: RoomKit,
  x: number,
  y: number,
  z: number,
  height: number,
  kind: number,
): void {
  const pot = height * 0.28;
  const colour = kit.pick<Rgb>([
    [196, 112, 76],
    [228, 224, 214],
    [84, 104, 110],
  ]);
  kit.round([x, y, z], pot * 0.36, pot * 0.5, pot, kit.paint(colour), {
    cap: kit.paint([62, 46, 36]),
    sides: 12,
  });
  const leaves = plantCutout(kit, kind);
  const size = height * 0.95;
  kit.sheet(x - size / 2, y, z + pot * 0.85, size, size * 0.95, leaves);
  kit.sheet(x - size * 0.36, y - pot * 0.2, z + pot * 0.7, size * 0.72, size * 0.66, {
    ...leaves,
    mirrored: true,
  });
}

/** A lamp hanging from the ceiling. */
export function pendant(
  kit: RoomKit,
  x: number,
  y: number,
  ceiling: number,
  drop: number,
  colour: Rgb,
  strength = 1,
): void {
  const bottom = ceiling - drop;
  kit.round([x, y, bottom + 0.2], 0.008, 0.008, drop - 0.2, kit.paint(DARK), {
    sides: 4,
    cap: null,
    casts: false,
  });
  kit.round([x, y, bottom], 0.2, 0.06, 0.22, kit.paint(colour, kit.lampsOn ? 0.35 : 0), {
    sides: 12,
    casts: false,
    hollow: true,
  });
  kit.round([x, y, bottom - 0.03], 0.07, 0.07, 0.09, kit.paint([255, 236, 200], kit.lampsOn ? 1 : 0.25), {
    casts: false,
    sides: 8,
  });
  const warm = kit.palette.light;
  const light: Vec3 = [
    (warm[0] / 255) * 1.1 * strength,
    (warm[1] / 255) * strength,
    (warm[2] / 255) * strength,
  ];
  // The shade sends most of the light down.
  kit.lamp([x, y, bottom - 0.1], [light[0] * 1.5, light[1] * 1.5, light[2] * 1.5], 0.18, [0, 0, -1]);
  kit.lamp([x, y, bottom - 0.3], [light[0] * 0.45, light[1] * 0.45, light[2] * 0.45], 0.18);
  if (kit.lampsOn) halo(kit, x, y - 0.2, bottom, 0.55);
}

/** A lamp with a cloth shade on a stem, on a table or the floor. */
export function shadeLamp(
  kit: RoomKit,
  x: number,
  y: number,
  z: number,
  height: number,
  strength = 0.7,
): void {
  const shade = Math.min(0.3, height * 0.42);
  kit.round([x, y, z], 0.3 * shade + 0.04, 0.3 * shade + 0.03, 0.03, kit.paint(METAL));
  kit.round([x, y, z], 0.015, 0.015, height - shade, kit.paint(METAL), { sides: 6, casts: false });
  kit.round(
    [x, y, z + height - shade],
    shade * 0.66,
    shade * 0.46,
    shade,
    kit.paint(blend(kit.palette.accent, [250, 236, 208], 0.75), kit.lampsOn ? 0.75 : 0.05),
    { sides: 14, casts: false },
  );
  const k = strength * (height > 1 ? 1.2 : 0.8);
  kit.lamp([x, y - 0.05, z + height - shade * 0.3], [k, k * 0.8, k * 0.52], 0.2);
  if (kit.lampsOn) halo(kit, x, y - shade * 0.7, z + height - shade / 2, 0.5);
}

export function halo(kit: RoomKit, x: number, y: number, z: number, radius: number): void {
  const material = glowCutout(kit, 'halo', [92, 70, 40], false);
  kit.sheet(x - radius, y, z - radius, radius * 2, radius * 2, material);
}

/** Curtains on both sides of an opening in the back wall. */
export function curtains(
  kit: RoomKit,
  x: number,
  width: number,
  wallY: number,
  bottom: number,
  top: number,
  colour: Rgb,
): void {
  const texture = foldedCloth(kit, 'curtain', colour);
  for (const left of [x - 0.38, x + width - 0.1])
    kit.box(
      [left, wallY - 0.14, bottom],
      [left + 0.48, wallY - 0.05, top],
      { front: texture, left: texture, right: texture },
      { casts: false },
    );
  kit.block([x - 0.5, wallY - 0.13, top], [x + width + 0.5, wallY - 0.1, top + 0.03], kit.wood, {
    under: true,
    casts: false,
  });
}

/** Hanging cloth with folds from top to bottom. */
export function foldedCloth(kit: RoomKit, name: string, colour: Rgb, folds = 7): Material {
  const texture = kit.builder.texture(name, () => {
    const canvas = new Canvas(256, 64, 1, 1);
    for (let column = 0; column < 128; column++) {
      const phase = (column / 128) * folds * Math.PI * 2;
      const tone = 0.78 + 0.24 * Math.sin(phase + Math.sin(phase * 0.37) * 1.2);
      canvas.rect(column / 128, 0, 1 / 128, 1, shadeOf(colour, tone));
    }
    return canvas.gradient(0, 0.9, 1, 0.1, [0, 0, 0], [0, 0, 0], 0, 0.25).grain(kit.seed, 0.05, 40, 4, 2);
  });
  return { texture };
}

export function rug(
  kit: RoomKit,
  x: number,
  y: number,
  width: number,
  depth: number,
  ground: Rgb,
  figure: Rgb,
): void {
  const texture = kit.builder.texture('rug', () => {
    const canvas = new Canvas(512, 256, 2, 1).base(figure);
    canvas
      .rect(0.05, 0.05, 1.9, 0.9, ground)
      .rect(0.1, 0.1, 1.8, 0.8, figure, 0.55)
      .rect(0.12, 0.12, 1.76, 0.76, ground);
    for (let i = 0; i < 5; i++) {
      const cx = 0.32 + i * 0.34;
      canvas
        .polygon(
          [
            [cx, 0.2],
            [cx + 0.14, 0.5],
            [cx, 0.8],
            [cx - 0.14, 0.5],
          ],
          figure,
          0.7,
        )
        .polygon(
          [
            [cx, 0.3],
            [cx + 0.09, 0.5],
            [cx, 0.7],
            [cx - 0.09, 0.5],
          ],
          shadeOf(ground, 1.2),
        );
      canvas.ellipse(cx, 0.5, 0.04, 0.06, figure);
    }
    for (let i = 0; i < 64; i++) canvas.rect(0, i / 64, 2, 0.006, [0, 0, 0], 0.06);
    return canvas.grain(kit.seed, 0.14, 128, 64, 2);
  });
  kit.box(
    [x, y, 0],
    [x + width, y + depth, 0.018],
    { front: kit.paint(figure), left: kit.paint(figure), right: kit.paint(figure), top: { texture } },
    { casts: false, lightStep: 0.1 },
  );
}

export function sofa(kit: RoomKit, x: number, y: number, width: number): void {
  const fabric = kit.fabric;
  const depth = 0.9;
  kit.block([x + 0.05, y + 0.05, 0], [x + width - 0.05, y + depth - 0.05, 0.1], kit.paint(DARK));
  kit.block([x, y, 0.1], [x + width, y + depth, 0.3], fabric);
  const seats = Math.max(2, Math.round(width / 0.8));
  const seat = (width - 0.36) / seats;
  for (let i = 0; i < seats; i++) {
    const left = x + 0.18 + i * seat;
    kit.block([left + 0.01, y - 0.02, 0.3], [left + seat - 0.01, y + depth - 0.24, 0.46], fabric);
    kit.block([left + 0.01, y + depth - 0.36, 0.46], [left + seat - 0.01, y + depth - 0.18, 0.86], fabric);
  }
  kit.block([x, y + depth - 0.2, 0.3], [x + width, y + depth, 0.9], fabric);
  for (const left of [x, x + width - 0.18])
    kit.block([left, y - 0.02, 0.3], [left + 0.18, y + depth, 0.64], fabric);
  const cushion = cloth(kit.builder, 'cushion', kit.palette.accent, kit.seed + 5);
  kit.block([x + 0.22, y + 0.3, 0.46], [x + 0.6, y + 0.5, 0.8], cushion);
  kit.block([x + width - 0.62, y + 0.32, 0.46], [x + width - 0.24, y + 0.5, 0.78], cushion);
}

/** Crockery, jars and bottles in a row, on a shelf or counter. */
export function jars(kit: RoomKit, x: number, y: number, z: number, count: number, spacing: number): void {
  const colours: readonly Rgb[] = [
    kit.palette.accent,
    [232, 226, 212],
    kit.palette.fabric,
    [120, 150, 96],
    [206, 164, 92],
    [148, 74, 60],
  ];
  for (let i = 0; i < count; i++) {
    const colour = colours[Math.floor(kit.random() * colours.length)] ?? kit.palette.accent;
    const height = 0.1 + kit.random() * 0.14;
    const radius = 0.035 + kit.random() * 0.03;
    kit.round([x + i * spacing, y, z], radius, radius, height, kit.paint(colour), { sides: 7, casts: false });
    kit.round(
      [x + i * spacing, y, z + height],
      radius * 0.75,
      radius * 0.75,
      0.02,
      kit.paint(shadeOf(colour, 0.6)),
      { sides: 5, casts: false },
    );
  }
}

/** A screen on a foot, showing a soft picture. */
export function screen(
  kit: RoomKit,
  x: number,
  y: number,
  z: number,
  width: number,
  height: number,
  on: boolean,
): void {
  const texture = kit.builder.texture(`screen${on ? 1 : 0}`, () => {
    const canvas = new Canvas(256, 128, 2, 1).base([18, 20, 24]).mark(on ? 0.9 : 0);
    if (!on)
      return canvas.polygon(
        [
          [0.9, 0],
          [1.5, 0],
          [1.0, 1],
          [0.4, 1],
        ],
        [52, 58, 66],
        0.5,
      );
    canvas
      .gradient(0.04, 0.04, 1.92, 0.92, [44, 92, 148], [120, 172, 206])
      .rect(0.2, 0.14, 1.1, 0.66, [244, 246, 248])
      .rect(0.2, 0.14, 1.1, 0.07, [70, 84, 104]);
    for (let line = 0; line < 7; line++)
      canvas.rect(0.27, 0.27 + line * 0.07, 0.5 + ((line * 37) % 40) / 100, 0.025, [150, 158, 168]);
    return canvas
      .rect(1.38, 0.2, 0.46, 0.3, kit.palette.accent)
      .rect(1.38, 0.56, 0.46, 0.24, [232, 236, 240]);
  });
  const dark = kit.paint([30, 31, 35]);
  kit.box([x, y, z], [x + width, y + 0.05, z + height], {
    front: { texture, blending: 'shining' },
    left: dark,
    right: dark,
    top: dark,
    back: dark,
  });
}
