import type { ActionId } from '../vocabulary/actions.ts';
import { figureOf, type FigureId } from '../vocabulary/figures.ts';
import { actionFor, actorFor, hasHands, isAlive, isHumanAction, objectRelation } from './acting.ts';
import { type Draft, addSubject, companionOf, lastActor, relate } from './draft.ts';
import type { Match } from './phrase-book.ts';
import type { Relation } from './scene-graph.ts';
import type { Token } from './token.ts';

const BEFORE_PARTICIPLES: ReadonlySet<string> = new Set([
  'a',
  'an',
  'the',
  'his',
  'her',
  'its',
  'two',
  'three',
  'some',
  'several',
  'of',
  'few',
]);

/** Gives the action of a verb to its doer, who may have been named already or is still to come. */
export function attachAction(
  draft: Draft,
  match: Match,
  tokens: readonly Token[],
  previous: Match | undefined,
): void {
  const { action, prop, propRelation } = match.sense;
  if (action === undefined) return;
  if (isPassive(match, tokens) || isDoneByWeather(draft, match, previous)) return;
  const describesNext =
    BEFORE_PARTICIPLES.has(tokens[match.start - 1]?.text ?? '') &&
    tokens[match.end - 1]?.text.endsWith('ing');
  const doer = describesNext === true ? null : doerOf(draft, match, previous);
  draft.joint = null;
  if (doer === null) {
    if (tokens[match.start]?.text.endsWith('ed') === true) return;
    draft.waitingAction ??= { action, prop: prop ?? null };
    return;
  }
  const subject = draft.subjects[doer];
  if (subject === undefined) return;
  draft.openVerb = { action, subject: doer, relation: prop === undefined ? (propRelation ?? null) : null };
  if (isHumanAction(action) && !canAct(subject.figure, action)) return;
  if (weight(action) <= weight(subject.action)) return;
  subject.figure = actorFor(subject.figure, action);
  subject.action = actionFor(subject.figure, action);
  const companion = draft.subjects[companionOf(draft, doer) ?? -1];
  if (companion !== undefined) companion.action = subject.action;
  if (prop !== undefined) placeProp(draft, doer, prop, propRelation ?? null);
}

/** "Petals falling", "waves crashing": the air and the sea do it, not the subject. */
function isDoneByWeather(draft: Draft, { start, sense }: Match, previous: Match | undefined): boolean {
  if (previous === undefined || previous.end !== start) return false;
  const { weather, weakPlace, figure, action } = previous.sense;
  const isAir = (weather !== undefined || weakPlace !== undefined) && figure === undefined;
  if (!isAir || action !== undefined) return false;
  // "A woman in the rain dancing": what no rain does, she does.
  const somebody = draft.subjects.some(({ role, figure: who }) => role === 'actor' && isAlive(who));
  return !somebody || (sense.action !== undefined && AIRY.has(sense.action));
}

/** What petals, clouds and waves do. */
const AIRY: ReadonlySet<ActionId> = new Set<ActionId>(['fall', 'fly', 'float', 'spin', 'swing', 'drive']);

const FORMS_OF_BE: ReadonlySet<string> = new Set(['is', 'are', 'was', 'were', 'been', 'be', 'being']);

/** "The barn was painted": nobody in the picture paints. */
function isPassive({ start }: Match, tokens: readonly Token[]): boolean {
  return tokens[start]?.text.endsWith('ed') === true && FORMS_OF_BE.has(tokens[start - 1]?.text ?? '');
}

/** Things have no hands, though machines drive and toys come alive. */
function canAct(figure: FigureId, action: ActionId): boolean {
  const { kind } = figureOf(figure);
  if (
    kind === 'vehicle' ||
    kind === 'train' ||
    kind === 'boat' ||
    kind === 'aircraft' ||
    kind === 'spacecraft'
  ) {
    return MOVES.has(action);
  }
  return kind === 'toy' || isAlive(figure);
}

const MOVES: ReadonlySet<ActionId> = new Set<ActionId>([
  'drive',
  'row',
  'ride',
  'surf',
  'push',
  'pull',
  'ski',
  'skate',
]);

/** When a prompt gives somebody several things to do, the most telling one is shown. */
function weight(action: ActionId | null): number {
  if (action === null) return 0;
  if (action === 'idle' || action === 'look_around') return 1;
  if (action === 'hold' || action === 'sit') return 2;
  return action === 'walk' || action === 'play' ? 3 : 4;
}

/** The subject right before the verb, else the last one that acts. */
function doerOf(draft: Draft, match: Match, previous: Match | undefined): number | null {
  const last = draft.subjects.length - 1;
  const subject = draft.subjects[last];
  const named = previous?.sense.figure !== undefined && previous.sense.place === undefined;
  const adjacent = named && match.start - previous.end <= 1;
  if (adjacent && subject !== undefined && subject.role !== 'prop' && !isFixture(subject.figure)) return last;
  return lastActor(draft);
}

function isFixture(figure: FigureId): boolean {
  const { kind } = figureOf(figure);
  return kind === 'furniture' || kind === 'building' || kind === 'street_furniture' || kind === 'appliance';
}

/** Puts the tool of an action into the hands of who has hands. */
export function placeProp(
  draft: Draft,
  doer: number,
  figure: FigureId,
  relation: Relation['kind'] | null,
): void {
  const subject = draft.subjects[doer];
  if (subject === undefined || subject.figure === figure) return;
  const tie = relation ?? objectRelation(subject.action ?? 'hold', figure);
  // A bear needs no hands to have a tree beside it.
  const beside = tie === 'next_to' && isAlive(subject.figure) && relation !== null;
  if (!beside && !hasHands(subject.figure)) return;
  const index = addSubject(draft, {
    figure,
    noun: figure.replaceAll('_', ' '),
    count: 1,
    colour: null,
    action: null,
    scale: 1,
    role: 'prop',
  });
  relate(draft, tie, doer, index);
}
