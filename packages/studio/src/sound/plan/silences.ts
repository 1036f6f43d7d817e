import type { SceneGraph } from '../../prompt/scene-graph.ts';
import { MUSIC_WORDS, SOUND_WORDS, wordsOf } from './sound-words.ts';

/** What the prompt or its negatives do not want to hear. */
export interface Silences {
  /** Every word of the negatives. */
  readonly words: readonly string[];
  readonly isWithoutMusic: boolean;
  readonly isSilent: boolean;
}

/** The picture cannot grant a wish about sound, so the compiler leaves it among those unsupported; here it is granted. */
export function readSilences({ report, prompt }: SceneGraph): Silences {
  const words = [...report.negativesUnsupported, ...report.negativesApplied].flatMap(wordsOf);
  const isMuted = /\b(?:no sound|without sound|no audio|muted|soundless)\b/iu.test(prompt);
  return {
    words,
    isWithoutMusic:
      words.some((word) => MUSIC_WORDS.has(word)) || /\b(?:no|without) (?:\w+ )?music\b/iu.test(prompt),
    isSilent: isMuted || words.some((word) => SOUND_WORDS.has(word)),
  };
}
