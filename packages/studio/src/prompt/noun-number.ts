import { IRREGULAR } from './lexicon/irregular.ts';
import { PLURAL_BY_NATURE } from './lexicon/nouns.ts';
import { pluralLemmas } from './lemma.ts';
import type { Match } from './phrase-book.ts';
import type { Token } from './token.ts';

/** How many a bare plural is drawn as. */
export const SOME = 3;

/** Plurals without a plural's ending. */
const COLLECTIVES: ReadonlySet<string> = new Set(['people', 'cattle', 'livestock']);

/** How many a noun without a number stands for: one, or some when it is a plural. */
export function numberOf({ sense, start, end, words }: Match, tokens: readonly Token[]): number {
  // "Bouquet of roses" is one bouquet.
  const of = words.indexOf('of');
  const head = of > 0 ? of - 1 : words.length - 1;
  const token = tokens[of > 0 ? start + head : end - 1];
  if (token === undefined || sense.figure === undefined || end <= start) return 1;
  if (PLURAL_BY_NATURE.has(sense.figure) || sense.companion !== undefined) return 1;
  return isPlural(token.text, words[head]) ? SOME : 1;
}

function isPlural(word: string, lemma: string | undefined): boolean {
  if (COLLECTIVES.has(word)) return true;
  if (word.endsWith('ing') || word.endsWith('ed')) return false;
  const singular = IRREGULAR.get(word);
  // Words listed as their own lemma end in "s" by nature: bus, glass.
  if (singular !== undefined) return singular !== word && singular === lemma;
  return pluralLemmas(word).length > 0;
}
