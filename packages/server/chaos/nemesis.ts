/** Does what happens to machines, every second or two, in an order that follows from the seed. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Flags } from './flags.ts';
import type { OwnedPostgres } from './owned-postgres.ts';
import { randomOf, type Random } from './random.ts';
import type { Role, SupervisedProcess } from './supervised-process.ts';

export interface NemesisOptions {
  readonly seed: number;
  /** SIGKILLs to do, of whatever. */
  readonly kills: number;
  readonly processes: readonly SupervisedProcess[];
  readonly postgres: OwnedPostgres;
  readonly flags: Flags;
  readonly note: (text: string) => void;
}

export interface Nemesis {
  readonly counts: Readonly<Record<Deed, number>>;
  /** Resolves when the kills are done, or soon after `signal`; nothing is left frozen, full or dead. */
  run(signal: AbortSignal): Promise<void>;
  killsDone(): number;
}

const DEEDS = {
  kill_worker: { weight: 38, role: 'worker', act: 'kill' },
  kill_api: { weight: 22, role: 'api', act: 'kill' },
  kill_postgres: { weight: 7, role: null, act: 'kill' },
  kill_upstream: { weight: 6, role: 'upstream', act: 'kill' },
  kill_receiver: { weight: 4, role: 'receiver', act: 'kill' },
  terminate_worker: { weight: 3, role: 'worker', act: 'terminate' },
  terminate_api: { weight: 2, role: 'api', act: 'terminate' },
  freeze_worker: { weight: 9, role: 'worker', act: 'freeze' },
  freeze_api: { weight: 2, role: 'api', act: 'freeze' },
  freeze_upstream: { weight: 3, role: 'upstream', act: 'freeze' },
  fill_disk: { weight: 6, role: null, act: 'fill' },
} as const satisfies Record<
  string,
  { weight: number; role: Role | null; act: 'kill' | 'terminate' | 'freeze' | 'fill' }
>;

export type Deed = keyof typeof DEEDS;

/** Seconds between two deeds, and what is done lasts. A heartbeat is given up after 10 s. */
const PAUSE_SECONDS = [1, 2] as const;
const DOWN_SECONDS = [0.2, 3] as const;
const POSTGRES_DOWN_SECONDS = [0.5, 3] as const;
const WORKER_FROZEN_SECONDS = [11, 16] as const;
const OTHERS_FROZEN_SECONDS = [1, 7] as const;
const FULL_SECONDS = [2, 6] as const;
const SHARE_OF_LAST_WORKERS = 0.2;

export function startNemesis(options: NemesisOptions): Nemesis {
  const random = randomOf(options.seed, 'nemesis');
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- one count for each deed
  const counts = Object.fromEntries(Object.keys(DEEDS).map((deed) => [deed, 0])) as Record<Deed, number>;
  const killsDone = (): number =>
    Object.entries(DEEDS).reduce(
      (sum, [deed, { act }]) => sum + (act === 'kill' ? countOf(counts, deed) : 0),
      0,
    );
  return {
    counts,
    killsDone,
    async run(signal) {
      const mending: Promise<void>[] = [];
      while (!signal.aborted && killsDone() < options.kills) {
        await pause(1000 * random.between(...PAUSE_SECONDS), undefined, { signal }).catch(() => undefined);
        const deed = random.weighted(weights());
        // Drawn also when the deed cannot be done, so that the order of the others stays the same.
        const seconds = random.between(...lengthOf(deed));
        if (signal.aborted) break;
        const mended = commit(options, random, deed, seconds, signal);
        if (mended === null) continue;
        counts[deed] += 1;
        mending.push(mended);
      }
      await Promise.all(mending);
    },
  };
}

function weights(): Record<Deed, number> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the same keys, other values
  return Object.fromEntries(Object.entries(DEEDS).map(([deed, { weight }]) => [deed, weight])) as Record<
    Deed,
    number
  >;
}

function countOf(counts: Readonly<Record<string, number>>, deed: string): number {
  return counts[deed] ?? 0;
}

function lengthOf(deed: Deed): readonly [number, number] {
  if (deed === 'kill_postgres') return POSTGRES_DOWN_SECONDS;
  if (deed === 'freeze_worker') return WORKER_FROZEN_SECONDS;
  if (deed === 'freeze_api' || deed === 'freeze_upstream') return OTHERS_FROZEN_SECONDS;
  return deed === 'fill_disk' ? FULL_SECONDS : DOWN_SECONDS;
}

/** Resolves when it has been made good; null when there was nobody to do it to. */
function commit(
  options: NemesisOptions,
  random: Random,
  deed: Deed,
  seconds: number,
  signal: AbortSignal,
): Promise<void> | null {
  const { role, act } = DEEDS[deed];
  if (role === null)
    return act === 'kill' ? killPostgres(options, seconds, signal) : fillDisk(options, seconds, signal);
  const ofRole = options.processes.filter((one) => one.role === role);
  // One at a time: with every worker frozen nothing would be proved but that nothing happens.
  if (act === 'freeze' && ofRole.some((one) => one.isFrozen())) return null;
  const [first, ...others] = ofRole.filter((one) => one.isReady() && !one.isFrozen());
  if (!first) return null;
  // Mostly one is left that goes on: most of the work has to be done under fire.
  if (role === 'worker' && others.length === 0 && !random.chance(SHARE_OF_LAST_WORKERS)) return null;
  const victim = random.pick([first, ...others]);
  options.note(`${act} ${victim.name}${act === 'terminate' ? '' : ` for ${seconds.toFixed(1)} s`}`);
  if (act === 'freeze') return freeze(victim, seconds, signal);
  if (act === 'kill') victim.kill(seconds * 1000);
  else victim.terminate();
  return Promise.resolve();
}

async function freeze(victim: SupervisedProcess, seconds: number, signal: AbortSignal): Promise<void> {
  victim.freeze();
  await sleep(seconds, signal);
  victim.thaw();
}

function killPostgres(
  { postgres, note }: NemesisOptions,
  seconds: number,
  signal: AbortSignal,
): Promise<void> | null {
  if (!postgres.isUp()) return null;
  note(`kill postgres for ${seconds.toFixed(1)} s`);
  postgres.kill();
  return sleep(seconds, signal).then(() => postgres.restart());
}

function fillDisk(
  { flags, note }: NemesisOptions,
  seconds: number,
  signal: AbortSignal,
): Promise<void> | null {
  if (flags.isSet('disk-full')) return null;
  note(`fill the disk for ${seconds.toFixed(1)} s`);
  flags.set('disk-full');
  return sleep(seconds, signal).then(() => flags.clear('disk-full'));
}

/** Ends early when `signal` aborts. */
async function sleep(seconds: number, signal: AbortSignal): Promise<void> {
  await pause(seconds * 1000, undefined, { signal }).catch(() => undefined);
}
