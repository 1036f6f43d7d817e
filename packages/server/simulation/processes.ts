import { startApiProcess, type ApiProcess } from './api-process.ts';
import { createIncarnation, type Incarnation } from './incarnation.ts';
import type { Stage } from './stage.ts';
import { startWorkerProcess } from './worker-process.ts';

export interface Processes {
  /** Those that are alive, frozen ones included. */
  readonly apis: () => readonly ApiProcess[];
  /** How often one died. */
  readonly deaths: () => number;
}

/** Chance of each second that a worker is asked to stop, as for a new release. */
const STOP_CHANCE = 0.02;

/** Starts everything, and starts anew whatever dies. */
export function startProcesses(stage: Stage): Processes {
  const { world } = stage;
  const { workers, apis } = world.plan;
  const alive = new Map<string, ApiProcess>();
  let deaths = 0;

  const live = (name: string, life: number, begin: (incarnation: Incarnation) => void): void => {
    const incarnation = createIncarnation(world, `${name}/${life}`, () => {
      deaths += 1;
      world.after(world.random.between(300, 4_000), () => live(name, life + 1, begin));
    });
    world.tell(incarnation.name, 'starts');
    begin(incarnation);
  };
  for (let number = 1; number <= apis; number += 1) {
    const name = `api${number}`;
    live(name, 1, (incarnation) => void alive.set(name, startApiProcess(stage, incarnation)));
  }
  for (let number = 1; number <= workers; number += 1)
    live(`w${number}`, 1, (incarnation) =>
      stopSometime(stage, incarnation, startWorkerProcess(stage, incarnation)),
    );
  return {
    apis: () => [...alive.values()].filter(({ incarnation }) => !incarnation.isDead()),
    deaths: () => deaths,
  };
}

/** A stop is not a crash: what the process holds is given back before it ends. */
function stopSometime(stage: Stage, incarnation: Incarnation, worker: { stop(): Promise<void> }): void {
  const { world } = stage;
  if (incarnation.isDead() || world.isCalm()) return;
  if (!world.random.chance(STOP_CHANCE))
    return world.after(1_000, () => stopSometime(stage, incarnation, worker));
  world.tell(incarnation.name, 'is asked to stop');
  void worker.stop().then(() => incarnation.kill('by its own end'));
}
