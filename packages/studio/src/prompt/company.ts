import type { ActionId } from '../vocabulary/actions.ts';
import { figureOf } from '../vocabulary/figures.ts';
import { actionFor, isAlive, isHumanAction } from './acting.ts';
import { isNarrow, surfaceForWork } from './containers.ts';
import { type Draft, type DraftSubject, peersOf } from './draft.ts';
import { placeProp } from './ground-action.ts';
import { SOME } from './noun-number.ts';

/** What nobody does alone. */
const TAKES_TWO: ReadonlySet<ActionId> = new Set<ActionId>(['fight', 'hug', 'kiss', 'shake_hands']);

/** How many of a swarm, a shower or a heap are drawn: enough to read as "many". */
const MANY = 7;

/** Settles how many there are once everything is read: partners for what takes two, a shower of what falls. */
export function settleCompany(draft: Draft): void {
  for (const [index, subject] of draft.subjects.entries()) {
    shareAction(draft, index);
    if (needsPartner(draft, index)) subject.count = 2;
    if (subject.count === SOME && isInNarrowVessel(draft, index)) subject.count = 1;
    if (subject.action === 'fall' && subject.count === SOME && !isAlive(subject.figure)) subject.count = MANY;
  }
}

/** Who reads and was given nothing to read has a book. */
export function handOutBooks(draft: Draft): void {
  for (const [index, { action }] of draft.subjects.entries()) {
    const hasSomething = draft.relations.some(({ kind, from }) => kind === 'holds' && from === index);
    if (action === 'read' && !hasSomething) placeProp(draft, index, 'book', null);
  }
}

/** Who writes on a blackboard stands before it, whichever of the two was said first. */
export function faceTheBoard(draft: Draft): void {
  for (const [index, { kind, from, to }] of draft.relations.entries()) {
    const { action } = draft.subjects[from] ?? {};
    const surface = draft.subjects[to]?.figure;
    const works = action === 'write' || action === 'paint';
    if (kind === 'on' && works && surface !== undefined && surfaceForWork(surface))
      draft.relations.splice(index, 1, { kind: 'in_front_of', from, to });
  }
}

/** "A boy and a girl hugging": the verb stands beside the last one and is meant for both. */
function shareAction(draft: Draft, index: number): void {
  const subject = draft.subjects[index];
  if (subject === undefined || subject.action === null) return;
  for (const peer of peersOf(draft, index)) {
    const other = draft.subjects[peer];
    if (other === undefined || other.action !== null || !isAlive(other.figure)) continue;
    if (peer < index && canJoin(other, subject.action))
      other.action = actionFor(other.figure, subject.action);
  }
}

function isInNarrowVessel(draft: Draft, index: number): boolean {
  return draft.relations.some(({ kind, from, to }) => {
    const vessel = draft.subjects[to]?.figure;
    return kind === 'inside' && from === index && vessel !== undefined && isNarrow(vessel);
  });
}

function canJoin({ figure }: DraftSubject, action: ActionId): boolean {
  return figureOf(figure).kind === 'biped' || !isHumanAction(action);
}

function needsPartner(draft: Draft, index: number): boolean {
  const subject = draft.subjects[index];
  if (subject === undefined || subject.count !== 1 || subject.action === null) return false;
  if (!TAKES_TWO.has(subject.action) || figureOf(subject.figure).kind !== 'biped') return false;
  const tied = draft.relations.some(({ from, to, kind }) => {
    const other = draft.subjects[from === index ? to : from];
    const involved = from === index || to === index;
    // A sword in the hand is no opponent, a dragon in front is.
    return (
      involved && other !== undefined && kind !== 'wears' && (kind !== 'holds' || other.figure !== 'sword')
    );
  });
  return !tied;
}
