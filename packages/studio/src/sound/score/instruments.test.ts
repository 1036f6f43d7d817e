import { describe, expect, it } from 'vitest';
import { randomStream } from '../../maths/random.ts';
import { filter, lowPass } from '../dsp/filters.ts';
import { SAMPLE_RATE, silence } from '../dsp/tape.ts';
import { hertz } from './composition.ts';
import type { InstrumentId } from './composition.ts';
import { playNote } from './instruments.ts';

const MELODIC: readonly InstrumentId[] = [
  'strings',
  'piano',
  'electric_piano',
  'guitar',
  'harp',
  'pizzicato',
  'celesta',
  'marimba',
  'bass',
  'flute',
  'violin',
  'trumpet',
  'accordion',
  'voice',
];

function play(instrument: InstrumentId, pitch: number): Float32Array {
  const sound = silence(SAMPLE_RATE);
  const note = { instrument, atSeconds: 0.05, seconds: 0.6, pitch, velocity: 0.7, pan: 0 };
  playNote(sound, note, randomStream(2, 'note'));
  return sound.left;
}

/** Frequency near `hz`, by the lag at which 0.2 s of the tone are most like themselves, between the samples by a parabola. */
function pitchNear(signal: Float32Array, hz: number): number {
  const tone = signal.slice(4800, 4800 + 9600);
  filter(tone, lowPass(hz * 2.5));
  const likeness = (lag: number): number => {
    let sum = 0;
    for (let i = 0; i < 7000; i++) sum += (tone[i] ?? 0) * (tone[i + lag] ?? 0);
    return sum;
  };
  const period = SAMPLE_RATE / hz;
  // Ten periods, so that a hundredth of a semitone can be told.
  const periods = Math.min(10, Math.floor(2400 / period));
  let best = 0;
  let most = -Infinity;
  for (let lag = Math.floor(period * periods * 0.985); lag <= period * periods * 1.015; lag++) {
    const value = likeness(lag);
    if (value > most) {
      most = value;
      best = lag;
    }
  }
  const [before, after] = [likeness(best - 1), likeness(best + 1)];
  const shift = (before - after) / (2 * (before - 2 * most + after));
  return (SAMPLE_RATE * periods) / (best + shift);
}

describe('playNote', () => {
  it.each(MELODIC)('plays the %s in tune', (instrument) => {
    for (const pitch of instrument === 'bass' ? [38, 45] : [60, 67, 76]) {
      const cents = 1200 * Math.log2(pitchNear(play(instrument, pitch), hertz(pitch)) / hertz(pitch));
      expect(Math.abs(cents)).toBeLessThan(12);
    }
  });

  it.each(MELODIC)('ends the %s softly', (instrument) => {
    const signal = play(instrument, 60);
    let step = 0;
    for (let i = SAMPLE_RATE * 0.6; i < signal.length; i++)
      step = Math.max(step, Math.abs((signal[i] ?? 0) - (signal[i - 1] ?? 0)));
    expect(step).toBeLessThan(0.08);
  });
});
