import { randomStream } from '../../maths/random.ts';
import type { Shot } from '../../scene/shot.ts';
import { DioramaBuilder } from '../diorama/builder.ts';
import type { Diorama } from '../diorama/diorama.ts';
import { drawDiorama } from '../diorama/draw-diorama.ts';
import { FAR } from '../frame.ts';
import type { WorldPainter } from '../world-painter.ts';
import { arrangeRoom } from './arrange-room.ts';
import { buildShell } from './build-shell.ts';
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
    }
    return { diorama: builder.finish(lightRoom(kit, look, shot), shot.seed) };
  },

  background(frame, _shot, baked, view) {
    frame.rgba.fill(255);
    frame.depth.fill(FAR);
    drawDiorama(frame, baked.diorama, view, null);
  },

  groundHeight() {
    return 0;
  },
};
