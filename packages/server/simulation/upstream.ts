/**
 * Model vendors that charge for every start they take, whatever its key. What they were asked and what they have said is in their
 * books: they decide whether anything was started twice.
 */
import type { Engine, Operation } from '../src/engines/engine.ts';
import { PlayedFault, type Incarnation } from './incarnation.ts';
import type { EngineTemper } from './plan.ts';
import { createDesk, ID_LENGTH, type Desk, type Task, type TurnedAway } from './vendor-desk.ts';
import { shortId, type World } from './world.ts';

const START = 'start';
/** The worker waits no longer for the reply to a start. */
const START_MILLISECONDS = 30_000;
/** Longer than a slow database takes. */
const TO_WRITE_DOWN_MILLISECONDS = 20_000;

export interface Upstream {
  /** Of all vendors, in the order in which they were taken. */
  readonly tasks: readonly Task[];
  readonly turnedAway: readonly TurnedAway[];
  /** The vendors as one piece of work of one process sees them, by id. */
  open(incarnation: Incarnation, who: string): ReadonlyMap<string, Engine>;
}

export function createUpstream(world: World): Upstream {
  const books = { tasks: [], turnedAway: [] };
  const vendors = world.plan.engines.map((temper) => ({ temper, desk: createDesk(world, temper, books) }));
  return {
    ...books,
    open: (incarnation, who) =>
      new Map(
        vendors.map(({ temper, desk }) => [temper.id, openVendor({ world, temper, desk, incarnation, who })]),
      ),
  };
}

interface Visit {
  readonly world: World;
  readonly temper: EngineTemper;
  readonly desk: Desk;
  readonly incarnation: Incarnation;
  readonly who: string;
}

function openVendor(visit: Visit): Engine {
  const { temper, desk } = visit;
  const ask = <Result>(what: string, effect: () => Result, signal?: AbortSignal): Promise<Result> =>
    visit.incarnation.call({
      who: visit.who,
      kind: 'outside',
      isDelicate: what.startsWith(START),
      what: (result) => `engine ${temper.id} ${what}${result === undefined ? '' : ` -> ${textOf(result)}`}`,
      effect,
      ...(signal ? { signal } : {}),
    });
  return {
    id: temper.id,
    concurrency: temper.concurrency,
    pollMilliseconds: temper.pollMilliseconds,
    supports: () => ({ supported: true }),
    start: (_request, key) => start(visit, key, () => ask(`${START} ${nameOf(key)}`, () => desk.start(key))),
    status: (operation, signal) =>
      ask(`status ${taskOf(operation)}`, () => desk.status(taskOf(operation)), signal),
    ...(temper.canFind
      ? { find: (key, signal) => ask(`find ${nameOf(key)}`, () => desk.find(key), signal) }
      : {}),
    ...(temper.canCancel
      ? {
          async cancel(operation) {
            await ask(`cancel ${taskOf(operation)}`, () => desk.cancel(taskOf(operation)));
          },
        }
      : {}),
  };
}

async function start(
  { world, desk, incarnation }: Visit,
  key: string,
  ask: () => Promise<ReturnType<Desk['start']>>,
): ReturnType<Engine['start']> {
  const answer = await ask();
  if (answer.kind === 'taken') {
    world.after(TO_WRITE_DOWN_MILLISECONDS, () => desk.isKnown(answer.task, !incarnation.isDead()));
    return { state: 'started', operation: { task: answer.task } };
  }
  if (answer.kind === 'turned_away') return answer.answer;
  if (answer.kind === 'silence') await incarnation.sleep(START_MILLISECONDS, new AbortController().signal);
  throw new PlayedFault(`no reply to the start ${nameOf(key)}`);
}

function textOf(result: unknown): string {
  return (
    JSON.stringify(result, (_, one: unknown) => (typeof one === 'bigint' ? String(one) : one)) ?? 'nothing'
  );
}

function nameOf(key: string): string {
  return `${shortId(key.slice(0, ID_LENGTH))}${key.slice(ID_LENGTH)}`;
}

function taskOf(operation: Operation): string {
  const { task } = operation;
  if (typeof task !== 'string') throw new Error(`no operation of this vendor: ${JSON.stringify(operation)}`);
  return task;
}
