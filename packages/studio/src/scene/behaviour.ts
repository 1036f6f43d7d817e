import type { SceneGraph, Subject } from '../prompt/scene-graph.ts';
import type { ActionId } from '../vocabulary/actions.ts';
import type { Figure } from '../vocabulary/figure.ts';
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

/** What a figure does: as asked, or what its kind does in such a place. */
export function actionOf(subject: Subject, figure: Figure, habitat: Habitat, graph: SceneGraph): ActionId {
  if (subject.action) return subject.action;
  switch (figure.kind) {
    case 'biped':
      return peopleAction(habitat);
    case 'quadruped':
      return habitat.medium === 'open_water' || habitat.medium === 'underwater'
        ? 'swim'
        : habitat.medium === 'space'
          ? 'float'
          : 'idle';
    case 'bird':
      if (WATERFOWL.has(subject.figure) && isWatery(habitat)) return 'swim';
      if (WALKERS.has(subject.figure)) return 'idle';
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
  if (action === 'fly' || (action === 'float' && figure.kind !== 'boat' && !isWatery(habitat))) return 'air';
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

/** How far out of the surface a swimmer's feet are, as a share of its height: negative is under water. */
export function draughtOf(figure: Figure, action: ActionId): number {
  if (figure.kind === 'boat') return -0.04;
  if (figure.kind === 'fish') return -0.3;
  if (figure.kind === 'sea_creature') return -0.45;
  if (figure.kind === 'biped') return action === 'surf' || action === 'row' ? 0 : -0.5;
  if (figure.kind === 'quadruped') return -0.42;
  if (figure.kind === 'bird') return -0.08;
  return -0.05;
}
