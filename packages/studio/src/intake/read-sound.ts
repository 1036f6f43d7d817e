import { admitFile } from './admit-file.ts';
import type { IntakeOptions } from './inspect-image.ts';
import { sharedIntakePool } from './intake-pool.ts';
import type { IntakeOrder } from './intake-wire.ts';
import { VIDEO_LIMITS } from './limits.ts';
import type { VideoLimits } from './limits.ts';
import { SOUND_RATE } from '../codec/pcm-sound.ts';
import type { PcmSound } from '../codec/pcm-sound.ts';

/**
 * The sound of a stranger's film: 48 kHz, two channels, sample 0 being heard with the first picture, as long as the
 * pictures. Null when there is none that can be read: no sound track, a format that is not taken, or a damaged one.
 */
export async function readSound(path: string, options: IntakeOptions = {}): Promise<PcmSound | null> {
  const admission = await admitFile(path, 'video');
  if (!admission.admitted) return null;
  const { container } = admission.sniffed;
  return readSoundAs({ kind: 'read_sound', path, container, taking: 'driver' }, VIDEO_LIMITS, options);
}

/** The same of a file that was admitted otherwise. */
export async function readSoundAs(
  order: Extract<IntakeOrder, { kind: 'read_sound' }>,
  limits: Pick<VideoLimits, 'mostSeconds'>,
  options: IntakeOptions & { readonly signal?: AbortSignal },
): Promise<PcmSound | null> {
  let sound: PcmSound | null = null;
  const answer = await (options.pool ?? sharedIntakePool()).run(
    order,
    {
      cap: {
        mostPictures: 0,
        mostPixels: 0,
        mostSamples: Math.ceil((limits.mostSeconds + 1) * SOUND_RATE),
      },
      onPicture: () => {},
      onSound: (left, right) => {
        sound = { sampleRate: SOUND_RATE, left, right };
      },
    },
    options.signal,
  );
  return answer.kind === 'sound' ? sound : null;
}
