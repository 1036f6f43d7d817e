import { videosKind } from '../../../src/engines/videos/kind.ts';
import { startEmulator } from '../../emulators/emulator.ts';
import { videosEmulator } from '../../emulators/videos-emulator.ts';
import type { Subject } from '../subject.ts';

const API_KEY = 'videos-server-key-52e1c90b';

const FILM = { text_to_video: 'kling_3', image_to_video: 'kling_2.1' } as const;
const ALL = { ...FILM, motion_control: 'kling_3_motion' } as const;

export const videosSubjects: readonly Subject[] = [
  subject('sglang', ALL, {
    kling_3: 'wan2.2',
    'kling_2.1': 'ltx-2',
    kling_3_motion: { family: 'wan-animate', extra: { clip_len: 37 } },
  }),
  subject('vllm-omni', ALL, { kling_3: 'ltx-2', 'kling_2.1': 'wan2.2', kling_3_motion: 'wan-animate' }),
  subject('generic', FILM, {
    kling_3: { family: 'openai', model: 'sora-2' },
    'kling_2.1': { family: 'openai', model: 'sora-2' },
  }),
];

function subject(
  dialect: 'sglang' | 'vllm-omni' | 'generic',
  ours: Subject['models'],
  models: Readonly<Record<string, unknown>>,
): Subject {
  return {
    name: `videos (${dialect})`,
    start: (options) =>
      startEmulator((world) => videosEmulator(world, { dialect, apiKey: API_KEY }), options),
    engine: ({ url }, settings, deps) =>
      videosKind.create(
        settings,
        videosKind.options.parse({ baseUrl: url, apiKey: API_KEY, dialect, models }),
        deps,
      ),
    models: ours,
    dedupe: 'none',
    secrets: [API_KEY],
    callbacks: false,
  };
}
