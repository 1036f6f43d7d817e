import { SOUND_RATE, type PcmSound } from '../codec/pcm-sound.ts';
import { TAU } from '../maths/curves.ts';

const TOCK_SECONDS = 0.09;

/** A wood block that is struck every `beatSeconds`, over a quiet hum: sound that shows when it is out of step. */
export function trialSound(seconds: number, beatSeconds: number): PcmSound {
  const count = Math.round(seconds * SOUND_RATE);
  const left = new Float32Array(count);
  for (let sample = 0; sample < count; sample++) {
    const time = sample / SOUND_RATE;
    const since = time % beatSeconds;
    const tock = since < TOCK_SECONDS ? Math.sin(TAU * 880 * since) * Math.exp(-since * 60) : 0;
    left[sample] = 0.5 * tock + 0.03 * Math.sin(TAU * 110 * time);
  }
  return { sampleRate: SOUND_RATE, left, right: left.slice() };
}
