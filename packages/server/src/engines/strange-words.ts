import type { Logger } from '../kernel/log.ts';

export interface StrangeWordsOptions {
  readonly engine: string;
  readonly log: Logger;
  readonly isKnown: (word: string) => boolean;
  readonly redact: (text: string) => string;
}

/**
 * Says each status word that nobody documented once. The work counts as pending meanwhile: a word that was not recognised has
 * made paid work look failed elsewhere.
 */
export function createNoteStrange(options: StrangeWordsOptions): (word: string) => void {
  const { engine, log, isKnown, redact } = options;
  const said = new Set<string>();
  return (word) => {
    if (isKnown(word) || said.has(word)) return;
    said.add(word);
    log.warn({ engine, word: redact(word) }, 'an unknown status is taken as pending');
  };
}
