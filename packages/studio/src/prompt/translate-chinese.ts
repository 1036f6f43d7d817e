import { CHINESE } from './lexicon/chinese.ts';

const HAN = /[\p{Script=Han}]/u;

/** Replaces the Chinese words of the lexicon by English ones; other Chinese words stay and are reported. */
export function translateChinese(text: string): string {
  if (!HAN.test(text)) return text;
  let out = '';
  let at = 0;
  while (at < text.length) {
    const [word, english] = longestWord(text, at);
    if (english !== undefined) {
      out += ` ${english} `;
      at += word.length;
    } else {
      out += text[at] ?? '';
      at += 1;
    }
  }
  return out;
}

/** No Chinese word of the lexicon is longer. */
const LONGEST_WORD = 6;

function longestWord(text: string, at: number): readonly [word: string, english: string | undefined] {
  for (let length = LONGEST_WORD; length > 0; length -= 1) {
    const word = text.slice(at, at + length);
    const english = CHINESE.get(word);
    if (english !== undefined) return [word, english];
  }
  return ['', undefined];
}
