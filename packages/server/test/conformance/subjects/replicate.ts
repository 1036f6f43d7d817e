import { replicateKind } from '../../../src/engines/replicate/kind.ts';
import { startEmulator } from '../../emulators/emulator.ts';
import { replicateEmulator } from '../../emulators/replicate-emulator.ts';
import type { Subject } from '../subject.ts';

const API_TOKEN = 'r8_replicate-token-b81d40c7';
const WEBHOOK_SECRET = 'whsec_c2lnbmVkLWJ5LXJlcGxpY2F0ZS1pbi10ZXN0cw==';

export const replicateSubjects: readonly Subject[] = [
  {
    name: 'replicate',
    start: (options) =>
      startEmulator(
        (world) => replicateEmulator(world, { apiToken: API_TOKEN, webhookSecret: WEBHOOK_SECRET }),
        options,
      ),
    engine: ({ url }, settings, deps) =>
      replicateKind.create(
        settings,
        replicateKind.options.parse({
          apiToken: API_TOKEN,
          baseUrl: `${url}/v1`,
          webhookSecret: WEBHOOK_SECRET,
        }),
        deps,
      ),
    models: {
      text_to_video: 'kling_3',
      image_to_video: 'kling_2.1',
      motion_control: 'kling_3_motion',
    },
    dedupe: 'none',
    secrets: [API_TOKEN, WEBHOOK_SECRET],
    callbacks: true,
  },
];
