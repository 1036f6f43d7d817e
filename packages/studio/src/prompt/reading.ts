import { figureOf } from '../vocabulary/figures.ts';
import { isAlive } from './acting.ts';
import { CAMERA_GLUE } from './lexicon/camera.ts';
import { FILLER_WORDS, STOP_WORDS } from './lexicon/filler.ts';
import { type Match, longestMatches } from './phrase-book.ts';
import type { Token } from './token.ts';

/** The prompt as a row of understood phrases and the words between them that nothing explains. */
export interface Reading {
  readonly matches: readonly Match[];
  readonly unknown: readonly Token[];
}

/** Reads from left to right, always taking the longest phrase and the sense that fits its position. */
export function readTokens(tokens: readonly Token[]): Reading {
  const matches: Match[] = [];
  const unknown: Token[] = [];
  let at = 0;
  while (at < tokens.length) {
    const token = tokens[at];
    const match = cameraRoll(tokens, at) ?? chooseSense(tokens, longestMatches(tokens, at), matches.at(-1));
    if (match !== undefined) {
      matches.push(match);
      at = match.end;
    } else {
      if (token !== undefined && isContentWord(token)) unknown.push(token);
      at += 1;
    }
  }
  const spoken = matches.filter(
    (match, index) =>
      !isAttributive(match, matches[index + 1], tokens) &&
      !isRoleOf(match, matches[index - 1]) &&
      !isRollOfSubject(match, matches[index - 1], tokens) &&
      !isFilmingCamera(match, tokens),
  );
  return { matches: spoken, unknown };
}

function isContentWord({ text, lemmas }: Token): boolean {
  const wordless = /^\d+$/u.test(text) || (text.length < 3 && /^[a-z]+$/u.test(text));
  return !wordless && !lemmas.some((lemma) => STOP_WORDS.has(lemma) || FILLER_WORDS.has(lemma));
}

/** "Stone bridge", "dog house", "the estate's library": the first noun only describes the second. */
function isAttributive(match: Match, next: Match | undefined, tokens: readonly Token[]): boolean {
  return (
    match.sense.figure !== undefined &&
    match.sense.companion === undefined &&
    next !== undefined &&
    (isOwnerOfPlace(match, next) || (next.sense.figure !== undefined && !isRoleOf(next, match))) &&
    next.start === match.end &&
    tokens[next.start]?.clause === tokens[match.start]?.clause &&
    match.literalWords === match.words.length
  );
}

/** The house of "the house's garden" is out of the picture; the dog of "a dog beach" is not. */
function isOwnerOfPlace({ sense }: Match, next: Match): boolean {
  return next.sense.place !== undefined && sense.figure !== undefined && !isAlive(sense.figure);
}

/** "A robot DJ" is the robot: a word for what somebody does adds no second body. */
function isRoleOf(match: Match, previous: Match | undefined): boolean {
  const being = previous?.sense.figure;
  if (match.sense.figure !== 'person' || being === undefined || previous?.end !== match.start) return false;
  return figureOf(being).kind === 'biped';
}

const BEFORE_CAMERAS: ReadonlySet<string> = new Set([
  'a',
  'his',
  'her',
  'their',
  'old',
  'vintage',
  'photo',
  'with',
  'and',
]);

/** "The camera" is the one that films, "a camera" is a thing to show. */
function isFilmingCamera({ sense, start }: Match, tokens: readonly Token[]): boolean {
  return sense.figure === 'camera' && !BEFORE_CAMERAS.has(tokens[start - 1]?.text ?? '');
}

const ROLL_MANNERS: ReadonlySet<string> = new Set(
  'left right clockwise counterclockwise anticlockwise slow gentle smooth quick fast shot does makes 360 degree'.split(
    ' ',
  ),
);

/** "Slow roll", "roll left": a roll that has its clause to itself, with nobody to do it, is the camera's. */
function cameraRoll(tokens: readonly Token[], at: number): Match | undefined {
  const token = tokens[at];
  if (token?.lemmas.includes('roll') !== true) return undefined;
  const clause = tokens.filter((other) => other.clause === token.clause);
  const isAlone = clause.every(
    (other) => other === token || CAMERA_GLUE.has(other.text) || ROLL_MANNERS.has(other.text),
  );
  if (!isAlone) return undefined;
  const next = tokens[at + 1];
  const end = next?.clause === token.clause && ROLL_MANNERS.has(next.text) ? at + 2 : at + 1;
  return {
    start: at,
    end,
    part: 'modifier',
    sense: { camera: ['roll'] },
    words: ['roll'],
    literalWords: token.text === 'roll' ? 1 : 0,
  };
}

/** "A plane does a barrel roll": the roll is the plane's, not the camera's. */
function isRollOfSubject(match: Match, previous: Match | undefined, tokens: readonly Token[]): boolean {
  const doer = previous?.sense.figure;
  if (match.sense.camera?.includes('roll') !== true || previous === undefined || doer === undefined)
    return false;
  const isFilming = doer === 'camera' || tokens[match.start]?.text === 'camera';
  return !isFilming && tokens[previous.start]?.clause === tokens[match.start]?.clause;
}

function chooseSense(
  tokens: readonly Token[],
  matches: readonly Match[],
  previous: Match | undefined,
): Match | undefined {
  const [only] = matches;
  if (matches.length < 2) return only;
  const verb = matches.find(({ part }) => part === 'verb');
  const noun = matches.find(({ part }) => part === 'noun');
  const modifier = matches.find(({ part }) => part === 'modifier');
  if (modifier !== undefined && noun !== undefined && modifier.sense.camera === undefined) {
    const describes = modifier.sense.colour !== undefined || modifier.sense.scale !== undefined;
    return describes === describesNoun(tokens, modifier.end) ? modifier : describes ? noun : modifier;
  }
  if (verb !== undefined && (noun !== undefined || modifier !== undefined)) {
    if (modifier?.sense.camera !== undefined) return modifier;
    return inVerbPosition(tokens, verb, noun, previous) ? verb : (noun ?? modifier);
  }
  return matches.toSorted((a, b) => b.literalWords - a.literalWords)[0];
}

/** Whether a noun follows, with nothing but describing words between. */
function describesNoun(tokens: readonly Token[], from: number): boolean {
  const clause = tokens[from - 1]?.clause;
  for (let at = from; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (token === undefined || token.clause !== clause) return false;
    const matches = longestMatches(tokens, at);
    if (matches.some(({ sense }) => sense.figure !== undefined)) return true;
    const wordless = matches.length === 0 && !STOP_WORDS.has(token.text);
    const skippable = wordless || matches.some(({ part }) => part === 'modifier');
    if (!skippable) return false;
  }
  return false;
}

const BEFORE_VERBS: ReadonlySet<string> = new Set(
  'is are was were be been being to and then while who that i you we they he she it how can will would starts begins'.split(
    ' ',
  ),
);
const BEFORE_NOUNS: ReadonlySet<string> = new Set(
  'a an the his her its their my your our this that some of in on at with'.split(' '),
);

function inVerbPosition(
  tokens: readonly Token[],
  verb: Match,
  noun: Match | undefined,
  previous: Match | undefined,
): boolean {
  const first = tokens[verb.start];
  const before = tokens[verb.start - 1];
  if (first === undefined) return false;
  const nounLiteral = noun?.words[0] === first.text;
  if (before === undefined || before.clause !== first.clause)
    return first.text.endsWith('ing') && !nounLiteral;
  if (BEFORE_NOUNS.has(before.text)) return first.text.endsWith('ing') && !nounLiteral;
  if (first.text.endsWith('ing')) return true;
  if (BEFORE_VERBS.has(before.text) || before.text.endsWith('ly'))
    return before.text !== 'and' || !nounLiteral;
  const afterNoun = previous?.end === verb.start && previous.sense.figure !== undefined;
  return afterNoun;
}
