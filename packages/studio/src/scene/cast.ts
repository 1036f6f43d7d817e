import { clamp } from '../maths/curves.ts';
import type { Relation, SceneGraph, Subject } from '../prompt/scene-graph.ts';
import type { ActionId } from '../vocabulary/actions.ts';
import { COLOURS } from '../vocabulary/conditions.ts';
import type { FigureKind, Rgb } from '../vocabulary/figure.ts';
import { figureOf } from '../vocabulary/figures.ts';
import type { FigureId } from '../vocabulary/figures.ts';
import { actionOf, fliesOnString, shownShare, supportOf } from './behaviour.ts';
import type { Support } from './behaviour.ts';
import { figureAspect, poseExtent } from './figure-shape.ts';
import { grip, ridingAction, sitsInside } from './grips.ts';
import type { Habitat } from './habitat.ts';
import type { Held } from './shot.ts';
import { isPlaceItself, isTableware } from './staged-graph.ts';

/** One subject that stands on the stage in its own right (held and worn things belong to their holders). */
export interface CastMember {
  readonly subject: number;
  readonly figure: FigureId;
  readonly kind: FigureKind;
  readonly action: ActionId;
  readonly count: number;
  /** As drawn standing upright; `widthMetres` and `fillMetres` are what the pose fills. */
  readonly heightMetres: number;
  readonly widthMetres: number;
  readonly fillMetres: number;
  readonly support: Support;
  readonly tint: Rgb | null;
  readonly holds: readonly Held[];
  /** Chases or is chased, and so crosses the stage whatever it does. */
  readonly isChased: boolean;
  /** Part of the set: stands behind and need not be wholly in frame. */
  readonly isBackdrop: boolean;
}

export interface Cast {
  readonly members: readonly CastMember[];
  readonly lead: CastMember | null;
  /** Relations between two members on the stage. */
  readonly relations: readonly Relation[];
}

/** Sorts the subjects into those that stand on the stage and those that others hold, and settles their sizes. */
export function chooseCast(graph: SceneGraph, habitat: Habitat): Cast {
  const attachments = graph.relations.filter((relation) => isAttachment(graph, relation));
  const attached = new Set(attachments.map((relation) => relation.to));
  const standing = graph.subjects.flatMap((subject, index) =>
    attached.has(index) || isPlaceItself(graph, index, habitat) ? [] : [{ subject, index }],
  );
  const heights = stageHeights(graph, standing, habitat);
  const members = standing.map(({ subject, index }, position) => {
    const mine = attachments.filter((relation) => relation.from === index);
    return castMember(
      graph,
      habitat,
      index,
      heights[position] ?? figureOf(subject.figure).heightMetres,
      mine,
    );
  });
  const lead =
    members.find((member) => member.subject === graph.main) ??
    members.find((member) => !member.isBackdrop) ??
    members[0] ??
    null;
  const onStage = new Set(members.map((member) => member.subject));
  const relations = graph.relations.filter(
    (relation) => onStage.has(relation.from) && onStage.has(relation.to) && relation.from !== relation.to,
  );
  return {
    members: members.map((member) => (member === lead ? { ...member, isBackdrop: false } : member)),
    lead: lead && { ...lead, isBackdrop: false },
    relations,
  };
}

/** How many times as large as another a thing may be before the small one is lost. */
const LARGEST_RATIO = 3;
/** What sits on, hangs over or eats from another needs less: the eye goes there. */
const LARGEST_RATIO_OF_TIED = 4.5;

/** Heights in one scale: grown together until the largest can be filmed, and the small ones until they can be seen. */
function stageHeights(
  graph: SceneGraph,
  standing: readonly { readonly subject: Subject; readonly index: number }[],
  habitat: Habitat,
): number[] {
  const spans = standing.map(({ subject, index }) =>
    isBackdrop(graph, index) ? 0 : spanOf(subject.figure, modelHeight(subject, habitat)),
  );
  const largest = Math.max(0.01, ...spans);
  return standing.map(({ subject, index }) => {
    const natural = modelHeight(subject, habitat);
    if (isBackdrop(graph, index)) return Math.max(natural, habitat.smallestMetres);
    const share = natural / spanOf(subject.figure, natural);
    const ratio = isTied(graph, index) ? LARGEST_RATIO_OF_TIED : LARGEST_RATIO;
    const grown = Math.max(natural, (largest / ratio) * share);
    const scale = Math.max(1, habitat.smallestMetres / largest);
    return grown * scale * Math.min(1, habitat.stageCapMetres / (largest * scale));
  });
}

function isTied(graph: SceneGraph, index: number): boolean {
  return graph.relations.some(
    ({ kind, from, to }) =>
      (from === index && (kind === 'on' || kind === 'inside' || kind === 'above')) ||
      (to === index && (kind === 'eats' || kind === 'below' || kind === 'holds')),
  );
}

function castMember(
  graph: SceneGraph,
  habitat: Habitat,
  index: number,
  heightMetres: number,
  attachments: readonly Relation[],
): CastMember {
  const subject = graph.subjects[index] ?? missing(index);
  const figure = figureOf(subject.figure);
  const ridden = attachments.find((relation) => relation.kind === 'rides');
  const mount = ridden ? graph.subjects[ridden.to] : undefined;
  const action = mount
    ? ridingAction(mount.figure, subject.action)
    : actionOf(subject, figure, habitat, graph);
  const holds = attachments.flatMap((relation) => holdOf(graph, subject, relation, heightMetres));
  const extent = poseExtent(subject.figure, action, heightMetres, holds);
  const support = supportOf(subject.figure, figure, action, habitat);
  return {
    subject: index,
    figure: subject.figure,
    kind: figure.kind,
    action,
    count: clamp(Math.round(subject.count), 1, 12),
    heightMetres,
    widthMetres: extent.widthMetres,
    fillMetres: extent.heightMetres * shownShare({ kind: figure.kind, action, support }),
    support,
    isChased: graph.relations.some(
      ({ kind, from, to }) => (kind === 'chases' || kind === 'follows') && (from === index || to === index),
    ),
    tint: tintOf(graph, subject, attachments),
    holds,
    isBackdrop: isBackdrop(graph, index),
  };
}

function missing(index: number): never {
  throw new RangeError(`a relation names subject ${index}, which does not exist`);
}

/** Things in hand, on the body or under a rider are drawn with their holder. */
function isAttachment(graph: SceneGraph, relation: Relation): boolean {
  const holder = graph.subjects[relation.from];
  const thing = graph.subjects[relation.to];
  if (!holder || !thing || relation.from === relation.to || relation.to === graph.main) return false;
  const kind = figureOf(holder.figure).kind;
  const canHold = kind === 'biped' || kind === 'quadruped' || kind === 'bird';
  if (!canHold) return false;
  switch (relation.kind) {
    case 'wears':
      return true;
    case 'holds':
    case 'plays':
    case 'eats':
      return (
        !fliesOnString(thing.figure) &&
        figureOf(thing.figure).heightMetres <= 1.15 &&
        !isAnimate(figureOf(thing.figure).kind)
      );
    case 'rides':
      return !sitsInside(thing.figure);
    default:
      return false;
  }
}

export function isAnimate(kind: FigureKind): boolean {
  return (
    kind === 'biped' ||
    kind === 'quadruped' ||
    kind === 'bird' ||
    kind === 'insect' ||
    kind === 'fish' ||
    kind === 'sea_creature'
  );
}

function isBackdrop(graph: SceneGraph, index: number): boolean {
  const subject = graph.subjects[index];
  if (!subject || index === graph.main) return false;
  const kind = figureOf(subject.figure).kind;
  if (kind === 'celestial') return true;
  if (kind === 'building' || kind === 'landmark') return !isCompared(graph, index);
  return subject.role === 'setting' && !isPlaced(graph, index) && !isTableware(subject.figure);
}

/** Whether the prompt says on which side or how high a thing is, so that it must be seen whole. */
function isCompared(graph: SceneGraph, index: number): boolean {
  return graph.relations.some(
    ({ kind, from, to }) =>
      (from === index || to === index) &&
      (kind === 'left_of' || kind === 'right_of' || kind === 'above' || kind === 'below'),
  );
}

/** Whether the prompt ties a thing to someone on the stage, other than as what lies behind them. */
function isPlaced(graph: SceneGraph, index: number): boolean {
  return graph.relations.some(({ kind, from, to }) => (from === index || to === index) && kind !== 'behind');
}

/** Height in metres before all are brought to one scale: landmarks are shrunk to models. */
function modelHeight(subject: Subject, habitat: Habitat): number {
  const asked = figureOf(subject.figure).heightMetres * Math.sqrt(clamp(subject.scale, 0.25, 4));
  // A campfire is as wide as a person is high; half of it lights a scene as well and leaves room for the person.
  if (figureOf(subject.figure).kind === 'fire') return clamp(asked * 0.6, 0.3, 1.2);
  const model = asked > 4 ? 4 * (asked / 4) ** 0.3 : asked;
  return Math.min(model, habitat.tallestMetres);
}

function holdOf(graph: SceneGraph, holder: Subject, relation: Relation, holderMetres: number): Held[] {
  const thing = graph.subjects[relation.to];
  if (!thing) return [];
  const at = grip(thing.figure, relation.kind, figureOf(holder.figure).kind);
  if (at === null) return [];
  const natural = figureOf(thing.figure).heightMetres;
  // People in this world are 1.7 m; a child or a mouse holds things in its own proportion.
  const proportion = figureOf(holder.figure).kind === 'biped' ? holderMetres / 1.7 : 1;
  const limits = HOLD_LIMITS[at];
  const heightMetres = clamp(
    natural * proportion * Math.sqrt(thing.scale),
    limits[0] * holderMetres,
    limits[1] * holderMetres,
  );
  return [{ figure: thing.figure, at, heightMetres, tint: colourOf(thing), subject: relation.to }];
}

/** Smallest and largest height of a held thing, as shares of the holder's height. */
const HOLD_LIMITS: Record<Held['at'], readonly [number, number]> = {
  right_hand: [0.16, 0.8],
  left_hand: [0.16, 0.8],
  both_hands: [0.18, 0.72],
  head: [0.12, 0.3],
  eyes: [0.08, 0.14],
  back: [0.2, 0.5],
  neck: [0.12, 0.3],
  mouth: [0.12, 0.4],
  feet: [0.06, 0.9],
  under: [0.4, 1.3],
};

function colourOf(subject: Subject): Rgb | null {
  return subject.colour ? COLOURS[subject.colour] : null;
}

/** "Wearing a red shirt" colours the wearer: clothes of the body are not drawn as things of their own. */
function tintOf(graph: SceneGraph, subject: Subject, attachments: readonly Relation[]): Rgb | null {
  const own = colourOf(subject);
  if (own) return own;
  for (const relation of attachments) {
    const thing = graph.subjects[relation.to];
    if (relation.kind === 'wears' && thing && grip(thing.figure, 'wears', 'biped') === null)
      return colourOf(thing);
  }
  return null;
}

/** Size of a figure as the eye compares it: its height, or most of its length when it is long. */
function spanOf(figure: FigureId, heightMetres: number): number {
  return heightMetres * Math.max(1, 0.62 * figureAspect(figure));
}
