import { reelayKind } from '../../../src/engines/reelay/kind.ts';
import { startEmulator } from '../../emulators/emulator.ts';
import { reelayEmulator } from '../../emulators/reelay-emulator.ts';
import type { Subject } from '../subject.ts';

const API_KEY = 'rk_live_native-upstream-4c19ab77';
const WEBHOOK_SECRET = 'whsec_c2lnbmVkLWJ5LWFub3RoZXItcmVlbGF5';

const MODELS = {
  text_to_video: 'kling_3',
  image_to_video: 'kling_2.1',
  motion_control: 'kling_3_motion',
} as const;

export const reelaySubjects: readonly Subject[] = [
  {
    name: 'reelay',
    start: (options) =>
      startEmulator(
        (world) => reelayEmulator(world, { apiKey: API_KEY, isReelay: true, webhookSecret: WEBHOOK_SECRET }),
        options,
      ),
    engine: ({ url }, settings, deps) =>
      reelayKind.create(
        settings,
        reelayKind.options.parse({
          baseUrl: url,
          apiKey: API_KEY,
          dedupes: true,
          webhookSecret: WEBHOOK_SECRET,
        }),
        deps,
      ),
    models: MODELS,
    dedupe: 'key',
    secrets: [API_KEY, WEBHOOK_SECRET],
    callbacks: true,
  },
  {
    name: 'reelay (vendor without Idempotency-Key)',
    start: (options) =>
      startEmulator((world) => reelayEmulator(world, { apiKey: API_KEY, isReelay: false }), options),
    engine: ({ url }, settings, deps) =>
      reelayKind.create(settings, reelayKind.options.parse({ baseUrl: url, apiKey: API_KEY }), deps),
    models: MODELS,
    dedupe: 'none',
    secrets: [API_KEY],
    callbacks: true,
  },
];
