import { lemmasOf } from './lemma.ts';

/** One word of the prompt. */
export interface Token {
  readonly text: string;
  readonly lemmas: readonly string[];
  /** Grows with every comma or full stop: words of different clauses do not describe each other. */
  readonly clause: number;
  /** Grows with every full stop. */
  readonly sentence: number;
}

/** Words beyond this are ignored: a prompt is a description, not a book, and the compiler must stay cheap. */
const LONGEST_PROMPT = 600;

/** Lower-cases, unites spellings, and splits into words with the clause that each belongs to. */
export function tokenise(prompt: string): readonly Token[] {
  const text = prompt
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[’‘`´]/gu, "'")
    .replaceAll(/'s\b/gu, '')
    .replaceAll(/([a-z])'([a-z])/gu, '$1$2')
    .replaceAll(/(\d)\s*°/gu, '$1 degree');
  const tokens: Token[] = [];
  let clause = 0;
  let sentence = 0;
  for (const [piece] of text.matchAll(/[\p{L}\p{N}]+|[,;:()[\]"“”—–]|[.!?\n。！？，、；：]/gu)) {
    if (/^[\p{L}\p{N}]/u.test(piece)) {
      tokens.push({ text: piece, lemmas: lemmasOf(piece), clause, sentence });
      if (tokens.length >= LONGEST_PROMPT) break;
    } else {
      clause += 1;
      if (/[.!?\n。！？]/u.test(piece)) sentence += 1;
    }
  }
  return tokens;
}
