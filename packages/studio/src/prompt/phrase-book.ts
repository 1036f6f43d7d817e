import { FIGURES } from '../vocabulary/figures.ts';
import { CAMERA_GLUE, CAMERA_WORDS } from './lexicon/camera.ts';
import { LOOK_WORDS } from './lexicon/looks.ts';
import { BEING_NOUNS, GROUP_NOUNS } from './lexicon/nouns.ts';
import { PLACE_WORDS } from './lexicon/places.ts';
import type { LexiconTable, PartOfSpeech, Sense } from './lexicon/sense.ts';
import { STRUCTURE_WORDS } from './lexicon/structure.ts';
import { THING_NOUNS } from './lexicon/thing-nouns.ts';
import { VERB_WORDS } from './lexicon/verbs.ts';
import type { Token } from './token.ts';

interface Phrase {
  readonly words: readonly string[];
  readonly part: PartOfSpeech;
  readonly sense: Sense;
  /** Words of the camera's glue may stand between the words of this phrase. */
  readonly gaps: boolean;
}

/** A phrase found in the prompt: tokens `start` up to but not including `end`. */
export interface Match {
  readonly start: number;
  readonly end: number;
  readonly part: PartOfSpeech;
  readonly sense: Sense;
  readonly words: readonly string[];
  /** How many words stand in the prompt exactly as in the lexicon. */
  readonly literalWords: number;
}

/** All phrases of the lexicon by their first word. */
export type PhraseBook = ReadonlyMap<string, readonly Phrase[]>;

let memo: PhraseBook | undefined;

/** The lexicon, indexed on first use. */
export function phraseBook(): PhraseBook {
  memo ??= buildPhraseBook();
  return memo;
}

function buildPhraseBook(): PhraseBook {
  // Keyed by part of speech and phrase, so that a later, more specific row replaces an earlier one.
  const phrases = new Map<string, Phrase>();
  const add = (text: string, part: PartOfSpeech, sense: Sense, gaps = false): void => {
    phrases.set(`${part} ${text}`, { words: text.split(' '), part, sense, gaps });
  };
  const addTable = (table: LexiconTable, part: PartOfSpeech, gaps = false): void => {
    for (const [list, sense] of table) for (const text of list.split(', ')) add(text, part, sense, gaps);
  };
  for (const id of figureIds()) add(id.replaceAll('_', ' '), 'noun', { figure: id });
  const synonyms: Readonly<Record<string, string>> = { ...BEING_NOUNS, ...THING_NOUNS };
  for (const id of figureIds()) {
    for (const text of (synonyms[id] ?? '').split(', ')) if (text !== '') add(text, 'noun', { figure: id });
  }
  addTable(GROUP_NOUNS, 'noun');
  addTable(PLACE_WORDS, 'noun');
  addTable(VERB_WORDS, 'verb');
  addTable(LOOK_WORDS, 'modifier');
  addTable(CAMERA_WORDS, 'modifier', true);
  addTable(STRUCTURE_WORDS, 'structure');
  const book = new Map<string, Phrase[]>();
  for (const phrase of phrases.values()) {
    const first = phrase.words[0] ?? '';
    const shelf = book.get(first);
    if (shelf === undefined) book.set(first, [phrase]);
    else shelf.push(phrase);
  }
  return book;
}

function figureIds(): readonly (keyof typeof FIGURES)[] {
  return Object.keys(FIGURES).filter(isFigureId);
}

function isFigureId(key: string): key is keyof typeof FIGURES {
  return key in FIGURES;
}

/** The longest phrases that begin at a token; several when one spelling has several senses. */
export function longestMatches(tokens: readonly Token[], start: number): readonly Match[] {
  const token = tokens[start];
  if (token === undefined) return [];
  let best: Match[] = [];
  let bestWords = 0;
  for (const lemma of token.lemmas) {
    for (const phrase of phraseBook().get(lemma) ?? []) {
      if (phrase.words.length < bestWords) continue;
      const match = matchPhrase(tokens, start, phrase);
      if (match === null) continue;
      if (phrase.words.length > bestWords) best = [];
      bestWords = phrase.words.length;
      best.push(match);
    }
  }
  return best;
}

function matchPhrase(tokens: readonly Token[], start: number, phrase: Phrase): Match | null {
  const clause = tokens[start]?.clause;
  let at = start;
  let literalWords = 0;
  for (const [position, word] of phrase.words.entries()) {
    if (phrase.gaps && position > 0) at = skipGlue(tokens, at, word);
    const token = tokens[at];
    if (token === undefined || token.clause !== clause || !token.lemmas.includes(word)) return null;
    if (token.text === word) literalWords += 1;
    else if (phrase.part === 'noun' && isParticiple(token.text)) return null;
    at += 1;
  }
  return { start, end: at, part: phrase.part, sense: phrase.sense, words: phrase.words, literalWords };
}

/** The first token from `from` that is no glue, or that the phrase wants. */
function skipGlue(tokens: readonly Token[], from: number, wanted: string): number {
  for (let at = from; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (token === undefined || token.lemmas.includes(wanted) || !CAMERA_GLUE.has(token.text)) return at;
  }
  return tokens.length;
}

/** "Mirrored" is no mirror. */
function isParticiple(word: string): boolean {
  return word.endsWith('ed') || word.endsWith('ing');
}

/** The words of a match as they stand in the prompt. */
export function spanText({ start, end }: Match, tokens: readonly Token[]): string {
  return tokens
    .slice(start, end)
    .map(({ text }) => text)
    .join(' ');
}
