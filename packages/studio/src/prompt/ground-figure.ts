import { type FigureId, figureOf } from '../vocabulary/figures.ts';
import { actionFor, actorFor, objectRelation, partFor, uprightDouble } from './acting.ts';
import { isContainer } from './containers.ts';
import {
  type Draft,
  type DraftSubject,
  addSubject,
  companionOf,
  lastActor,
  peersOf,
  relate,
} from './draft.ts';
import { placeProp } from './ground-action.ts';
import { numberOf } from './noun-number.ts';
import { PLAY_ACTIONS } from './lexicon/verbs.ts';
import { type Match, spanText } from './phrase-book.ts';
import { describesItsRoom, meansIndoors } from './room-words.ts';
import type { Relation } from './scene-graph.ts';
import { type Tie, isSideBySide, tieOf } from './tie.ts';
import type { Token } from './token.ts';

/** "Sewing machine, old sewing machine": one thing, spoken of twice. */
function isMentionedAgain(draft: Draft, figure: FigureId, before: Token | undefined): boolean {
  const another = before?.text === 'another' || before?.text === 'second';
  const again = !another && draft.subjects.some((subject) => subject.figure === figure);
  if (again) {
    draft.colour = null;
    draft.count = null;
    draft.scale = 1;
  }
  return again && draft.waitingAction === null;
}

/** A noun becomes a subject, tied as the words before it say. */
export function groundFigure(draft: Draft, match: Match, tokens: readonly Token[]): void {
  const named = match.sense.figure;
  if (named === undefined) return;
  const figure = partFor(named, draft.openVerb?.action ?? null);
  if (describesItsRoom(draft, figure, tokens[match.start]?.clause ?? 0)) return forgetAdjectives(draft);
  const anchor = anchorOf(draft);
  const tie = tieOf(draft, figure, anchor);
  if (meansIndoors(draft, figure, tie)) {
    draft.indoors = true;
    return forgetAdjectives(draft);
  }
  // What is in a basket that somebody carries is too small to see.
  if (tie?.reversed === true && draft.subjects[anchor ?? -1]?.role === 'prop') return forgetAdjectives(draft);
  if (tie === null && isMentionedAgain(draft, figure, tokens[match.start - 1])) return;
  const merged = tie === null ? null : impliedProp(draft, figure, tie.relation, anchor);
  const described = {
    figure,
    noun: spanText(match, tokens),
    count: draft.count ?? match.sense.count ?? numberOf(match, tokens),
    colour: draft.colour,
    action: null,
    scale: draft.scale,
  };
  if (merged === null) addDescribed(draft, match, { ...described, role: tie?.role ?? 'actor' }, tie, anchor);
  else Object.assign(merged, { noun: described.noun, count: described.count, colour: described.colour });
  forgetAdjectives(draft);
}

function forgetAdjectives(draft: Draft): void {
  draft.colour = null;
  draft.count = null;
  draft.scale = 1;
  draft.joint = null;
  draft.openVerb = null;
}

/** What the next noun hangs on: the container just named for its contents, else the last one that acts. */
function anchorOf(draft: Draft): number | null {
  const last = draft.subjects.length - 1;
  const named = draft.subjects[last];
  const holdsContents = draft.joint?.kind === 'contents' && named !== undefined && isContainer(named.figure);
  if (holdsContents) return last;
  // "Flowers in a vase on a table": the vase stands on the table.
  const actor = lastActor(draft);
  const vessel = draft.relations.find(({ kind, from }) => kind === 'inside' && from === actor)?.to;
  const stands = draft.joint?.kind === 'loose' && draft.joint.relation === 'on' && vessel === last;
  return stands && named !== undefined && isContainer(named.figure) ? last : actor;
}

function addDescribed(
  draft: Draft,
  { sense }: Match,
  subject: DraftSubject,
  tie: Tie | null,
  anchor: number | null,
): void {
  const index = addSubject(draft, subject);
  const previous = draft.subjects.findLastIndex(({ role }, at) => role === 'actor' && at < index);
  if (isSideBySide(draft.joint, tie) && previous >= 0) draft.pairs.push([previous, index]);
  if (sense.companion !== undefined) {
    const other = addSubject(draft, { ...subject, figure: sense.companion });
    relate(draft, 'next_to', other, index);
  }
  tieSubject(draft, index, tie, anchor);
  for (const figure of sense.assortment ?? []) addSort(draft, index, figure, tie, anchor);
  startWaitingAction(draft, index);
}

/** "Fruit" is several kinds of fruit, each where the first one is. */
function addSort(
  draft: Draft,
  first: number,
  figure: FigureId,
  tie: Tie | null,
  anchor: number | null,
): void {
  const model = draft.subjects[first];
  if (model === undefined || model.role === 'prop') return;
  const index = addSubject(draft, { ...model, figure, count: 1 });
  if (tie !== null && tie.relation !== null) tieSubject(draft, index, tie, anchor);
  else relate(draft, 'next_to', index, first);
  draft.pairs.push([first, index]);
}

function tieSubject(draft: Draft, index: number, tie: Tie | null, anchor: number | null): void {
  if (tie?.relation == null) {
    if (tie !== null && tie.role !== 'actor') return;
    for (const { kind, to } of draft.waitingRelations.splice(0)) relate(draft, kind, index, to);
    return;
  }
  if (anchor === null) {
    draft.waitingRelations.push({ kind: tie.relation, to: index });
    return;
  }
  // "A cat and a dog": the dog stands by the cat; "a cat on a sofa": the cat is on the sofa.
  const isFromNew = tie.reversed === true || isSideBySide(draft.joint, tie);
  if (isFromNew) relate(draft, tie.relation, index, anchor);
  else relate(draft, tie.relation, anchor, index);
  if (tie.reversed === true) return;
  adjustActorToProp(draft, anchor, index, tie);
  shareWithCompanion(draft, anchor, index, tie);
  if (tie.role !== 'setting') return;
  const companion = companionOf(draft, anchor);
  if (companion !== null) relate(draft, tie.relation, companion, index);
  if (tie.relation === 'on' || tie.relation === 'inside')
    for (const peer of peersOf(draft, anchor)) relate(draft, tie.relation, peer, index);
}

/** What a couple wears or holds, each of them does. */
function shareWithCompanion(draft: Draft, anchor: number, index: number, { role, relation }: Tie): void {
  const companion = companionOf(draft, anchor);
  const prop = draft.subjects[index];
  if (
    companion === null ||
    prop === undefined ||
    role !== 'prop' ||
    (relation !== 'wears' && relation !== 'holds')
  )
    return;
  prop.count = 1;
  relate(draft, relation, companion, addSubject(draft, { ...prop }));
}

/** Playing, wearing and the like decide what the actor does, and that an animal must stand up for it. */
function adjustActorToProp(draft: Draft, anchor: number, index: number, tie: Tie): void {
  const actor = draft.subjects[anchor];
  const prop = draft.subjects[index];
  if (actor === undefined || prop === undefined || tie.role !== 'prop') return;
  if (tie.relation === 'wears') {
    actor.figure = uprightDouble(actor.figure);
    return;
  }
  if (draft.openVerb?.action === 'fly' && figureOf(actor.figure).kind === 'biped') {
    // Who flies a kite stands below and pulls its line.
    actor.action = 'pull';
    return;
  }
  const instruments: Partial<Record<FigureId, (typeof PLAY_ACTIONS)[keyof typeof PLAY_ACTIONS]>> =
    PLAY_ACTIONS;
  const played = instruments[prop.figure];
  if (draft.openVerb?.action !== 'play' || played === undefined) return;
  actor.action = played;
  actor.figure = actorFor(actor.figure, played);
  const relation = draft.relations.findIndex(({ from, to }) => from === anchor && to === index);
  draft.relations.splice(relation, 1, { kind: objectRelation(played, prop.figure), from: anchor, to: index });
}

function impliedProp(
  draft: Draft,
  figure: FigureId,
  relation: Relation['kind'] | null,
  anchor: number | null,
) {
  if (relation === null || anchor === null) return null;
  const tied = draft.relations.find(({ kind, from, to }) => {
    const other = draft.subjects[to]?.figure;
    const sameRide =
      relation === 'rides' &&
      kind === 'rides' &&
      other !== undefined &&
      figureOf(other).kind === figureOf(figure).kind;
    return from === anchor && (other === figure || sameRide);
  });
  const prop = tied === undefined ? undefined : draft.subjects[tied.to];
  return prop?.role === 'prop' ? prop : null;
}

function startWaitingAction(draft: Draft, index: number): void {
  const subject = draft.subjects[index];
  if (draft.waitingAction === null || subject === undefined || subject.role === 'prop') return;
  const { action, prop } = draft.waitingAction;
  draft.waitingAction = null;
  subject.figure = actorFor(subject.figure, action);
  subject.action = actionFor(subject.figure, action);
  if (prop !== null) placeProp(draft, index, prop, null);
}
