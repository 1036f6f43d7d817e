import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import type { Db } from '../src/db/transaction.ts';
import type { Stage } from './stage.ts';
import type { Upstream } from './upstreams.ts';

const CLIENTS = 16;
const LOOK_MILLISECONDS = 250;
const PROGRESS_MILLISECONDS = 3_000;
/** Longer than a generation may take, and than the operator waits before a start that nobody can tell of is refunded. */
const PATIENCE_MILLISECONDS = 2 * 3_600_000;

export type Say = (line: string) => void;

const Accepted = z.object({ generation_id: z.string() });
const Shown = z.object({ status: z.string() });

/** Submits all of them through the API, so many at a time. By prompt, which each upstream is told as it is. */
export async function submitAll(
  stage: Stage,
  generations: number,
  say: Say,
): Promise<ReadonlyMap<string, string>> {
  const ids = new Map<string, string>();
  await inParallel(generations, async (number) => {
    const prompt = `A red kite over a green hill, number ${number}`;
    const { generation_id: id } = Accepted.parse(
      await call(stage, '/v1/kling/generate', { prompt, model: 'kling_3', duration: 5 }),
    );
    ids.set(prompt, id);
    if (ids.size % 200 === 0) say(`submitted ${ids.size} of ${generations}`);
  });
  return ids;
}

/** The statuses that the API shows, of all of them. */
export async function readAll(stage: Stage, ids: readonly string[]): Promise<readonly string[]> {
  const statuses: string[] = [];
  await inParallel(ids.length, async (number) => {
    const { status } = Shown.parse(await call(stage, `/v1/kling/generations/${ids[number]}`));
    statuses.push(status);
  });
  return statuses;
}

async function inParallel(total: number, run: (number: number) => Promise<void>): Promise<void> {
  let next = 0;
  const client = async (): Promise<void> => {
    while (next < total) {
      next += 1;
      await run(next - 1);
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
}

async function call({ url, key }: Stage, path: string, body?: object): Promise<unknown> {
  const response = await fetch(`${url}${path}`, {
    method: body ? 'POST' : 'GET',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
  const answer: unknown = await response.json();
  if (!response.ok) throw new Error(`HTTP ${response.status} for ${path}: ${JSON.stringify(answer)}`);
  return answer;
}

interface Open {
  readonly prompt: string;
  readonly engine: string;
  readonly outcome_unknown: boolean;
}

/**
 * Waits until all have ended. When nothing is left but starts that nobody can tell of, at an upstream that cannot be asked and
 * never got them, the time passes after which the operator's rule refunds them. Answers how many those were.
 */
export async function untilAllEnded(
  stage: Stage,
  upstreams: readonly Upstream[],
  options: { readonly mostSeconds: number; readonly say: Say },
): Promise<number> {
  const begun = performance.now();
  let saidAt = begun;
  let refunded = 0;
  for (;;) {
    const open = await findOpen(stage.db);
    if (open.length === 0) return refunded;
    const now = performance.now();
    if (now - begun > options.mostSeconds * 1_000) return refunded;
    if (refunded === 0 && upstreams.every(({ messages }) => messages.isQuiet()) && areLost(open, upstreams)) {
      options.say(`${open.length} starts are lost without a trace; two hours pass, and they are refunded`);
      refunded = open.length;
      stage.passTime(PATIENCE_MILLISECONDS);
    }
    if (now - saidAt > PROGRESS_MILLISECONDS) {
      saidAt = now;
      const unknown = open.filter((one) => one.outcome_unknown).length;
      const told = `${open.length} are under way, of ${unknown} nobody can tell`;
      options.say(`${((now - begun) / 1_000).toFixed(0)} s: ${told}`);
    }
    await pause(LOOK_MILLISECONDS);
  }
}

function areLost(open: readonly Open[], upstreams: readonly Upstream[]): boolean {
  const deaf = new Map(upstreams.filter((one) => !one.isAskable).map((one) => [one.id, one]));
  return open.every(({ prompt, engine, outcome_unknown: isUnknown }) => {
    const upstream = deaf.get(engine);
    return (
      isUnknown && upstream !== undefined && !upstream.emulator.works.some((work) => work.prompt === prompt)
    );
  });
}

function findOpen(db: Db): Promise<readonly Open[]> {
  return db
    .selectFrom('generations')
    .select(['prompt', 'engine', 'outcome_unknown'])
    .where('status', 'in', ['pending', 'processing'])
    .execute();
}
