import type { Engine } from '../../engines/engine.ts';
import type { RouterConfig } from '../../router/router-config.ts';
import { countOf, ok, problem, warning, type Verdict } from './finding.ts';
import type { EnginesRead } from './read-engines.ts';

const ANSWER_MILLISECONDS = 10_000;

/** Whether the file of engines can be used, and whether each upstream answers and takes our key. Makes and costs nothing. */
export async function checkEngines(read: EnginesRead): Promise<readonly Verdict[]> {
  switch (read.kind) {
    case 'none':
      return [ok('No engines are configured: the studio makes everything.')];
    case 'unusable': {
      const next = 'Mend the file; docs/guides/upstreams.md has an example of each kind.';
      return read.problems.map((sentence) => problem(sentence, next));
    }
    case 'made': {
      const { engines, config } = read;
      const verdicts = await Promise.all(
        engines.map((engine) => checkEngine(engine, untilMended(engine.id, config))),
      );
      return [
        ok(
          `${countOf(engines.length, 'engine')} and ${countOf(config.routes.length, 'route')} are configured.`,
        ),
        ...verdicts,
      ];
    }
    default:
      return read satisfies never;
  }
}

async function checkEngine(engine: Engine, next: string): Promise<Verdict> {
  try {
    if (!engine.check) return ok(`${engine.id}: there is nothing to ask it without making a video.`);
    const fault = await engine.check(AbortSignal.timeout(ANSWER_MILLISECONDS));
    return fault === null
      ? ok(`${engine.id} answers and takes the key.`)
      : problem(`${engine.id}: ${fault}`, next);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return warning(
      `${engine.id} could not be asked: ${why}`,
      'Check its address, and that this machine reaches it.',
    );
  }
}

/** What becomes of the videos that it would make. */
function untilMended(id: string, { routes }: RouterConfig): string {
  const its = routes.filter(({ engines }) => engines.includes(id));
  const alone = its.filter(({ engines, fallbackOn }) => engines.length === 1 || fallbackOn.size === 0);
  if (its.length === 0) return 'Until it is mended, the work that it has goes on waiting.';
  if (alone.length === 0) return 'Until it is mended, routes go on to their next engine.';
  return alone.length === its.length
    ? 'Until it is mended, its videos fail and are refunded: no route goes on from it to another engine.'
    : 'Until it is mended, routes go on to their next engine; what comes by a route without one fails and is refunded.';
}
