import { Canvas } from '../diorama/canvas.ts';
import { blend, cloth } from '../diorama/materials.ts';
import { foldedCloth, jars, METAL, pendant, pottedPlant } from './furniture.ts';
import { cupboardFront } from './paint-decor.ts';
import type { RoomKit } from './room-kit.ts';
import type { RoomLook } from './room-looks.ts';

export function arrangeBathroom(kit: RoomKit, look: RoomLook): void {
  const back = look.back;
  const white = kit.paint([246, 248, 250]);
  const enamel = kit.paint([226, 230, 232]);
  // Tub: a rim around a hollow, so that its inside shows from a raised camera.
  const tub = { x: -3.4, w: 1.9, y: back - 0.85, d: 0.8, h: 0.6 };
  kit.block([tub.x, tub.y, 0.06], [tub.x + tub.w, tub.y + 0.1, tub.h], white);
  kit.block([tub.x, tub.y + tub.d - 0.1, 0.06], [tub.x + tub.w, tub.y + tub.d, tub.h], white);
  kit.block([tub.x, tub.y, 0.06], [tub.x + 0.12, tub.y + tub.d, tub.h], white);
  kit.block([tub.x + tub.w - 0.12, tub.y, 0.06], [tub.x + tub.w, tub.y + tub.d, tub.h], white);
  kit.mat(tub.x + 0.1, tub.y + 0.08, 0.46, tub.w - 0.2, tub.d - 0.16, kit.paint([178, 214, 222]));
  kit.block(
    [tub.x - 0.03, tub.y - 0.03, tub.h - 0.05],
    [tub.x + tub.w + 0.03, tub.y + 0.08, tub.h + 0.01],
    enamel,
    { casts: false },
  );
  kit.round([tub.x + 1.6, tub.y + tub.d - 0.05, tub.h], 0.02, 0.02, 0.22, kit.paint(METAL), { sides: 6 });
  kit.block(
    [tub.x + 1.58, tub.y + tub.d - 0.3, tub.h + 0.2],
    [tub.x + 1.62, tub.y + tub.d - 0.05, tub.h + 0.23],
    kit.paint(METAL),
    { under: true },
  );
  const screenCloth = foldedCloth(kit, 'shower', blend(kit.palette.accent, [245, 240, 235], 0.55), 9);
  kit.box(
    [tub.x - 0.02, tub.y - 0.05, 0.3],
    [tub.x + 0.42, tub.y - 0.02, 2.3],
    { front: screenCloth, back: screenCloth, left: screenCloth, right: screenCloth },
    { casts: false },
  );
  kit.block([tub.x - 0.1, tub.y - 0.05, 2.3], [tub.x + tub.w + 0.3, tub.y - 0.03, 2.325], kit.paint(METAL), {
    under: true,
    casts: false,
  });
  vanity(kit, back);
  toilet(kit, 2.35, back);
  towelRail(kit, 3.15, back);
  kit.box(
    [-1.1, 0.7, 0],
    [0.3, 1.5, 0.03],
    { front: kit.fabric, left: kit.fabric, right: kit.fabric, top: kit.fabric },
    { casts: false },
  );
  pottedPlant(kit, -1.2, back - 0.3, 0, 0.9, 1);
  pendant(kit, 0.4, 1.6, look.height, 0.35, [240, 240, 236], 1.3);
}

function vanity(kit: RoomKit, back: number): void {
  const front = cupboardFront(kit, 'vanity', kit.palette.wood, 2, 1);
  kit.box([-0.6, back - 0.52, 0.18], [0.9, back, 0.78], {
    front,
    left: kit.wood,
    right: kit.wood,
    bottom: kit.wood,
  });
  kit.block([-0.64, back - 0.56, 0.78], [0.94, back, 0.84], kit.paint([240, 242, 244]), { under: true });
  kit.round([0.15, back - 0.27, 0.84], 0.17, 0.24, 0.13, kit.paint([250, 251, 252]), {
    sides: 14,
    cap: kit.paint([206, 214, 218]),
  });
  kit.round([0.15, back - 0.06, 0.84], 0.018, 0.018, 0.24, kit.paint(METAL), { sides: 6 });
  kit.block([0.135, back - 0.22, 1.07], [0.165, back - 0.06, 1.095], kit.paint(METAL), { under: true });
  const texture = mirrorGlass(kit);
  kit.box([-0.4, back - 0.05, 1.2], [0.7, back, 2.15], {
    front: { texture, glow: 0.1 },
    left: kit.wood,
    right: kit.wood,
    top: kit.wood,
  });
  kit.block(
    [-0.15, back - 0.12, 2.24],
    [0.45, back - 0.02, 2.31],
    kit.paint([255, 244, 222], kit.lampsOn ? 1 : 0.2),
    { under: true, casts: false },
  );
  kit.lamp([0.15, back - 0.3, 2.25], [0.8, 0.74, 0.62], 0.25);
  jars(kit, -0.5, back - 0.2, 0.84, 3, 0.13);
  jars(kit, 0.62, back - 0.18, 0.84, 2, 0.14);
}

function toilet(kit: RoomKit, x: number, back: number): void {
  const white = kit.paint([246, 248, 250]);
  kit.block([x - 0.22, back - 0.2, 0.4], [x + 0.22, back, 0.85], white);
  kit.round([x, back - 0.42, 0], 0.14, 0.2, 0.4, white, { sides: 14 });
  kit.round([x, back - 0.42, 0.4], 0.23, 0.23, 0.05, kit.paint([232, 234, 236]), { sides: 16 });
}

function towelRail(kit: RoomKit, x: number, back: number): void {
  const metal = kit.paint(METAL);
  kit.block([x - 0.05, back - 0.1, 1.5], [x + 0.85, back - 0.07, 1.53], metal, { under: true, casts: false });
  const towel = cloth(kit.builder, 'towel', kit.palette.accent, kit.seed + 3);
  const second = cloth(kit.builder, 'towel2', [240, 236, 228], kit.seed + 4);
  kit.box([x, back - 0.13, 0.85], [x + 0.36, back - 0.06, 1.55], {
    front: towel,
    left: towel,
    right: towel,
    top: towel,
  });
  kit.box([x + 0.42, back - 0.13, 1.0], [x + 0.76, back - 0.06, 1.55], {
    front: second,
    left: second,
    right: second,
    top: second,
  });
}

function mirrorGlass(kit: RoomKit): string {
  return kit.builder.texture('mirror', () => {
    const canvas = new Canvas(256, 256, 1, 1)
      .base(kit.palette.wood)
      .gradient(
        0.04,
        0.04,
        0.92,
        0.92,
        blend(kit.palette.wall, [232, 242, 248], 0.65),
        blend(kit.palette.wall, [150, 166, 176], 0.6),
      );
    canvas
      .polygon(
        [
          [0.5, 0.04],
          [0.74, 0.04],
          [0.3, 0.96],
          [0.08, 0.96],
        ],
        [255, 255, 255],
        0.3,
      )
      .polygon(
        [
          [0.82, 0.04],
          [0.88, 0.04],
          [0.5, 0.96],
          [0.44, 0.96],
        ],
        [255, 255, 255],
        0.25,
      );
    return canvas.gradient(0.04, 0.6, 0.92, 0.36, kit.palette.floor, kit.palette.floor, 0, 0.35);
  });
}
