import { CHINESE, EXISTENTIALS, MEASURES, NUMERALS, POSTPOSITIONS } from './lexicon/chinese.ts';

const HAN = /[\p{Script=Han}]/u;

/** Replaces the Chinese words of the lexicon by English ones; other Chinese words stay and are reported. */
export function translateChinese(text: string): string {
  if (!HAN.test(text)) return text;
  const ordered = numbersFirst(placesFirst(text));
  let out = '';
  let at = 0;
  while (at < ordered.length) {
    const [word, english] = longestWord(ordered, at);
    if (english !== undefined) {
      out += ` ${english} `;
      at += word.length;
    } else {
      out += ordered[at] ?? '';
      at += 1;
    }
  }
  return out;
}

/** Chinese says "at table top": the word for where follows its noun. English wants it in front. */
function placesFirst(text: string): string {
  const reordered = EXISTENTIALS.reduce(
    (sentence, { pattern, english }) => sentence.replaceAll(pattern, `$<thing> ${english} $<noun>`),
    text,
  );
  return POSTPOSITIONS.reduce(
    (sentence, { pattern, english }) => sentence.replaceAll(pattern, ` ${english} $<noun> `),
    reordered,
  );
}

const COUNTED = new RegExp(
  `(?<numeral>[${[...NUMERALS.keys()].join('')}])(?<measure>[${[...MEASURES.keys()].join('')}])`,
  'gu',
);

/** "One bowl fruit" becomes "a bowl of fruit"; measures of mere shape, as in "one head cow", go. */
function numbersFirst(text: string): string {
  return text.replaceAll(COUNTED, (_, numeral: string, measure: string) => {
    // A group says itself how many it is.
    const many = MEASURES.get(measure) ?? '';
    return ` ${NUMERALS.get(numeral) ?? ''} ${many} `;
  });
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
