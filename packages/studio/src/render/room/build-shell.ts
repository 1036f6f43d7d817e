import type { Shot } from '../../scene/shot.ts';
import { Canvas } from '../diorama/canvas.ts';
import type { Material } from '../diorama/diorama.ts';
import { blend, brick, cloth, planks, shadeOf, slabs, tiles, wallpaper } from '../diorama/materials.ts';
import { paintOutdoors } from './paint-outdoors.ts';
import type { RoomKit } from './room-kit.ts';
import type { FloorKind, RoomLook, WallKind, WindowPlace } from './room-looks.ts';

export const ROOM_HALF_WIDTH = 4.6;
export const ROOM_FRONT = -7.6;
const WALL_THICKNESS = 0.22;

/** Floor, walls with their windows, ceiling and skirting. */
export function buildShell(kit: RoomKit, look: RoomLook, shot: Shot): void {
  const { builder, palette } = kit;
  const x = ROOM_HALF_WIDTH;
  const { back, height } = look;
  const depth = back - ROOM_FRONT;
  const floor = FLOORS[kit.pick(look.floor)](kit);
  const wallKind = kit.pick(look.wall);
  const wall = WALLS[wallKind](kit);
  const ceiling =
    wallKind === 'dark' ? kit.paint([26, 22, 30]) : kit.paint(blend(palette.wall, [250, 248, 242], 0.8));
  builder.quad([-x, back, 0], [x * 2, 0, 0], [0, -depth, 0], floor, { lightStep: 0.1 });
  builder.quad([-x, ROOM_FRONT, height], [x * 2, 0, 0], [0, depth, 0], ceiling, { lightStep: 0.25 });
  builder.quad([-x, ROOM_FRONT, height], [0, depth, 0], [0, 0, -height], wall);
  builder.quad([x, back, height], [0, -depth, 0], [0, 0, -height], wall);
  builder.blockers.push(
    { low: [-x - 0.3, ROOM_FRONT, 0], high: [-x, back, height] },
    { low: [x, ROOM_FRONT, 0], high: [x + 0.3, back, height] },
    { low: [-x, ROOM_FRONT, height], high: [x, back + 0.3, height + 0.2] },
  );
  const places = look.windows.map((place) =>
    kit.mirrored ? { ...place, x: -place.x - place.width } : place,
  );
  buildBackWall(kit, wall, places, back, height);
  if (places.length > 0) {
    const view = builder.texture('outdoors', () => paintOutdoors(shot, look.view, kit.seed));
    builder.quad([-9, back + 6, 5.6], [18, 0, 0], [0, 0, -7], { texture: view, glow: 1 }, { lightStep: 9 });
  }
  if (wallKind === 'panelled') wainscot(kit, back);
  if (wallKind !== 'tiles' && wallKind !== 'dark' && wallKind !== 'brick') skirting(kit, back, height);
}

const FLOORS: Readonly<Record<FloorKind, (kit: RoomKit) => Material>> = {
  planks: ({ builder, palette, seed }) => planks(builder, 'floor', palette.floor, seed),
  stage: ({ builder, seed }) => planks(builder, 'floor', [104, 74, 54], seed, 0.12),
  chequer: ({ builder, palette, seed }) => {
    const dark = blend(palette.floor, [70, 84, 92], 0.75);
    return tiles(builder, 'floor', [226, 220, 208], dark, [120, 114, 106], 0.4, seed);
  },
  tiles: ({ builder, palette, seed }) => {
    const first = blend(palette.wall, [208, 204, 196], 0.7);
    return tiles(builder, 'floor', first, shadeOf(first, 0.96), [150, 148, 142], 0.45, seed);
  },
  carpet: ({ builder, palette, seed }) =>
    cloth(builder, 'floor', blend(palette.fabric, [150, 146, 140], 0.6), seed),
  slabs: ({ builder, palette, seed }) =>
    slabs(builder, 'floor', blend(palette.floor, [170, 168, 164], 0.7), 0.9, seed),
};

const WALLS: Readonly<Record<WallKind, (kit: RoomKit) => Material>> = {
  paint: (kit) => kit.paint(kit.palette.wall),
  panelled: (kit) => kit.paint(kit.palette.wall),
  dark: (kit) => kit.paint(kit.palette.wall),
  wallpaper: ({ builder, palette, seed }) => {
    const figure = shadeOf(blend(palette.wall, palette.accent, 0.5), 0.85);
    return wallpaper(builder, 'wall', palette.wall, figure, seed);
  },
  tiles: ({ builder, palette, seed }) =>
    tiles(builder, 'wall', palette.wall, shadeOf(palette.wall, 0.97), [236, 236, 232], 0.2, seed),
  brick: ({ builder, palette, seed }) =>
    brick(builder, 'wall', palette.wall, blend(palette.wall, [196, 190, 180], 0.6), seed),
};

function buildBackWall(
  kit: RoomKit,
  wall: Material,
  places: readonly WindowPlace[],
  y: number,
  height: number,
): void {
  const { builder } = kit;
  const piece = (x0: number, x1: number, z0: number, z1: number): void => {
    if (x1 - x0 < 0.01 || z1 - z0 < 0.01) return;
    builder.box([x0, y, z0], [x1, y + WALL_THICKNESS, z1], { front: wall });
  };
  let left = -ROOM_HALF_WIDTH;
  for (const place of [...places].sort((a, b) => a.x - b.x)) {
    piece(left, place.x, 0, height);
    piece(place.x, place.x + place.width, 0, place.sill);
    piece(place.x, place.x + place.width, place.sill + place.height, height);
    left = place.x + place.width;
    buildWindow(kit, place, y);
  }
  piece(left, ROOM_HALF_WIDTH, 0, height);
}

function buildWindow(kit: RoomKit, place: WindowPlace, y: number): void {
  const { builder } = kit;
  const white = kit.paint([244, 242, 236]);
  const { x, width, sill, height } = place;
  const top = sill + height;
  const deep = y + WALL_THICKNESS;
  builder.quad([x, y, top], [0, WALL_THICKNESS, 0], [0, 0, -height], white);
  builder.quad([x + width, deep, top], [0, -WALL_THICKNESS, 0], [0, 0, -height], white);
  builder.quad([x, y, top], [width, 0, 0], [0, WALL_THICKNESS, 0], white);
  builder.block([x - 0.06, y - 0.1, sill - 0.05], [x + width + 0.06, deep, sill], white);
  const frame = 0.06;
  const bar = (x0: number, x1: number, z0: number, z1: number): void =>
    builder.block([x0, deep - 0.08, z0], [x1, deep - 0.03, z1], white, { under: true });
  bar(x, x + frame, sill, top);
  bar(x + width - frame, x + width, sill, top);
  bar(x, x + width, top - frame, top);
  bar(x, x + width, sill, sill + frame);
  const panes = Math.max(2, Math.round(width / 0.8));
  for (let pane = 1; pane < panes; pane++)
    bar(x + (width * pane) / panes - 0.025, x + (width * pane) / panes + 0.025, sill, top);
  bar(x, x + width, sill + height * 0.66, sill + height * 0.66 + 0.04);
  const glass = builder.texture('glass', () => {
    const canvas = new Canvas(64, 64, 1, 1);
    return canvas
      .mark(0)
      .polygon(
        [
          [0.15, 0],
          [0.4, 0],
          [0.1, 1],
          [-0.15, 1],
        ],
        [26, 28, 30],
      )
      .polygon(
        [
          [0.55, 0],
          [0.62, 0],
          [0.32, 1],
          [0.25, 1],
        ],
        [20, 22, 24],
      );
  });
  builder.quad([x, deep - 0.05, top], [width, 0, 0], [0, 0, -height], {
    texture: glass,
    blending: 'cutout',
    glow: kit.lampsOn ? 0 : 0.6,
  });
}

/** Boards up to the height of a chair's back, in the wood of the room painted over. */
function wainscot(kit: RoomKit, back: number): void {
  const colour = blend(shadeOf(kit.palette.wall, 0.72), kit.palette.wood, 0.25);
  const texture = kit.builder.texture('wainscot', () => {
    const canvas = new Canvas(256, 256, 1, 1).base(colour);
    canvas.rect(0, 0, 1, 0.06, shadeOf(colour, 1.12)).rect(0, 0.06, 1, 0.02, shadeOf(colour, 0.7));
    canvas
      .rect(0.1, 0.16, 0.8, 0.74, shadeOf(colour, 0.72))
      .rect(0.115, 0.178, 0.785, 0.722, shadeOf(colour, 1.14))
      .rect(0.115, 0.178, 0.77, 0.705, shadeOf(colour, 0.96));
    return canvas.grain(kit.seed, 0.06, 6, 40, 2);
  });
  const material: Material = { texture, tile: [0.7, 1.05] };
  const x = ROOM_HALF_WIDTH;
  const { builder } = kit;
  builder.box(
    [-x, back - 0.03, 0],
    [x, back, 1.05],
    { front: material, top: kit.paint(colour) },
    { casts: false },
  );
  builder.box(
    [-x, ROOM_FRONT, 0],
    [-x + 0.03, back, 1.05],
    { right: material, top: kit.paint(colour) },
    { casts: false },
  );
  builder.box(
    [x - 0.03, ROOM_FRONT, 0],
    [x, back, 1.05],
    { left: material, top: kit.paint(colour) },
    { casts: false },
  );
}

function skirting(kit: RoomKit, back: number, height: number): void {
  const { builder } = kit;
  const white = kit.paint([238, 234, 226]);
  const x = ROOM_HALF_WIDTH;
  for (const [z0, z1, out] of [
    [0, 0.12, 0.035],
    [height - 0.1, height, 0.07],
  ] as const) {
    builder.box(
      [-x, back - out, z0],
      [x, back, z1],
      { front: white, top: white, bottom: white },
      { casts: false },
    );
    builder.box(
      [-x, ROOM_FRONT, z0],
      [-x + out, back, z1],
      { right: white, top: white, bottom: white },
      { casts: false },
    );
    builder.box(
      [x - out, ROOM_FRONT, z0],
      [x, back, z1],
      { left: white, top: white, bottom: white },
      { casts: false },
    );
  }
}
