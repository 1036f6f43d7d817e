import type { EngineKind } from '../engine-kind.ts';
import { aggregatorEngine } from './engine.ts';
import { isShipped, loadDescription, mistakesOf } from './load-description.ts';
import { AggregatorOptions } from './options.ts';

export const aggregatorKind: EngineKind<AggregatorOptions> = {
  summary: 'An upstream told by a JSON file: kie, PiAPI and WaveSpeed come with one, yours may follow.',
  options: AggregatorOptions,
  pollSeconds: 5,
  resolvePaths: (options, pathOf) =>
    isShipped(options.description) ? options : { ...options, description: pathOf(options.description) },
  create(settings, { description: nameOrPath, apiKey, baseUrl, models = {} }, deps) {
    const loaded = loadDescription(nameOrPath);
    const mistakes = mistakesOf(loaded, models);
    if (mistakes.length > 0)
      throw new Error(`The models of engine ${settings.id} are not right:\n${mistakes.join('\n')}`);
    const description = {
      ...loaded,
      baseUrl: baseUrl ?? loaded.baseUrl,
      models: { ...loaded.models, ...models },
    };
    return aggregatorEngine(settings, { description, apiKey }, deps);
  },
};
