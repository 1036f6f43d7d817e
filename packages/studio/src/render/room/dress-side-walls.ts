import type { Rgb } from '../../vocabulary/figure.ts';
import { Canvas } from '../diorama/canvas.ts';
import type { BoxFaces } from '../diorama/builder.ts';
import type { Material } from '../diorama/diorama.ts';
import { blend, shadeOf } from '../diorama/materials.ts';
import { ROOM_HALF_WIDTH } from './build-shell.ts';
import { pictureFront } from './paint-decor.ts';
import type { RoomKit } from './room-kit.ts';
import type { RoomName } from './room-looks.ts';

type Dressing = 'bare' | 'door' | 'pictures';
type Side = -1 | 1;

/** What a turning camera finds on the left and on the right wall, nearer than the furniture. */
const DRESSINGS = {
  kitchen: ['pictures', 'door'],
  living_room: ['pictures', 'door'],
  bedroom: ['pictures', 'door'],
  bathroom: ['bare', 'door'],
  office: ['pictures', 'door'],
  classroom: ['pictures', 'door'],
  library: ['pictures', 'door'],
  cafe: ['pictures', 'door'],
  gallery: ['pictures', 'pictures'],
  stage: ['bare', 'bare'],
  gym: ['pictures', 'door'],
  workshop: ['pictures', 'door'],
} as const satisfies Record<Exclude<RoomName, 'tabletop'>, readonly [Dressing, Dressing]>;

export function dressSideWalls(room: Exclude<RoomName, 'tabletop'>, kit: RoomKit): void {
  const [left, right] = DRESSINGS[room];
  dress(kit, left, -1);
  dress(kit, right, 1);
}

function dress(kit: RoomKit, dressing: Dressing, side: Side): void {
  switch (dressing) {
    case 'bare':
      return;
    case 'door':
      return hangDoor(kit, side);
    case 'pictures':
      return hangPictures(kit, side);
  }
}

/** A flat box on a side wall, `out` metres thick; `face` looks into the room. */
function panel(
  kit: RoomKit,
  side: Side,
  y: number,
  width: number,
  bottom: number,
  top: number,
  out: number,
  face: Material,
  edge: Material,
): void {
  const wall = ROOM_HALF_WIDTH * side;
  const inner = wall - out * side;
  const faces: BoxFaces = { front: edge, back: edge, top: edge, bottom: edge };
  kit.box(
    [Math.min(wall, inner), y, bottom],
    [Math.max(wall, inner), y + width, top],
    side < 0 ? { ...faces, right: face } : { ...faces, left: face },
    { casts: false },
  );
}

const DOOR_WIDTH = 0.92;
const DOOR_HEIGHT = 2.06;

function hangDoor(kit: RoomKit, side: Side): void {
  const y = -1.35;
  const colour = blend(kit.palette.wood, [238, 232, 220], kit.random() < 0.5 ? 0.75 : 0);
  const trim = kit.paint(blend(colour, [244, 240, 232], 0.4));
  const texture = kit.builder.texture('door', () => paintDoor(colour, kit.seed));
  panel(kit, side, y - 0.1, DOOR_WIDTH + 0.2, 0, DOOR_HEIGHT + 0.1, 0.05, trim, trim);
  panel(kit, side, y, DOOR_WIDTH, 0.01, DOOR_HEIGHT, 0.056, { texture }, trim);
  const brass = kit.paint([196, 164, 96]);
  panel(kit, side, y + 0.06, 0.14, 1.0, 1.03, 0.12, brass, brass);
}

function paintDoor(colour: Rgb, seed: number): Canvas {
  const canvas = new Canvas(128, 256, DOOR_WIDTH, DOOR_HEIGHT).base(colour).grain(seed + 5, 0.08, 3, 24, 3);
  const half = DOOR_WIDTH / 2;
  for (const [top, height] of [
    [0.14, 0.72],
    [1.0, 0.9],
  ] as const) {
    for (const left of [0.1, half + 0.04]) {
      const width = half - 0.14;
      canvas
        .rect(left, top, width, height, shadeOf(colour, 0.74))
        .rect(left + 0.015, top + 0.02, width - 0.015, height - 0.02, shadeOf(colour, 1.1))
        .rect(left + 0.015, top + 0.02, width - 0.03, height - 0.035, shadeOf(colour, 0.95));
    }
  }
  return canvas;
}

/** Three pictures of one frame, hung on a line, the middle one larger. */
function hangPictures(kit: RoomKit, side: Side): void {
  const frame = kit.pick<Rgb>([
    [72, 50, 36],
    [38, 38, 42],
    [206, 172, 104],
  ]);
  const edge = kit.paint(frame);
  for (const [variant, y, width, height] of [
    [0, -2.15, 0.55, 0.55],
    [1, -1.35, 0.8, 0.95],
    [2, -0.3, 0.55, 0.55],
  ] as const)
    panel(
      kit,
      side,
      y,
      width,
      1.62 - height / 2,
      1.62 + height / 2,
      0.04,
      pictureFront(kit, variant, frame),
      edge,
    );
}
