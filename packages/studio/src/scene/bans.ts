import type { BannedThing } from '../prompt/scene-graph.ts';
import type { World } from './shot.ts';

/** Takes banned land, water and buildings out of a world. Sky, weather and plants are decided with the mood. */
export function withoutBanned(world: World, banned: ReadonlySet<BannedThing>): World {
  switch (world.kind) {
    case 'open':
      return withoutBannedLand(world, banned);
    case 'space':
      return banned.has('moon') && world.surface === null ? { ...world, planet: 'none' } : world;
    case 'sky':
      return banned.has('clouds') ? { ...world, seaOfClouds: false } : world;
    case 'street':
    case 'room':
    case 'underwater':
      return world;
    default:
      return world satisfies never;
  }
}

type OpenWorld = Extract<World, { kind: 'open' }>;

function withoutBannedLand(world: OpenWorld, banned: ReadonlySet<BannedThing>): OpenWorld {
  const dry = banned.has('water') && world.terrain !== 'sea';
  const terrain =
    dry && (world.terrain === 'lake' || world.terrain === 'river')
      ? 'grass'
      : banned.has('mountains') && (world.terrain === 'mountains' || world.terrain === 'snow_mountains')
        ? 'hills'
        : world.terrain;
  return {
    ...world,
    terrain,
    backdrop: backdropWithout(world.backdrop, banned),
    waterLevel: dry && world.terrain !== 'beach' ? null : world.waterLevel,
    snowCover: banned.has('snow') ? 0 : world.snowCover,
  };
}

function backdropWithout(
  backdrop: OpenWorld['backdrop'],
  banned: ReadonlySet<BannedThing>,
): OpenWorld['backdrop'] {
  switch (backdrop) {
    case 'ridges':
    case 'snow_ridges':
    case 'volcano':
      return banned.has('mountains') ? 'hills' : backdrop;
    case 'treeline':
    case 'pines':
      return banned.has('trees') ? 'hills' : backdrop;
    case 'skyline':
    case 'town':
      return banned.has('buildings') ? 'hills' : backdrop;
    default:
      return backdrop;
  }
}
