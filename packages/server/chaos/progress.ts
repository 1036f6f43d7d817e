import type { Load } from './load.ts';
import type { Nemesis } from './nemesis.ts';
import type { Scene } from './scene.ts';

export type Say = (line: string) => void;

const EVERY_MILLISECONDS = 3_000;

export interface ProgressOptions {
  readonly load: Load;
  readonly nemesis: Nemesis;
  readonly scene: Scene;
  readonly say: Say;
}

/** A line every few seconds, made of what the clients know. */
export function startProgress(options: ProgressOptions): { stop(): void } {
  const begun = performance.now();
  const timer = setInterval(
    () => options.say(describe(options, (performance.now() - begun) / 1000)),
    EVERY_MILLISECONDS,
  );
  return { stop: () => clearInterval(timer) };
}

function describe({ load, nemesis, scene }: ProgressOptions, seconds: number): string {
  const { stories } = load;
  const accepted = stories.filter(({ acceptedIds }) => acceptedIds.size > 0);
  const ended = accepted.filter(({ end }) => end !== null).length;
  const refused = stories.filter(({ refusal, isOver }) => isOver && refusal !== null).length;
  const down = scene.processes.filter((one) => !one.isReady() || one.isFrozen()).map(({ name }) => name);
  if (!scene.postgres.isUp()) down.push('postgres');
  return [
    `${seconds.toFixed(0).padStart(5)} s `,
    `sent ${stories.length}`,
    `accepted ${accepted.length}`,
    `ended ${ended}`,
    `refused ${refused}`,
    `kills ${nemesis.killsDone()}`,
    down.length === 0 ? 'all up' : `down: ${down.join(' ')}`,
  ].join('  ');
}
