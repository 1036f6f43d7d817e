import { clamp } from '../maths/curves.ts';
import type { Relation, SceneGraph, Subject } from '../prompt/scene-graph.ts';
import type { ActionId } from '../vocabulary/actions.ts';
import { COLOURS } from '../vocabulary/conditions.ts';
import type { FigureKind, Rgb } from '../vocabulary/figure.ts';
import { figureOf } from '../vocabulary/figures.ts';
import type { FigureId } from '../vocabulary/figures.ts';
import { actionOf, supportOf } from './behaviour.ts';
import type { Support } from './behaviour.ts';
import { figureAspect, poseExtent } from './figure-shape.ts';
import { grip, ridingAction, sitsInside } from './grips.ts';
import type { Habitat } from './habitat.ts';
import type { Held } from './shot.ts';

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
    attached.has(index) ? [] : [{ subject, index }],
  );
  const anchored = habitat.stageCapMetres;
  const largest = Math.max(
    0.01,
    ...standing
      .filter((s) => !isBackdrop(graph, s.index))
      .map((s) => spanOf(s.subject.figure, stageHeight(s.subject, habitat))),
  );
  const members = standing.map(({ subject, index }) => {
    const mine = attachments.filter((relation) => relation.from === index);
    const natural = stageHeight(subject, habitat);
    // Nothing in one picture is more than three times as large as another, or the small one is lost.
    const share = natural / spanOf(subject.figure, natural);
    const height = isBackdrop(graph, index)
      ? natural
      : Math.max(natural, (largest / 3) * share) * Math.min(1, anchored / largest);
    return castMember(graph, habitat, index, height, mine);
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
  return {
    subject: index,
    figure: subject.figure,
    kind: figure.kind,
    action,
    count: clamp(Math.round(subject.count), 1, 12),
    heightMetres,
    widthMetres: extent.widthMetres,
    fillMetres: extent.heightMetres,
    support: supportOf(subject.figure, figure, action, habitat),
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
      return figureOf(thing.figure).heightMetres <= 1.15 && !isAnimate(figureOf(thing.figure).kind);
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
  if (kind === 'building' || kind === 'landmark')
    return subject.role === 'setting' || !isCompared(graph, index);
  return subject.role === 'setting' && !isPlaced(graph, index);
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

/** Height in metres as staged: landmarks are shrunk to models, tiny things grown until a camera can meet them. */
function stageHeight(subject: Subject, habitat: Habitat): number {
  const asked = figureOf(subject.figure).heightMetres * Math.sqrt(clamp(subject.scale, 0.25, 4));
  // A campfire is as wide as a person is high; half of it lights a scene as well and leaves room for the person.
  if (figureOf(subject.figure).kind === 'fire') return clamp(asked * 0.6, habitat.smallestMetres, 1.2);
  const model = asked > 4 ? 4 * (asked / 4) ** 0.3 : asked;
  return clamp(model, habitat.smallestMetres, habitat.tallestMetres);
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
