import { clamp } from '../../maths/curves.ts';
import { randomStream } from '../../maths/random.ts';
import type { Shot } from '../../scene/shot.ts';
import { DioramaBuilder } from '../diorama/builder.ts';
import type { Diorama } from '../diorama/diorama.ts';
import { drawDiorama } from '../diorama/draw-diorama.ts';
import { FAR } from '../frame.ts';
import type { View } from '../view.ts';
import type { WorldPainter } from '../world-painter.ts';
import { arrangeRoom } from './arrange-room.ts';
import { buildShell, ROOM_FRONT, ROOM_HALF_WIDTH } from './build-shell.ts';
import { dressSideWalls } from './dress-side-walls.ts';
import { buildTabletop } from './build-tabletop.ts';
import { lightRoom } from './light-room.ts';
import { RoomKit } from './room-kit.ts';
import { ROOM_LOOKS } from './room-looks.ts';

export interface BakedRoom {
  readonly diorama: Diorama;
}

/** Furnished rooms, lit once per shot and drawn as textured solids. The floor (or table top) is z = 0. */
export const roomPainter: WorldPainter<BakedRoom> = {
  bake(shot: Shot): BakedRoom {
    const { world } = shot;
    if (world.kind !== 'room') throw new TypeError(`a room painter cannot draw ${world.kind}`);
    const look = ROOM_LOOKS[world.room];
    const random = randomStream(shot.seed, `room:${world.room}`);
    const palette = look.palettes[Math.floor(random() * look.palettes.length)] ?? look.palettes[0];
    const builder = new DioramaBuilder();
    const kit = new RoomKit(builder, palette, random, shot.seed, world.lampsOn);
    if (world.room === 'tabletop') {
      buildTabletop(kit, shot);
    } else {
      buildShell(kit, look, shot);
      arrangeRoom(world.room, kit, look);
      dressSideWalls(world.room, kit);
    }
    return { diorama: builder.finish(lightRoom(kit, look, shot), shot.seed) };
  },

  background(frame, shot, baked, view) {
    const { rgba, depth } = frame;
    new Uint32Array(rgba.buffer, rgba.byteOffset, depth.length).fill(BEYOND);
    depth.fill(FAR);
    drawDiorama(frame, baked.diorama, insideRoom(shot, view), null);
  },

  groundHeight() {
    return 0;
  },
};

/** What a gap would show: a dark warm grey, as an ABGR word. */
const BEYOND = 0xff24282c;
/** The camera keeps this far from walls and ceiling. */
const MARGIN_METRES = 0.15;

/** A camera behind a wall or above the ceiling would look into the void; it stays in the room instead. */
function insideRoom({ world }: Shot, view: View): View {
  if (world.kind !== 'room' || world.room === 'tabletop') return view;
  const { back, height } = ROOM_LOOKS[world.room];
  const side = ROOM_HALF_WIDTH - MARGIN_METRES;
  const { pose } = view;
  return {
    ...view,
    pose: {
      ...pose,
      x: clamp(pose.x, -side, side),
      y: clamp(pose.y, ROOM_FRONT + MARGIN_METRES, back - MARGIN_METRES),
      z: clamp(pose.z, MARGIN_METRES, height - MARGIN_METRES),
    },
  };
}
