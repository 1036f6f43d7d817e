import type { Berth } from './berth.ts';
import { createQueue, type Queue } from './queue.ts';
import { createSurroundings, type Surroundings } from './surroundings.ts';
import { createUpstream, type Upstream } from './upstream.ts';
import type { World } from './world.ts';

/** A world, and what its processes share. */
export interface Stage {
  readonly world: World;
  readonly berth: Berth;
  readonly queue: Queue;
  readonly upstream: Upstream;
  readonly surroundings: Surroundings;
}

export function createStage(world: World, berth: Berth): Stage {
  return {
    world,
    berth,
    queue: createQueue(world),
    upstream: createUpstream(world),
    surroundings: createSurroundings(world),
  };
}
