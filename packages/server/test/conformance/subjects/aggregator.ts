import { aggregatorKind } from '../../../src/engines/aggregator/kind.ts';
import { aggregatorEmulator, type AggregatorDialect } from '../../emulators/aggregator-emulator.ts';
import { startEmulator } from '../../emulators/emulator.ts';
import type { Subject } from '../subject.ts';

const API_KEY = 'aggregator-api-key-5e83d0c4';

const MODELS = {
  text_to_video: 'kling_3',
  image_to_video: 'kling_2.1',
  motion_control: 'kling_3_motion_pro',
} as const;

export const aggregatorSubjects: readonly Subject[] = (['kie', 'piapi', 'wavespeed'] as const).map(subjectOf);

function subjectOf(dialect: AggregatorDialect): Subject {
  return {
    name: `aggregator (${dialect})`,
    start: (options) => startEmulator((world) => aggregatorEmulator(world, dialect, API_KEY), options),
    engine: ({ url }, settings, deps) =>
      aggregatorKind.create(
        settings,
        aggregatorKind.options.parse({ description: dialect, apiKey: API_KEY, baseUrl: url }),
        deps,
      ),
    models: MODELS,
    dedupe: 'none',
    secrets: [API_KEY],
    callbacks: true,
  };
}
