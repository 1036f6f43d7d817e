import { klingKind } from '../../../src/engines/kling/kind.ts';
import { startEmulator } from '../../emulators/emulator.ts';
import { klingEmulator } from '../../emulators/kling-emulator.ts';
import { klingLegacyEmulator } from '../../emulators/kling-legacy-emulator.ts';
import type { Subject } from '../subject.ts';

const API_KEY = 'kling-api-key-3f9a7c51d2';
const ACCESS_KEY = 'kling-access-key-8d21';
const SECRET_KEY = 'kling-secret-key-77be04f1';
const CALLBACK_SECRET = 'whsec_c2lnbmVkLWJ5LWtsaW5nLWluLXRlc3Rz';

const MODELS = {
  text_to_video: 'kling_3',
  image_to_video: 'kling_3_pro',
  motion_control: 'kling_3_motion',
} as const;

export const klingSubjects: readonly Subject[] = [
  {
    name: 'kling',
    start: (options) =>
      startEmulator(
        (world) => klingEmulator(world, { apiKey: API_KEY, callbackSecret: CALLBACK_SECRET }),
        options,
      ),
    engine: ({ url }, settings, deps) =>
      klingKind.create(
        settings,
        klingKind.options.parse({ apiKey: API_KEY, baseUrl: url, callbackSecret: CALLBACK_SECRET }),
        deps,
      ),
    models: MODELS,
    dedupe: 'key',
    secrets: [API_KEY, CALLBACK_SECRET],
    callbacks: true,
  },
  {
    name: 'kling (legacy)',
    start: (options = {}) =>
      startEmulator(
        (world) =>
          klingLegacyEmulator(world, {
            accessKey: ACCESS_KEY,
            secretKey: SECRET_KEY,
            callbackSecret: CALLBACK_SECRET,
            ...(options.now === undefined ? {} : { now: options.now }),
          }),
        options,
      ),
    engine: ({ url }, settings, deps) =>
      klingKind.create(
        settings,
        klingKind.options.parse({
          standard: 'legacy',
          accessKey: ACCESS_KEY,
          secretKey: SECRET_KEY,
          baseUrl: url,
          callbackSecret: CALLBACK_SECRET,
        }),
        deps,
      ),
    models: MODELS,
    dedupe: 'key',
    secrets: [SECRET_KEY, CALLBACK_SECRET],
    callbacks: true,
  },
];
