import type { Light } from '../../scene/shot.ts';
import type { Frame } from '../frame.ts';
import type { View } from '../view.ts';
import type { BakedLand } from './bake-land.ts';
import { castTerrain } from './cast-terrain.ts';
import { landScratch } from './land-scratch.ts';
import type { OpenWorld } from './open-world.ts';
import { flattenGrain } from './grain-row.ts';
import { shadeTerrain } from './shade-terrain.ts';
import { TERRAIN_LOOKS } from './terrain-looks.ts';
import { waterBody } from './water-body.ts';

/** Land far below a high camera must still reach the horizon. */
const FAR_PER_EYE_METRE = 55;
const LEAST_FAR = 1100;
const MOST_FAR = 6000;
/** From a low eye the backdrop's own foot takes over where it begins; from higher up one would see behind it. */
const LOW_EYE = 4;
const BACKDROP_FROM = 430;

/** Finds the land and water of a view: their depth, and where they begin in each column. Returns their first row. */
export function castLand(frame: Frame, view: View, land: BakedLand, world: OpenWorld): number {
  const openEnd = world.backdrop !== 'none' && world.waterLevel === null && view.pose.z < LOW_EYE;
  const scratch = landScratch(frame);
  scratch.surface.fill(0);
  const hits = { skyline: scratch.skyline, top: 0 };
  const farMetres = openEnd
    ? BACKDROP_FROM
    : Math.max(LEAST_FAR, Math.min(MOST_FAR, view.pose.z * FAR_PER_EYE_METRE));
  castTerrain(frame, view, { field: land.field, waterLevel: world.waterLevel, farMetres, openEnd }, hits);
  return hits.top;
}

/** Colours the land and water that `castLand` found, and marks them for the mirror pass. */
export function drawLand(
  frame: Frame,
  view: View,
  land: BakedLand,
  world: OpenWorld,
  light: Light,
  top: number,
): void {
  const shading = {
    field: land.field,
    kind: land.kind,
    grain: land.grain,
    scales: flattenGrain(TERRAIN_LOOKS[land.kind], world.snowCover),
    blades: land.blades,
    world,
    light,
    water: waterBody(world, land.kind, light, land.ripples, view),
    fog: land.fog,
  };
  shadeTerrain(frame, view, shading, landScratch(frame), top);
}
