import { filterStereo, highPass } from '../dsp/filters.ts';
import { reverberate } from '../dsp/reverb.ts';
import { addStereo, silence } from '../dsp/tape.ts';
import type { Stereo, Tape } from '../dsp/tape.ts';
import type { Composition } from './composition.ts';
import { playNote } from './instruments.ts';

/** Plays every note and lets the hall answer. */
export function perform(composition: Composition, tape: Tape, hallSeconds: number): Stereo {
  const random = tape.random('performance');
  const sound = silence(tape.sampleCount);
  for (const note of composition.notes) playNote(sound, note, random);
  const wet = reverberate(sound, {
    seconds: hallSeconds,
    dampHz: 4200,
    preDelaySeconds: 0.018,
    size: 0.5 + hallSeconds / 6,
  });
  filterStereo(wet, highPass(160));
  addStereo(sound, wet, 0.32);
  return sound;
}
