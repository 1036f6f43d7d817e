/** What a check has found, in sentences for whoever runs the server. */
export interface Finding {
  /** Which check, in a word or two. */
  readonly check: string;
  /** `warning`: it works, and somebody should know. `problem`: something does not, or will not for long. */
  readonly level: 'ok' | 'warning' | 'problem';
  readonly sentence: string;
  /** What to do; null when there is nothing to do. */
  readonly next: string | null;
}

/** A finding without the name of its check. */
export type Verdict = Omit<Finding, 'check'>;

export const ok = (sentence: string): Verdict => ({ level: 'ok', sentence, next: null });
export const warning = (sentence: string, next: string): Verdict => ({ level: 'warning', sentence, next });
export const problem = (sentence: string, next: string): Verdict => ({ level: 'problem', sentence, next });

/** `1 generation`, `3 generations`. */
export function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** The first few, and how many more there are. */
export function listed(names: readonly string[], most = 3): string {
  const rest = names.length - most;
  return `${names.slice(0, most).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}
