import type { SceneGraph } from '../prompt/scene-graph.ts';
import type { Cast } from './cast.ts';
import type { World } from './shot.ts';

/** In space the earth is a world of its own, not a figure before another planet; as the main subject it fills the picture. */
export function withNamedPlanet(world: World, graph: SceneGraph): World {
  if (world.kind !== 'space' || world.planet === 'none') return world;
  const index = graph.subjects.findIndex((subject) => subject.figure === 'earth');
  if (index < 0) return world;
  const isSubject = index === graph.main && world.surface === null;
  return isSubject ? { ...world, planet: 'earth', portrait: true } : { ...world, planet: 'earth' };
}

/** The cast without the figure of a planet that the world itself shows. */
export function withoutPlanet(cast: Cast, world: World): Cast {
  if (world.kind !== 'space' || world.planet !== 'earth') return cast;
  const members = cast.members.filter((member) => member.figure !== 'earth');
  if (members.length === cast.members.length) return cast;
  const onStage = new Set(members.map((member) => member.subject));
  return {
    members,
    lead: members.find((member) => member.subject === cast.lead?.subject) ?? members[0] ?? null,
    relations: cast.relations.filter(({ from, to }) => onStage.has(from) && onStage.has(to)),
  };
}
