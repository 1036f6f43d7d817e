import type { Relation, SceneGraph } from '../prompt/scene-graph.ts';
import type { FigureKind } from '../vocabulary/figure.ts';
import { figureOf } from '../vocabulary/figures.ts';
import type { FigureId } from '../vocabulary/figures.ts';
import type { PlaceId } from '../vocabulary/places.ts';
import type { Habitat } from './habitat.ts';

const TABLES: ReadonlySet<FigureId> = new Set<FigureId>(['dining_table', 'desk']);
/** Nouns for the ground itself: who is "on the ice" does not stand on a cube of it. */
const GROUND_NOUNS: ReadonlySet<FigureId> = new Set<FigureId>(['ice']);
/** Surfaces that one works at, standing before them. */
const UPRIGHT_SURFACES: ReadonlySet<FigureId> = new Set<FigureId>([
  'blackboard',
  'easel',
  'mirror',
  'window',
]);
const FLYING_KINDS: ReadonlySet<FigureKind> = new Set<FigureKind>(['aircraft', 'bird', 'spacecraft']);
/** Things that leave the ground upright when they fly from a place nobody named. */
const LAUNCHED: ReadonlySet<FigureId> = new Set<FigureId>(['rocket', 'space_shuttle']);
/** Taller things stand on floors, not on tables. */
const TABLEWARE_METRES = 0.6;

/** The graph as it can be staged: where its figures fit, and with nobody on top of what one stands before. */
export function stagedGraph(graph: SceneGraph): SceneGraph {
  return {
    ...graph,
    place: { ...graph.place, id: stagedPlace(graph) },
    relations: [...graph.relations.map((relation) => stagedRelation(graph, relation)), ...overflights(graph)],
  };
}

/** Who flies over a lake with a boat on it flies over the boat. */
function overflights(graph: SceneGraph): Relation[] {
  const { main, relations, subjects } = graph;
  const lead = main === null ? undefined : subjects[main];
  if (main === null || lead === undefined || !FLYING_KINDS.has(figureOf(lead.figure).kind)) return [];
  return subjects.flatMap(({ figure }, index): Relation[] => {
    const isFree = relations.every(({ from, to }) => from !== index && to !== index);
    return isFree && figureOf(figure).kind === 'boat' ? [{ kind: 'above', from: main, to: index }] : [];
  });
}

function stagedPlace(graph: SceneGraph): PlaceId {
  const { place, subjects } = graph;
  if (place.stated) return place.id;
  const lead = graph.main === null ? undefined : subjects[graph.main];
  if (lead && place.id === 'sky' && lead.action === 'fly' && LAUNCHED.has(lead.figure)) return 'field';
  const table = subjects.findIndex(({ figure }) => TABLES.has(figure));
  const isLaidTable =
    table >= 0 &&
    table !== graph.main &&
    graph.relations.some(({ kind, to }) => kind === 'on' && to === table) &&
    subjects.every(({ figure }, index) => index === table || isTableware(figure));
  return isLaidTable ? 'tabletop' : place.id;
}

function stagedRelation(graph: SceneGraph, relation: Relation): Relation {
  const from = graph.subjects[relation.from];
  const to = graph.subjects[relation.to];
  const isUsed =
    relation.kind === 'on' &&
    from !== undefined &&
    to !== undefined &&
    UPRIGHT_SURFACES.has(to.figure) &&
    figureOf(from.figure).kind === 'biped';
  return isUsed ? { ...relation, kind: 'in_front_of' } : relation;
}

/** Whether a named thing is drawn with the place: the table of a tabletop, the ice of a snow field, a room's window. */
export function isPlaceItself(graph: SceneGraph, index: number, habitat: Habitat): boolean {
  const subject = graph.subjects[index];
  if (!subject || index === graph.main || subject.role !== 'setting') return false;
  if (TABLES.has(subject.figure)) return habitat.medium === 'table';
  if (subject.figure === 'window') return habitat.medium === 'table' || habitat.medium === 'room';
  return GROUND_NOUNS.has(subject.figure);
}

/** Whether a thing belongs on a table: small, and alive only as a plant. */
export function isTableware(figure: FigureId): boolean {
  const { kind, heightMetres } = figureOf(figure);
  return heightMetres <= TABLEWARE_METRES && TABLE_KINDS.has(kind);
}

const TABLE_KINDS: ReadonlySet<FigureKind> = new Set<FigureKind>([
  'food',
  'tool',
  'toy',
  'object',
  'clothing',
  'appliance',
  'plant',
  'instrument',
]);
