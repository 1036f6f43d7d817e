/** What the exit code of a command says. `--help` and docs/guides/command-line.md show this very table. */
export const EXIT_CODES = {
  done: { code: 0, meaning: 'done' },
  unexpected: {
    code: 1,
    meaning: 'something went wrong, such as no answer from the server; trying again may help',
  },
  usage: { code: 2, meaning: 'wrong usage or configuration' },
  authentication: { code: 3, meaning: 'no key, a wrong key, or one that may not do that' },
  refused: {
    code: 4,
    meaning:
      'refused by the server: a value, the balance, an id that does not exist, a state that forbids it',
  },
  failed: { code: 5, meaning: 'the generation failed; it was refunded' },
  contentPolicy: { code: 6, meaning: 'the generation failed because its content is not allowed' },
  timedOut: { code: 7, meaning: 'the time to wait was up; the generation goes on' },
  interrupted: { code: 130, meaning: 'interrupted with Ctrl-C; what the server has accepted goes on' },
} as const satisfies Record<string, { code: number; meaning: string }>;

export type ExitCode = (typeof EXIT_CODES)[keyof typeof EXIT_CODES]['code'];

/** A line for each. */
export function describeExitCodes(): string {
  return Object.values(EXIT_CODES)
    .map(({ code, meaning }) => `  ${String(code).padStart(3)}  ${meaning}`)
    .join('\n');
}
