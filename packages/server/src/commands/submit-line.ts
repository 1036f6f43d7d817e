/**
 * Every submit of an account locks its balance until the commit, and a commit takes a millisecond or more of disk: one by
 * one that is a few hundred a second, whatever the machine. So those of one purse that come while a commit is under way
 * are written together in the next one. A lone submit waits for nobody.
 */
import type { Caller } from '../accounts/caller.ts';
import { inTransaction } from '../db/transaction.ts';
import { AppError } from '../kernel/errors.ts';
import { inBatches } from '../kernel/in-batches.ts';
import {
  acceptGenerations,
  createGeneration,
  type CommandDeps,
  type CreatedGeneration,
  type NewGeneration,
  type Submit,
} from './create-generation.ts';

/** Long transactions make the first in a batch wait for the last. */
const MOST_TOGETHER = 32;

type Result = { readonly created: CreatedGeneration } | { readonly refused: unknown };

/** Accepts like `createGeneration`, with the same refusals; fewer commits when many come at once. */
export type SubmitLine = (caller: Caller, request: NewGeneration) => Promise<CreatedGeneration>;

export function createSubmitLine(deps: CommandDeps): SubmitLine {
  const lines = new Map<string, { readonly submit: ReturnType<typeof lineOf>; waiting: number }>();
  return async (caller, request) => {
    const purse = `${caller.accountId} ${caller.environment}`;
    const line = lines.get(purse) ?? { submit: lineOf(deps), waiting: 0 };
    lines.set(purse, line);
    line.waiting += 1;
    try {
      const result = await line.submit({ caller, request: { ...request, id: request.id ?? deps.newId() } });
      if (result && 'created' in result) return result.created;
      throw result?.refused;
    } finally {
      line.waiting -= 1;
      if (line.waiting === 0) lines.delete(purse);
    }
  };
}

function lineOf(deps: CommandDeps) {
  return inBatches<Submit, Result>({
    most: MOST_TOGETHER,
    keyOf: ({ request }) => request.id,
    run: async (submits) => {
      try {
        return await createTogether(deps, submits);
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        // One of them is refused, and nothing has happened: each for itself, so that the others are not.
        return createApart(deps, submits);
      }
    },
  });
}

/** All in one transaction, or none. */
async function createTogether(
  deps: CommandDeps,
  submits: readonly Submit[],
): Promise<ReadonlyMap<string, Result>> {
  const { leaders, followers } = byKey(submits);
  const results = await inTransaction(deps.db, (tx) => acceptGenerations(deps, tx, leaders));
  if ([...results.values()].some((one) => !one.replayed)) deps.jobs.wake('generations');
  const answers = new Map<string, Result>([...results].map(([id, created]) => [id, { created }]));
  for (const { submit, leader } of followers) {
    const created = results.get(leader.request.id);
    if (created) answers.set(submit.request.id, follow(submit, leader, created));
  }
  return answers;
}

/** The first with each key, in the order of the keys, and those that repeat one of them. */
function byKey(submits: readonly Submit[]) {
  const first = new Map<string, Submit>();
  const followers: { readonly submit: Submit; readonly leader: Submit }[] = [];
  for (const submit of submits) {
    const key = submit.request.idempotency?.key;
    const leader = key === undefined ? undefined : first.get(key);
    if (leader) followers.push({ submit, leader });
    else first.set(key ?? submit.request.id, submit);
  }
  const leaders = [...first].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, submit]) => submit);
  return { leaders, followers };
}

function follow(submit: Submit, leader: Submit, created: CreatedGeneration): Result {
  const [own, its] = [submit, leader].map(({ request }) => request.idempotency?.requestHash);
  if (own && its && own.equals(its)) return { created: { ...created, replayed: true } };
  return { refused: new AppError('IDEMPOTENCY_MISMATCH') };
}

async function createApart(
  deps: CommandDeps,
  submits: readonly Submit[],
): Promise<ReadonlyMap<string, Result>> {
  const results = new Map<string, Result>();
  for (const { caller, request } of submits)
    try {
      results.set(request.id, { created: await createGeneration(deps, caller, request) });
    } catch (error) {
      results.set(request.id, { refused: error });
    }
  return results;
}
