import { comfyuiKind } from '../../../src/engines/comfyui/kind.ts';
import { comfyuiEmulator, type ComfyuiEmulatorOptions } from '../../emulators/comfyui-emulator.ts';
import { startEmulator } from '../../emulators/emulator.ts';
import type { Subject } from '../subject.ts';

const API_KEY = 'comfyui-proxy-key-5f20d9';

function subjectOf(name: string, emulated: ComfyuiEmulatorOptions): Subject {
  return {
    name,
    start: (options) =>
      startEmulator((world) => comfyuiEmulator(world, { apiKey: API_KEY, ...emulated }), options),
    engine: ({ url }, settings, deps) =>
      comfyuiKind.create(settings, comfyuiKind.options.parse({ baseUrl: url, apiKey: API_KEY }), deps),
    models: {
      text_to_video: 'kling_3',
      image_to_video: 'kling_3_pro',
      motion_control: 'kling_3_motion',
    },
    dedupe: 'lookup',
    secrets: [API_KEY],
    callbacks: false,
  };
}

export const comfyuiSubjects: readonly Subject[] = [
  subjectOf('comfyui', {}),
  subjectOf('comfyui (before it took ids)', { ignoresPromptIds: true }),
];
