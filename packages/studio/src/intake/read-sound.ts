import { admitFile } from './admit-file.ts';
import type { IntakeOptions } from './inspect-image.ts';
import { sharedIntakePool } from './intake-pool.ts';
import { VIDEO_LIMITS } from './limits.ts';
import type { PcmSound } from '../codec/pcm-sound.ts';

/** Of all sound in the studio. */
const SAMPLE_RATE = 48_000;

/**
 * The sound of a stranger's film: 48 kHz, two channels, sample 0 being heard with the first picture, as long as the
 * pictures. Null when there is none that can be read: no sound track, a format that is not taken, or a damaged one.
 */
export async function readSound(path: string, options: IntakeOptions = {}): Promise<PcmSound | null> {
  const admission = await admitFile(path, 'video');
  if (!admission.admitted) return null;
  let sound: PcmSound | null = null;
  const answer = await (options.pool ?? sharedIntakePool()).run(
    { kind: 'read_sound', path, container: admission.sniffed.container },
    {
      cap: {
        mostPictures: 0,
        mostPixels: 0,
        mostSamples: Math.ceil((VIDEO_LIMITS.mostSeconds + 1) * SAMPLE_RATE),
      },
      onPicture: () => {},
      onSound: (left, right) => {
        sound = { sampleRate: SAMPLE_RATE, left, right };
      },
    },
  );
  return answer.kind === 'sound' ? sound : null;
}
