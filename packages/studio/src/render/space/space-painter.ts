import { TAU, mix } from '../../maths/curves.ts';
import { randomStream } from '../../maths/random.ts';
import { EMPTY_SKY } from '../../scene/empty-sky.ts';
import type { Shot, World } from '../../scene/shot.ts';
import { FAR, type Frame } from '../frame.ts';
import { type BakedLand, bakeLand } from '../open/bake-land.ts';
import { castLand, drawLand } from '../open/draw-land.ts';
import { heightAt } from '../open/heightfield.ts';
import type { OpenWorld } from '../open/open-world.ts';
import { addPoint } from '../sky/celestial.ts';
import type { View } from '../view.ts';
import { type WorldPainter, sharedFloats } from '../world-painter.ts';
import { type Nebula, bakeNebula, drawNebula } from './nebula.ts';
import { type PlanetMap, type PlanetPlace, bakePlanet, drawPlanet } from './planet.ts';

type SpaceWorld = Extract<World, { kind: 'space' }>;

export interface BakedSpace {
  readonly nebula: Nebula;
  /** Azimuth, tangent of elevation, brightness, warmth. */
  readonly stars: Float32Array<SharedArrayBuffer>;
  readonly planet: PlanetMap | null;
  readonly place: PlanetPlace;
  readonly ground: BakedLand | null;
}

const STAR_COUNT = 4200;
const STAR_FIELDS = 4;

/** The Moon's ground as an open world: no air, so no fog and no clouds. */
const LUNAR: OpenWorld = {
  kind: 'open',
  terrain: 'moon',
  waterLevel: null,
  waves: 0,
  waterColour: null,
  backdrop: 'none',
  roadway: null,
  sky: { ...EMPTY_SKY, stars: true },
  fogMetres: 60_000,
  wet: false,
  snowCover: 0,
};

/** Stars, gas and a planet; optionally the surface of the Moon below. */
export const spacePainter: WorldPainter<BakedSpace> = {
  bake(shot) {
    const world = spaceWorld(shot);
    const random = randomStream(shot.seed, 'space');
    return {
      nebula: bakeNebula(shot.seed, world.nebula),
      stars: scatterStars(random),
      planet: world.planet === 'none' ? null : bakePlanet(world.planet, shot.seed),
      place: placeOf(world, random),
      ground: world.surface
        ? bakeLand({ kind: 'moon', seed: shot.seed, light: shot.light, waterLevel: null, snowCover: 0 })
        : null,
    };
  },

  background(frame, shot, baked, view) {
    drawNebula(frame, view, baked.nebula);
    frame.depth.fill(FAR);
    drawStars(frame, view, baked.stars);
    if (baked.planet) drawPlanet(frame, view, baked.planet, baked.place, shot.light);
    if (!baked.ground) return;
    const top = castLand(frame, view, baked.ground, LUNAR);
    drawLand(frame, view, baked.ground, LUNAR, shot.light, top);
  },

  groundHeight(baked, x, y) {
    return baked.ground ? heightAt(baked.ground.field, x, y) : 0;
  },
};

function spaceWorld(shot: Shot): SpaceWorld {
  if (shot.world.kind !== 'space') throw new TypeError(`a space world is needed, not ${shot.world.kind}`);
  return shot.world;
}

function placeOf(world: SpaceWorld, random: () => number): PlanetPlace {
  const side = random() < 0.5 ? -1 : 1;
  const lifted = world.surface ? 0.27 : mix(0.02, 0.16, random());
  const aside = side * mix(0.17, 0.32, random());
  if (world.portrait === true) return { azimuth: 0, elevation: 0, radius: 0.21 };
  const radius = world.surface ? 0.075 : mix(0.15, 0.24, random());
  return { azimuth: aside, elevation: lifted, radius };
}

function scatterStars(random: () => number): Float32Array<SharedArrayBuffer> {
  const stars = sharedFloats(STAR_COUNT * STAR_FIELDS);
  for (let star = 0; star < STAR_COUNT; star++) {
    stars.set([random() * TAU, (random() * 2 - 1) * 1.2, random() ** 6, random()], star * STAR_FIELDS);
  }
  return stars;
}

function drawStars(frame: Frame, view: View, stars: Float32Array): void {
  const size = Math.max(0.55, frame.height / 1000);
  for (let at = 0; at < stars.length; at += STAR_FIELDS) {
    const turn = (stars[at] ?? 0) - view.pose.yaw;
    const forward = Math.cos(turn);
    if (forward < 0.3) continue;
    const x = view.centreX + (Math.sin(turn) / forward) * view.focal;
    const y = view.horizon - ((stars[at + 1] ?? 0) / forward) * view.focal;
    if (x < 1 || y < 1 || x > frame.width - 2 || y > frame.height - 2) continue;
    const magnitude = stars[at + 2] ?? 0;
    addPoint(frame, x, y, 50 + magnitude * 420, size * (1 + magnitude), stars[at + 3] ?? 0);
  }
}
