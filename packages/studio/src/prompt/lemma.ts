import { IRREGULAR } from './lexicon/irregular.ts';

/** Every word that `word` may be a form of, itself first. Guesses are harmless: the lexicon decides which one exists. */
export function lemmasOf(word: string): readonly string[] {
  const lemmas = new Set([word]);
  const irregular = IRREGULAR.get(word);
  if (irregular !== undefined) {
    lemmas.add(irregular);
    return [...lemmas];
  }
  for (const lemma of pluralLemmas(word)) lemmas.add(lemma);
  for (const lemma of verbLemmas(word)) lemmas.add(lemma);
  return [...lemmas];
}

/** The singulars that a word in "s" may come from; none when its "s" belongs to the stem. */
export function pluralLemmas(word: string): string[] {
  if (word.length < 4 || !word.endsWith('s') || word.endsWith('ss') || word.endsWith('us')) return [];
  const stem = word.slice(0, -1);
  if (word.endsWith('ies')) return [`${word.slice(0, -3)}y`, stem];
  if (/(?:s|x|z|ch|sh|o)es$/u.test(word)) return [word.slice(0, -2), stem];
  return [stem];
}

function verbLemmas(word: string): string[] {
  const suffix = word.endsWith('ing') ? 3 : word.endsWith('ed') ? 2 : 0;
  if (suffix === 0 || word.length < suffix + 2) return [];
  const stem = word.slice(0, -suffix);
  const lemmas = [stem, `${stem}e`];
  // A doubled consonant belongs to the suffix: running, stopped. A y became i: carried.
  if (stem.length > 2 && stem.at(-1) === stem.at(-2)) lemmas.push(stem.slice(0, -1));
  if (word.endsWith('ied')) lemmas.push(`${word.slice(0, -3)}y`);
  return lemmas;
}
