import type { PlaceId } from '../vocabulary/places.ts';
import type { World } from './shot.ts';

/** What a place means for those who are in it. */
export interface Habitat {
  readonly place: PlaceId;
  readonly medium: 'ground' | 'shore' | 'open_water' | 'underwater' | 'air' | 'space' | 'room' | 'table';
  /** Smallest height a figure is staged at; smaller ones are enlarged so that a camera can meet them. */
  readonly smallestMetres: number;
  readonly tallestMetres: number;
  /** The tallest member is brought down to this, and everyone else with it. */
  readonly stageCapMetres: number;
  /** Where water deep enough to float in begins, metres from the origin. */
  readonly waterYMetres: number;
}

export function habitatOf(place: PlaceId, world: World): Habitat {
  const medium = mediumOf(world);
  return {
    place,
    medium,
    smallestMetres: medium === 'table' ? 0.11 : medium === 'room' ? 0.26 : 0.4,
    tallestMetres: medium === 'table' ? 0.4 : medium === 'room' ? 2.2 : 16,
    stageCapMetres: medium === 'table' ? 0.4 : medium === 'room' ? 2.2 : world.kind === 'street' ? 5 : 16,
    waterYMetres: medium === 'open_water' ? 0 : 16,
  };
}

function mediumOf(world: World): Habitat['medium'] {
  switch (world.kind) {
    case 'open':
      return world.waterLevel === null ? 'ground' : world.terrain === 'sea' ? 'open_water' : 'shore';
    case 'street':
      return 'ground';
    case 'room':
      return world.room === 'tabletop' ? 'table' : 'room';
    case 'underwater':
      return 'underwater';
    case 'space':
      return world.surface === 'moon' ? 'ground' : 'space';
    case 'sky':
      return 'air';
    default:
      return world satisfies never;
  }
}
