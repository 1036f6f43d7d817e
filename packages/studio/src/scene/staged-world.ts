import type { SceneGraph } from '../prompt/scene-graph.ts';
import { figureOf } from '../vocabulary/figures.ts';
import type { Mood } from './mood.ts';
import type { World } from './shot.ts';

type OpenWorld = Extract<World, { kind: 'open' }>;

/** Grey-white of ice under a thin cover of snow. */
const ICE_COLOUR = [176, 200, 216] as const;

/** The world of a place, bent to what is done in it: waves for a surfer, ground under a tower, ice on a winter's lake. */
export function stagedWorld(world: World, mood: Mood, graph: SceneGraph): World {
  if (world.kind !== 'open') return world;
  if (mood.place === 'skyline' && graph.subjects.some((_, index) => needsGround(graph, index)))
    return { ...world, terrain: 'pavement', waterLevel: null };
  if (graph.subjects.some(({ action }) => action === 'surf')) return { ...world, waves: 1 };
  return isFrozen(world, mood) ? { ...world, waves: 0, waterColour: ICE_COLOUR } : world;
}

function isFrozen(world: OpenWorld, mood: Mood): boolean {
  return mood.traits.has('winter') && mood.place === 'lake' && world.waterLevel !== null;
}

function needsGround(graph: SceneGraph, index: number): boolean {
  const subject = graph.subjects[index];
  if (!subject || subject.action === 'fly' || subject.action === 'swim') return false;
  switch (figureOf(subject.figure).kind) {
    case 'bird':
    case 'insect':
    case 'fish':
    case 'sea_creature':
    case 'boat':
    case 'aircraft':
    case 'spacecraft':
    case 'celestial':
      return false;
    default:
      return true;
  }
}
