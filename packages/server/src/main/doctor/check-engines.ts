import type { Engine } from '../../engines/engine.ts';
import { newId } from '../../kernel/ids.ts';
import { systemClock } from '../../kernel/clock.ts';
import type { Logger } from '../../kernel/log.ts';
import { type Config, ConfigError } from '../config.ts';
import { loadEnginesFile } from '../routing/load-engines-file.ts';
import { countOf, ok, problem, warning, type Verdict } from './finding.ts';

const ANSWER_MILLISECONDS = 10_000;

/** Whether the file of engines can be used, and whether each upstream answers and takes our key. Makes and costs nothing. */
export async function checkEngines(
  config: Config,
  environment: Readonly<Record<string, string | undefined>>,
  log: Logger,
): Promise<readonly Verdict[]> {
  try {
    const file = await loadEnginesFile(config, environment);
    if (file === null) return [ok('No engines are configured: the studio makes everything.')];
    const deps = { log, clock: systemClock, newId, hasPublicUrl: config.publicUrl !== undefined };
    const engines = file.engines.map((engine) => engine.create(deps));
    const verdicts = await Promise.all(engines.map((engine) => checkEngine(engine)));
    const { length } = file.router.routes;
    return [
      ok(`${countOf(engines.length, 'engine')} and ${countOf(length, 'route')} are configured.`),
      ...verdicts,
    ];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const next = 'Mend the file; docs/guides/upstreams.md has an example of each kind.';
    return error.problems.map((sentence) => problem(sentence, next));
  }
}

async function checkEngine(engine: Engine): Promise<Verdict> {
  try {
    if (!engine.check) return ok(`${engine.id}: there is nothing to ask it without making a video.`);
    const fault = await engine.check(AbortSignal.timeout(ANSWER_MILLISECONDS));
    return fault === null
      ? ok(`${engine.id} answers and takes the key.`)
      : problem(`${engine.id}: ${fault}`, 'Until it is mended, routes go on to their next engine.');
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return warning(
      `${engine.id} could not be asked: ${why}`,
      'Check its address, and that this machine reaches it.',
    );
  } finally {
    await engine.close?.();
  }
}
