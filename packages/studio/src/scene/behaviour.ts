import type { SceneGraph, Subject } from '../prompt/scene-graph.ts';
import type { ActionId } from '../vocabulary/actions.ts';
import type { Figure, FigureKind } from '../vocabulary/figure.ts';
import { figureOf } from '../vocabulary/figures.ts';
import type { FigureId } from '../vocabulary/figures.ts';
import type { Habitat } from './habitat.ts';
import type { Actor } from './shot.ts';

export type Support = Actor['support'];

/** Insects that walk; the others fly. */
const CRAWLERS: ReadonlySet<FigureId> = new Set<FigureId>([
  'ant',
  'spider',
  'snail',
  'caterpillar',
  'worm',
  'scorpion',
  'beetle',
  'cricket_insect',
]);
/** Sea creatures that stay on the floor. */
const BOTTOM_DWELLERS: ReadonlySet<FigureId> = new Set<FigureId>(['crab', 'lobster', 'shrimp']);
/** Birds at home on the water. */
const WATERFOWL: ReadonlySet<FigureId> = new Set<FigureId>(['duck', 'swan', 'goose']);
/** Birds that cannot or would not fly. */
const WALKERS: ReadonlySet<FigureId> = new Set<FigureId>([
  'penguin',
  'chicken',
  'turkey',
  'peacock',
  'chick',
  'dodo',
  'flamingo',
]);

/** Birds that stand in the shallows. */
const WADERS: ReadonlySet<FigureId> = new Set<FigureId>(['flamingo']);
/** Beasts and spirits with wings, which fly when they are said to be above something. */
const WINGED: ReadonlySet<FigureId> = new Set<FigureId>(['dragon', 'fairy', 'ghost', 'superhero']);
/** Things that the wind carries. */
const WINDBORNE: ReadonlySet<FigureId> = new Set<FigureId>(['kite', 'balloon', 'parachute']);
/** Vehicles that go nowhere without someone on them. */
const RIDERLESS: ReadonlySet<FigureId> = new Set<FigureId>([
  'bicycle',
  'motorcycle',
  'motor_scooter',
  'kick_scooter',
  'wheelchair',
  'rickshaw',
  'shopping_cart',
]);

/** Things that have their place on a wall. */
export function hangsOnWall(id: FigureId): boolean {
  return id === 'wall_clock' || id === 'painting';
}

/** Whether who holds a thing has it in the air on a string, not in the hand. */
export function fliesOnString(id: FigureId): boolean {
  return id === 'kite';
}

/** What a figure does: as asked, or what its kind does in such a place. */
export function actionOf(subject: Subject, figure: Figure, habitat: Habitat, graph: SceneGraph): ActionId {
  const index = graph.subjects.indexOf(subject);
  if (holdsString(graph, index) && isAtRest(subject.action)) return 'point';
  if (subject.action) return subject.action;
  if (WINGED.has(subject.figure) && isAbove(graph, index)) return 'fly';
  if (isOutdoors(habitat) && WINDBORNE.has(subject.figure) && !isTiedDown(graph, index)) return 'float';
  if (figure.kind === 'quadruped' && restsOnFurniture(graph, index)) return 'lie';
  return habitAction(subject, figure, habitat, graph);
}

/** A dog goes along with who walks it. */
function companionAction(graph: SceneGraph, habitat: Habitat): ActionId {
  const lead = graph.main === null ? undefined : graph.subjects[graph.main];
  const goes = lead?.action === 'walk' || lead?.action === 'run';
  return lead && goes && isOutdoors(habitat) && figureOf(lead.figure).kind === 'biped' ? lead.action : 'idle';
}

function isAtRest(action: ActionId | null): boolean {
  return action === null || action === 'idle' || action === 'hold' || action === 'fly' || action === 'play';
}

function holdsString(graph: SceneGraph, index: number): boolean {
  return graph.relations.some(({ kind, from, to }) => {
    const thing = graph.subjects[to]?.figure;
    return kind === 'holds' && from === index && thing !== undefined && fliesOnString(thing);
  });
}

function isAbove(graph: SceneGraph, index: number): boolean {
  return graph.relations.some(
    ({ kind, from, to }) => (kind === 'above' && from === index) || (kind === 'below' && to === index),
  );
}

function isTiedDown(graph: SceneGraph, index: number): boolean {
  return graph.relations.some(({ kind, from }) => from === index && (kind === 'on' || kind === 'inside'));
}

function restsOnFurniture(graph: SceneGraph, index: number): boolean {
  return graph.relations.some(({ kind, from, to }) => {
    const under = graph.subjects[to];
    return (
      kind === 'on' && from === index && under !== undefined && figureOf(under.figure).seat !== undefined
    );
  });
}

function isOutdoors(habitat: Habitat): boolean {
  return habitat.medium === 'ground' || habitat.medium === 'shore' || habitat.medium === 'open_water';
}

/** What its kind does in such a place. */
function habitAction(subject: Subject, figure: Figure, habitat: Habitat, graph: SceneGraph): ActionId {
  switch (figure.kind) {
    case 'biped':
      return peopleAction(habitat);
    case 'quadruped':
      return habitat.medium === 'open_water' || habitat.medium === 'underwater'
        ? 'swim'
        : habitat.medium === 'space'
          ? 'float'
          : companionAction(graph, habitat);
    case 'bird':
      if (WATERFOWL.has(subject.figure) && isWatery(habitat)) return 'swim';
      if (WALKERS.has(subject.figure)) return 'idle';
      if (isAbove(graph, graph.subjects.indexOf(subject))) return 'fly';
      return habitat.medium === 'air' ||
        habitat.medium === 'open_water' ||
        habitat.medium === 'space' ||
        subject.count > 3
        ? 'fly'
        : 'idle';
    case 'insect':
      return CRAWLERS.has(subject.figure) ? 'idle' : 'fly';
    case 'fish':
      return 'swim';
    case 'sea_creature':
      return BOTTOM_DWELLERS.has(subject.figure) ? 'idle' : 'swim';
    case 'vehicle':
      if (RIDERLESS.has(subject.figure)) return 'idle';
      return isRoad(graph) && !graph.camera.includes('static') ? 'drive' : 'idle';
    case 'train':
      return graph.camera.includes('static') ? 'idle' : 'drive';
    case 'boat':
      return 'float';
    case 'aircraft':
    case 'spacecraft':
      return habitat.medium === 'room' || habitat.medium === 'table' ? 'idle' : 'fly';
    default:
      return habitat.medium === 'space' ? 'float' : 'idle';
  }
}

function peopleAction(habitat: Habitat): ActionId {
  switch (habitat.medium) {
    case 'open_water':
    case 'underwater':
      return 'swim';
    case 'space':
      return 'float';
    case 'air':
      return 'fly';
    default:
      return 'idle';
  }
}

function isRoad(graph: SceneGraph): boolean {
  const place = graph.place.id;
  return (
    place === 'road' ||
    place === 'street' ||
    place === 'railway' ||
    place === 'mars' ||
    place === 'moon' ||
    place === 'desert'
  );
}

function isWatery(habitat: Habitat): boolean {
  return habitat.medium === 'open_water' || habitat.medium === 'shore';
}

/** What carries a figure. */
export function supportOf(id: FigureId, figure: Figure, action: ActionId, habitat: Habitat): Support {
  if (habitat.medium === 'air' || habitat.medium === 'space') return 'air';
  if (figure.kind === 'celestial') return 'air';
  if (habitat.medium === 'underwater') return swimsFreely(id, figure, action) ? 'air' : 'ground';
  if (action === 'fly' || (action === 'float' && WINDBORNE.has(id))) return 'air';
  if (habitat.medium === 'shore' && WADERS.has(id)) return 'water';
  if (action === 'float' && figure.kind !== 'boat' && !isWatery(habitat)) return 'air';
  if (habitat.medium === 'room' && hangsOnWall(id)) return 'air';
  if (habitat.medium === 'open_water') return 'water';
  if (isWatery(habitat) && isAfloat(id, figure, action)) return 'water';
  return 'ground';
}

function swimsFreely(id: FigureId, figure: Figure, action: ActionId): boolean {
  if (BOTTOM_DWELLERS.has(id)) return false;
  return (
    figure.kind === 'fish' ||
    figure.kind === 'sea_creature' ||
    figure.kind === 'boat' ||
    action === 'swim' ||
    action === 'float' ||
    action === 'dive' ||
    action === 'fly'
  );
}

function isAfloat(id: FigureId, figure: Figure, action: ActionId): boolean {
  if (figure.kind === 'boat' || (figure.kind === 'fish' && !BOTTOM_DWELLERS.has(id))) return true;
  if (figure.kind === 'sea_creature') return !BOTTOM_DWELLERS.has(id) && action === 'swim';
  return (
    action === 'swim' || action === 'surf' || action === 'row' || action === 'dive' || action === 'float'
  );
}

/** Share of its height that a swimmer shows: the body lies in the surface. */
export function shownShare(member: {
  readonly kind: FigureKind;
  readonly action: ActionId;
  readonly support: Support;
}): number {
  if (member.support !== 'water') return 1;
  if (member.action !== 'swim' && member.action !== 'float' && member.action !== 'dive') return 1;
  if (member.kind === 'biped') return member.action === 'swim' ? 0.75 : 0.5;
  return member.kind === 'quadruped' ? 0.55 : 1;
}

/** How far out of the surface a swimmer's feet are, as a share of its height: negative is under water. */
export function draughtOf(figure: Figure, action: ActionId): number {
  if (figure.kind === 'boat') return -0.04;
  if (figure.kind === 'fish') return -0.3;
  if (figure.kind === 'sea_creature') return -0.45;
  // The renderer lays swimming bodies into the surface by their pose.
  if (figure.kind === 'biped' || figure.kind === 'quadruped') return 0;
  if (figure.kind === 'bird') return action === 'swim' ? -0.08 : -0.03;
  return -0.05;
}
