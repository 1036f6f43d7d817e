import { falKind } from '../../../src/engines/fal/kind.ts';
import { startEmulator } from '../../emulators/emulator.ts';
import { falEmulator } from '../../emulators/fal-emulator.ts';
import type { Subject } from '../subject.ts';

const API_KEY = 'fal-key-id-52c1:fal-key-secret-9be07d44';

export const falSubjects: readonly Subject[] = [
  {
    name: 'fal',
    start: (options) => startEmulator((world) => falEmulator(world, { apiKey: API_KEY }), options),
    engine: ({ url }, settings, deps) =>
      falKind.create(
        settings,
        falKind.options.parse({
          apiKey: API_KEY,
          queueUrl: url,
          jwksUrl: `${url}/.well-known/jwks.json`,
        }),
        deps,
      ),
    models: {
      text_to_video: 'kling_3',
      image_to_video: 'kling_2.5_turbo',
      motion_control: 'kling_3_motion',
    },
    dedupe: 'none',
    secrets: [API_KEY],
    callbacks: true,
  },
];
