import { parseArgs } from 'node:util';

export interface DemoOptions {
  readonly generations: number;
  readonly seed: number;
  /** The share of requests to the upstreams that meet a fault, 0..1. */
  readonly faults: number;
}

export const DEMO_USAGE =
  'usage: npm run demo:router -- [--generations 1000] [--seed 1] [--faults 0.3] [--help]   (faults: 0 to 0.6)';

export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** What was asked for on the command line. */
export function readOptions(args: readonly string[]): DemoOptions | 'help' {
  const { values } = parse(args);
  if (values.help) return 'help';
  return {
    generations: numberOf('generations', values.generations ?? '1000', { least: 1, most: 100_000 }),
    seed: numberOf('seed', values.seed ?? '1', { least: 0, most: 2 ** 31 }),
    faults: numberOf('faults', values.faults ?? '0.3', { least: 0, most: 0.6 }),
  };
}

function parse(args: readonly string[]) {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({
      args: [...args],
      options: { generations: text, seed: text, faults: text, help: { type: 'boolean', short: 'h' } },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function numberOf(name: string, text: string, { least, most }: { least: number; most: number }): number {
  const value = Number(text);
  if (!Number.isFinite(value) || value < least || value > most || (name !== 'faults' && value % 1 !== 0))
    throw new UsageError(`--${name} ${text} cannot be used: give a number from ${least} to ${most}`);
  return value;
}
