import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { isMutationName, MUTATIONS, type MutationName } from './mutations.ts';

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the keys of a table are its keys
const MUTATION_NAMES = Object.keys(MUTATIONS) as MutationName[];

export interface SimulateOptions {
  readonly seeds: readonly number[];
  /** Shows everything that happens. */
  readonly shows: boolean;
  /** Defects to look for instead. */
  readonly mutations: readonly MutationName[];
  readonly threads: number;
}

export const SIMULATE_USAGE = `usage: npm run simulate -- [--seeds 1..2000] [--threads N]   plays a world for each seed
       npm run simulate -- --seed N                          plays one, and shows all that happens in it
       npm run simulate -- --mutate all [--seeds A..B]       looks for defects that are put into the source
  defects: ${MUTATION_NAMES.join(', ')}`;

export class UsageError extends Error {
  override readonly name = 'UsageError';
}

const USUAL_SEEDS = '1..2000';
const MOST_SEED = 2 ** 31 - 1;

export function readOptions(args: readonly string[]): SimulateOptions {
  const { seed, seeds, mutate, threads } = parse(args);
  if (seed !== undefined && seeds !== undefined) throw new UsageError('give --seed or --seeds, not both');
  return {
    seeds: seed === undefined ? readRange(seeds ?? USUAL_SEEDS) : [readNumber('--seed', seed)],
    shows: seed !== undefined && mutate === undefined,
    mutations: mutate === undefined ? [] : readMutations(mutate),
    threads: threads === undefined ? availableParallelism() : readNumber('--threads', threads),
  };
}

function parse(args: readonly string[]) {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({ args: [...args], options: { seed: text, seeds: text, mutate: text, threads: text } })
      .values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function readRange(text: string): readonly number[] {
  const [, from, to] = /^(\d{1,10})\.\.(\d{1,10})$/.exec(text) ?? [];
  const [first, last] = [Number(from), Number(to)];
  if (!(first <= last && last <= MOST_SEED))
    throw new UsageError(`--seeds must be like 1..2000, and is ${JSON.stringify(text)}`);
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

function readNumber(name: string, text: string): number {
  const number = Number(text);
  if (!/^\d{1,10}$/.test(text) || number > MOST_SEED)
    throw new UsageError(`${name} must be a whole number, and is ${JSON.stringify(text)}`);
  return number;
}

function readMutations(text: string): readonly MutationName[] {
  if (text === 'all') return MUTATION_NAMES;
  if (isMutationName(text)) return [text];
  throw new UsageError(`--mutate knows no ${JSON.stringify(text)}`);
}

/** How to see this world again. */
export function replayCommand(seed: number): string {
  return `npm run simulate -- --seed ${seed}`;
}
