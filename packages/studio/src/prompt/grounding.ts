import { type FigureId, figureOf } from '../vocabulary/figures.ts';
import { attachAction, placeProp } from './ground-action.ts';
import { uprightDouble, actionFor, actorFor, isHoldable, objectRelation } from './acting.ts';
import { type Draft, addSubject, companionOf, lastActor, relate } from './draft.ts';
import { PLURAL_BY_NATURE } from './lexicon/nouns.ts';
import type { Joint, Sense } from './lexicon/sense.ts';
import { PLAY_ACTIONS } from './lexicon/verbs.ts';
import type { Match } from './phrase-book.ts';
import type { Relation, Subject } from './scene-graph.ts';
import type { Token } from './token.ts';

/** How many a bare plural is drawn as. */
const SOME = 3;

/** Lets one understood phrase change the draft. */
export function ground(
  draft: Draft,
  match: Match,
  tokens: readonly Token[],
  previous: Match | undefined,
): void {
  const { sense } = match;
  closeClause(draft, match, tokens, previous);
  if (sense.place !== undefined || sense.weakPlace !== undefined) groundPlace(draft, match, tokens, previous);
  groundLook(draft, sense);
  groundPace(draft, match, previous);
  if (sense.figure !== undefined && sense.place !== undefined)
    addFurnishing(draft, sense.figure, match, tokens);
  else if (sense.figure !== undefined) groundFigure(draft, match, tokens);
  else if (sense.count !== undefined) draft.count = sense.count;
  if (sense.action !== undefined) attachAction(draft, match, tokens, previous);
  if (sense.joint !== undefined) groundJoint(draft, sense.joint, previous);
}

/** Adjectives and open verbs do not reach over a comma, nor prepositions over a full stop. */
function closeClause(
  draft: Draft,
  match: Match,
  tokens: readonly Token[],
  previous: Match | undefined,
): void {
  const before = previous === undefined ? undefined : tokens[previous.start];
  const now = tokens[match.start];
  if (before === undefined || now === undefined || before.clause === now.clause) return;
  paintLeftOverColour(draft);
  draft.count = null;
  draft.scale = 1;
  draft.openVerb = null;
  draft.joint = null;
}

/** A colour that found no noun belongs to the thing just spoken of: "the barn was painted red". */
export function paintLeftOverColour(draft: Draft): void {
  const last = draft.subjects.at(-1);
  if (draft.colour !== null && last?.colour === null) last.colour = draft.colour;
  draft.colour = null;
}

function groundPlace(
  draft: Draft,
  { sense, start }: Match,
  tokens: readonly Token[],
  previous: Match | undefined,
): void {
  // In "desert canyon" the last noun is the place.
  const adjacent = previous?.end === start && tokens[start]?.clause === tokens[previous.start]?.clause;
  const describes = adjacent && previous.sense.place !== undefined && isLiteral(previous);
  if (describes && sense.place !== undefined) draft.places.pop();
  const id = sense.place ?? sense.weakPlace;
  if (id === undefined) return;
  draft.places.push({ id, strong: sense.place !== undefined });
  draft.colour = null;
  draft.count = null;
  draft.scale = 1;
  draft.joint = null;
  draft.openVerb = null;
}

function groundLook(draft: Draft, sense: Sense): void {
  draft.time ??= sense.time ?? null;
  draft.shotSize ??= sense.shotSize ?? null;
  draft.viewpoint ??= sense.viewpoint ?? null;
  draft.style ??= sense.style ?? null;
  if (sense.colour !== undefined) draft.colour = sense.colour;
  if (sense.scale !== undefined) draft.scale *= sense.scale;
  if (sense.timeScale !== undefined) draft.timeScale = sense.timeScale;
  for (const trait of sense.traits ?? []) draft.traits.add(trait);
  for (const weather of sense.weather ?? []) draft.weather.add(weather);
  for (const move of sense.camera ?? []) draft.camera.add(move);
}

/** "Slow" beside a camera move slows the camera, elsewhere what happens. */
function groundPace(draft: Draft, { sense, start }: Match, previous: Match | undefined): void {
  if (sense.pace === undefined) return;
  if (sense.camera !== undefined || (previous?.sense.camera !== undefined && previous.end === start)) {
    draft.cameraSpeed = sense.pace;
  } else if (sense.action !== undefined || draft.subjects.length > 0) {
    // A manner of moving is milder than slow motion.
    draft.timeScale = sense.pace < 1 ? 0.7 : 1.4;
  }
}

function groundJoint(draft: Draft, joint: Joint, previous: Match | undefined): void {
  if (joint.kind === 'background') {
    const last = draft.subjects.length - 1;
    const subject = draft.subjects[last];
    if (
      subject !== undefined &&
      draft.subjects.some(({ role }, index) => role === 'actor' && index !== last)
    ) {
      subject.role = 'setting';
      dropRelationsOf(draft, last);
      relate(draft, 'behind', last, lastActor(draft) ?? last);
    }
    return;
  }
  draft.colour = null;
  // "A forest with mushrooms": what comes with a place furnishes it.
  const furnishes = joint.kind === 'with' && previous?.sense.place !== undefined;
  draft.joint = furnishes ? { kind: 'setting' } : joint;
  if (joint.kind !== 'and') draft.openVerb = null;
}

function dropRelationsOf(draft: Draft, index: number): void {
  const kept = draft.relations.filter(({ from, to }) => from !== index && to !== index);
  draft.relations.splice(0, draft.relations.length, ...kept);
}

/** The thing without which a place would not be recognised: the pump of a petrol station. */
function addFurnishing(draft: Draft, figure: FigureId, match: Match, tokens: readonly Token[]): void {
  const noun = spanText(match, tokens);
  addSubject(draft, { figure, noun, count: 1, colour: null, action: null, scale: 1, role: 'setting' });
}

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
function groundFigure(draft: Draft, match: Match, tokens: readonly Token[]): void {
  const { figure, companion } = match.sense;
  if (figure === undefined) return;
  const anchor = lastActor(draft);
  const tie = tieOf(draft, figure, anchor);
  if (tie === null && isMentionedAgain(draft, figure, tokens[match.start - 1])) return;
  const merged = tie === null ? null : impliedProp(draft, figure, tie.relation, anchor);
  const described = {
    figure,
    noun: spanText(match, tokens),
    count: draft.count ?? match.sense.count ?? countOf(match, tokens),
    colour: draft.colour,
    action: null,
    scale: draft.scale,
  };
  draft.colour = null;
  draft.count = null;
  draft.scale = 1;
  if (merged !== null) {
    Object.assign(merged, { noun: described.noun, count: described.count, colour: described.colour });
    draft.joint = null;
    draft.openVerb = null;
    return;
  }
  const index = addSubject(draft, { ...described, role: tie?.role ?? 'actor' });
  if (companion !== undefined) {
    const other = addSubject(draft, { ...described, figure: companion, role: tie?.role ?? 'actor' });
    relate(draft, 'next_to', other, index);
  }
  tieSubject(draft, index, tie, anchor);
  startWaitingAction(draft, index);
  draft.joint = null;
  draft.openVerb = null;
}

interface Tie {
  readonly role: Subject['role'];
  readonly relation: Relation['kind'] | null;
}

function tieOf(draft: Draft, figure: FigureId, anchor: number | null): Tie | null {
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
      if (figureOf(figure).kind === 'clothing') return { role: 'prop', relation: 'wears' };
      return isHoldable(figure) && canHold(draft, anchor)
        ? { role: 'prop', relation: 'holds' }
        : { role: 'setting', relation: null };
    case 'wearing':
      return { role: 'prop', relation: 'wears' };
    case 'spatial': {
      const besides =
        joint.relation === 'next_to' || joint.relation === 'around' || joint.relation === 'behind';
      return {
        role: besides || anchor === null || isScenery(figure) ? 'setting' : 'actor',
        relation: joint.relation,
      };
    }
    case 'loose':
      return looseTie(figure, joint.relation);
    case 'setting':
      return anchor === null ? null : { role: 'setting', relation: null };
    case 'background':
      return { role: 'setting', relation: 'behind' };
    default:
      return joint satisfies never;
  }
}

/** What stands where it is, whoever stands under it or in front of it. */
function isScenery(figure: FigureId): boolean {
  const { kind } = figureOf(figure);
  return kind === 'building' || kind === 'landmark' || kind === 'plant';
}

function objectRole(figure: FigureId, relation: Relation['kind']): Subject['role'] {
  if (relation === 'chases' || relation === 'follows') return 'actor';
  return (isScenery(figure) && relation === 'next_to') || relation === 'on' ? 'setting' : 'prop';
}

function canHold(draft: Draft, anchor: number | null): boolean {
  const holder = anchor === null ? undefined : draft.subjects[anchor];
  return holder !== undefined && figureOf(holder.figure).kind === 'biped';
}

function looseTie(figure: FigureId, relation: Relation['kind']): Tie {
  const { kind } = figureOf(figure);
  if (kind === 'clothing') return { role: 'prop', relation: relation === 'inside' ? 'wears' : relation };
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

function tieSubject(draft: Draft, index: number, tie: Tie | null, anchor: number | null): void {
  if (tie?.relation != null) {
    // "A cat and a dog": the dog stands by the cat; "a cat on a sofa": the cat is on the sofa.
    const joinedByAnd = draft.joint?.kind === 'and' && tie.role === 'actor';
    if (anchor === null) draft.waitingRelations.push({ kind: tie.relation, to: index });
    else if (joinedByAnd) relate(draft, tie.relation, index, anchor);
    else relate(draft, tie.relation, anchor, index);
    if (anchor !== null) {
      adjustActorToProp(draft, anchor, index, tie);
      shareWithCompanion(draft, anchor, index, tie);
      const companion = companionOf(draft, anchor);
      if (companion !== null && tie.role === 'setting') relate(draft, tie.relation, companion, index);
    }
    return;
  }
  if (tie !== null && tie.role !== 'actor') return;
  for (const { kind, to } of draft.waitingRelations.splice(0)) relate(draft, kind, index, to);
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

function countOf({ sense, start, end, words }: Match, tokens: readonly Token[]): number {
  const last = tokens[end - 1];
  const lemma = words.at(-1);
  if (last === undefined || sense.figure === undefined || end <= start || PLURAL_BY_NATURE.has(sense.figure))
    return 1;
  if (last.text === 'people') return SOME;
  return last.text !== lemma && !last.text.endsWith('ing') && !last.text.endsWith('ed') ? SOME : 1;
}

/** The words of a match as they stand in the prompt. */
export function spanText({ start, end }: Match, tokens: readonly Token[]): string {
  return tokens
    .slice(start, end)
    .map(({ text }) => text)
    .join(' ');
}

function isLiteral({ literalWords, words }: Match): boolean {
  return literalWords === words.length;
}
