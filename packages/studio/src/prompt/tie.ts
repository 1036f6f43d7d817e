import { type FigureId, figureOf } from '../vocabulary/figures.ts';
import { isHoldable, objectRelation } from './acting.ts';
import { carriageOf } from './containers.ts';
import type { Draft } from './draft.ts';
import type { Joint } from './lexicon/sense.ts';
import type { Relation, Subject } from './scene-graph.ts';

/** What part a new subject plays, and how it hangs on the one before. */
export interface Tie {
  readonly role: Subject['role'];
  readonly relation: Relation['kind'] | null;
  /** The relation runs from the new subject to the one before: what a bowl holds is in the bowl. */
  readonly reversed?: true;
}

const AMONG_THE_SET: Tie = { role: 'setting', relation: null };

/** How the words before a noun tie it to what came before; null for a subject in its own right. */
export function tieOf(draft: Draft, figure: FigureId, anchor: number | null): Tie | null {
  const { joint, openVerb } = draft;
  if (joint === null) {
    if (openVerb === null || openVerb.subject === null) return null;
    const relation = openVerb.relation ?? objectRelation(openVerb.action, figure);
    return { role: objectRole(figure, relation), relation };
  }
  switch (joint.kind) {
    case 'and':
      return tieLikePrevious(draft);
    case 'with':
      return tieWith(draft, figure, anchor);
    case 'wearing':
      return { role: 'prop', relation: 'wears' };
    case 'spatial':
      return tieInSpace(draft, joint.relation, figure, anchor);
    case 'loose':
      return looseTie(draft, figure, joint.relation, anchor);
    case 'contents':
      return tieContents(draft, figure, anchor);
    case 'at':
      return anchor === null ? null : { role: 'setting', relation: isWorkplace(figure) ? 'next_to' : null };
    case 'from':
      return anchor === null ? null : { role: 'setting', relation: isScenery(figure) ? 'next_to' : null };
    case 'setting':
      return anchor === null ? null : AMONG_THE_SET;
    case 'background':
      return { role: 'setting', relation: 'behind' };
    default:
      return joint satisfies never;
  }
}

function tieWith(draft: Draft, figure: FigureId, anchor: number | null): Tie {
  if (figureOf(figure).kind === 'clothing') return { role: 'prop', relation: 'wears' };
  if (isHoldable(figure) && canHold(draft, anchor)) return { role: 'prop', relation: 'holds' };
  return tieContents(draft, figure, anchor) ?? AMONG_THE_SET;
}

/** "A bowl of fruit": the fruit lies in the bowl, whatever else the bowl stands on. */
function tieContents(draft: Draft, figure: FigureId, anchor: number | null): Tie | null {
  if (anchor === null) return null;
  const carrier = draft.subjects[anchor]?.figure;
  const relation = carrier === undefined ? null : carriageOf(carrier, figure);
  return relation === null ? AMONG_THE_SET : { role: 'setting', relation, reversed: true };
}

function tieInSpace(draft: Draft, relation: Relation['kind'], figure: FigureId, anchor: number | null): Tie {
  if (relation === 'below' && anchor !== null) {
    if (figure === 'umbrella' && canHold(draft, anchor)) return { role: 'prop', relation: 'holds' };
    // Under a tree or a bridge there is room before its trunk or pier.
    if (isScenery(figure)) return { role: 'setting', relation: 'in_front_of' };
  }
  const besides = relation === 'next_to' || relation === 'around' || relation === 'behind';
  return { role: besides || anchor === null || isScenery(figure) ? 'setting' : 'actor', relation };
}

/** What stands where it is, whoever stands under it or in front of it. */
function isScenery(figure: FigureId): boolean {
  const { kind } = figureOf(figure);
  return kind === 'building' || kind === 'landmark' || kind === 'plant';
}

function isWorkplace(figure: FigureId): boolean {
  const { kind } = figureOf(figure);
  return kind === 'furniture' || kind === 'appliance' || kind === 'instrument';
}

function objectRole(figure: FigureId, relation: Relation['kind']): Subject['role'] {
  if (relation === 'chases' || relation === 'follows') return 'actor';
  return (isScenery(figure) && relation === 'next_to') || relation === 'on' ? 'setting' : 'prop';
}

function canHold(draft: Draft, anchor: number | null): boolean {
  const holder = anchor === null ? undefined : draft.subjects[anchor];
  return holder !== undefined && figureOf(holder.figure).kind === 'biped';
}

function looseTie(draft: Draft, figure: FigureId, relation: Relation['kind'], anchor: number | null): Tie {
  const { kind } = figureOf(figure);
  if (kind === 'clothing') return { role: 'prop', relation: relation === 'inside' ? 'wears' : relation };
  const action = anchor === null ? null : (draft.subjects[anchor]?.action ?? null);
  // Nobody stands on the paper that he writes on.
  if (relation === 'on' && (action === 'write' || action === 'paint') && isHoldable(figure))
    return { role: 'prop', relation: 'holds' };
  return { role: 'setting', relation };
}

/** "And" gives the next noun the standing of the one before. */
function tieLikePrevious(draft: Draft): Tie {
  const last = draft.subjects.length - 1;
  const role = draft.subjects[last]?.role ?? 'actor';
  const previous = draft.relations.findLast(({ from, to }) =>
    role === 'prop' ? to === last : from === last || to === last,
  );
  if (role === 'prop') return { role, relation: previous?.kind ?? 'holds' };
  return { role, relation: role === 'actor' && last >= 0 ? 'next_to' : null };
}

/** What a conjunction leaves as it was: the joint that the last noun was read with. */
export function isSideBySide(joint: Joint | null, tie: Tie | null): boolean {
  return joint?.kind === 'and' && tie?.role === 'actor' && tie.relation === 'next_to';
}
