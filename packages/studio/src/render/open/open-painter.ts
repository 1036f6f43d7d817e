import type { Shot } from '../../scene/shot.ts';
import { type BakedSky, bakeSky } from '../sky/bake-sky.ts';
import { drawSky } from '../sky/draw-sky.ts';
import type { WorldPainter } from '../world-painter.ts';
import { type Backdrop, bakeBackdrop, drawBackdrop } from './backdrop.ts';
import { type BakedLand, bakeLand } from './bake-land.ts';
import { castLand, drawLand } from './draw-land.ts';
import { heightAt } from './heightfield.ts';
import { landScratch } from './land-scratch.ts';
import { mirrorWater } from './mirror-water.ts';
import type { OpenWorld } from './open-world.ts';
import { drawWaterfall } from './waterfall.ts';

export interface BakedOpen {
  readonly sky: BakedSky;
  readonly land: BakedLand;
  readonly backdrop: Backdrop | null;
  readonly waterLevel: number | null;
}

/** Land, water and sky: every `open` world. */
export const openPainter: WorldPainter<BakedOpen> = {
  bake(shot) {
    const world = openWorld(shot);
    const { seed, light } = shot;
    const { snowCover, fogMetres } = world;
    return {
      sky: bakeSky(seed, world.sky, light),
      land: bakeLand({
        kind: world.terrain ?? 'grass',
        seed,
        light,
        waterLevel: world.waterLevel,
        snowCover,
        waterfall: world.waterfall === true,
      }),
      backdrop: bakeBackdrop({ kind: world.backdrop, seed, light, fogMetres, snowCover }),
      waterLevel: world.waterLevel,
    };
  },

  background(frame, shot, baked, view) {
    const world = openWorld(shot);
    drawSky(frame, baked.sky, world.sky, shot.light, view, undefined, world.fogMetres);
    const top = castLand(frame, view, baked.land, world);
    if (baked.backdrop) drawBackdrop(frame, view, baked.backdrop, landScratch(frame));
    drawLand(frame, view, baked.land, world, shot.light, top);
    if (world.waterfall === true && world.waterLevel !== null)
      drawWaterfall(
        frame,
        view,
        {
          waterLevel: world.waterLevel,
          fogMetres: world.fogMetres,
          light: shot.light,
          ripples: baked.land.ripples,
        },
        landScratch(frame),
      );
  },

  groundHeight(baked, x, y) {
    if (baked.land.kind === 'sea') return baked.waterLevel ?? 0;
    return heightAt(baked.land.field, x, y);
  },

  afterFigures(frame, shot, baked, view) {
    const world = openWorld(shot);
    if (world.waterLevel === null && !world.wet) return;
    mirrorWater(frame, view, {
      world,
      light: shot.light,
      ripples: baked.land.ripples,
      scratch: landScratch(frame),
    });
  },
};

/** The open world of a shot; a sea always has a surface. */
function openWorld(shot: Shot): OpenWorld {
  const { world } = shot;
  if (world.kind !== 'open') throw new TypeError(`an open world is needed, not ${world.kind}`);
  return world.terrain === 'sea' && world.waterLevel === null ? { ...world, waterLevel: 0 } : world;
}
