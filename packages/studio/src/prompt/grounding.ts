import type { FigureId } from '../vocabulary/figures.ts';
import { type Draft, addSubject, lastActor, relate } from './draft.ts';
import { attachAction } from './ground-action.ts';
import { groundFigure } from './ground-figure.ts';
import type { Joint, Sense } from './lexicon/sense.ts';
import { type Match, spanText } from './phrase-book.ts';
import type { Token } from './token.ts';

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
  const clause = tokens[start]?.clause ?? 0;
  // In "desert canyon" the last noun is the place; in "mountain village" the first, and the last stands in it.
  const adjacent = previous?.end === start && clause === tokens[previous.start]?.clause;
  const describes = adjacent && previous.sense.place !== undefined && isLiteral(previous);
  const furnished = sense.figure !== undefined;
  if (describes && sense.place !== undefined && !furnished) dropLastPlace(draft);
  const id = sense.place ?? sense.weakPlace;
  if (id === undefined) return;
  draft.places.push({ id, strong: sense.place !== undefined, furnished, clause });
  draft.colour = null;
  draft.count = null;
  draft.scale = 1;
  draft.joint = null;
  draft.openVerb = null;
}

/** "Village street" is a street: the houses of the village go with the village. */
function dropLastPlace(draft: Draft): void {
  const last = draft.places.pop();
  if (last?.furnished === true && draft.subjects.at(-1)?.role === 'setting') draft.subjects.pop();
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

function isLiteral({ literalWords, words }: Match): boolean {
  return literalWords === words.length;
}
