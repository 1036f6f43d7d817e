import { describe, expect, it } from 'vitest';
import { randomStream } from '../../maths/random.ts';
import { compose } from './compose.ts';
import { MOODS, SOLOS, moodOf } from './moods.ts';
import type { SoloId } from './moods.ts';
import { SCALES } from './scales.ts';

const LENGTHS = [2, 3, 5, 8, 10, 15, 30];
const DRUMS = new Set(['kick', 'snare', 'hat', 'tom', 'shaker', 'ride']);

function piece(mood: (typeof MOODS)[number], seconds: number, seed: number) {
  return compose(mood, null, seconds, randomStream(seed, 'composition'));
}

describe('compose', () => {
  it.each(MOODS)('keeps every note of "%s" within its key, but for fifths of the bass', (mood) => {
    const scale = new Set<number>(SCALES[moodOf(mood).scale]);
    for (let seed = 0; seed < 12; seed++) {
      const { notes, rootHz } = piece(mood, 10, seed);
      const root = Math.round(69 + 12 * Math.log2(rootHz / 440));
      const foreign = notes.filter(
        ({ instrument, pitch }) => !DRUMS.has(instrument) && !scale.has((((pitch - root) % 12) + 12) % 12),
      );
      expect(foreign.every(({ pitch }) => pitch < 60)).toBe(true);
      expect(foreign.length).toBeLessThanOrEqual(2);
    }
  });

  it('begins every note within the film', () => {
    for (const mood of MOODS)
      for (const seconds of LENGTHS)
        for (const { atSeconds } of piece(mood, seconds, 7).notes) expect(atSeconds).toBeLessThan(seconds);
  });

  it('keeps the tempo of its mood, and writes four to eight chords for ten seconds', () => {
    for (const mood of MOODS) {
      for (let seed = 0; seed < 10; seed++) {
        const { notes, beatsPerMinute } = piece(mood, 10, seed);
        const chords = notes.filter(({ instrument }) => instrument === 'pad').length / 4;
        if (chords > 0) expect(chords).toBeGreaterThanOrEqual(4);
        expect(chords).toBeLessThanOrEqual(8);
        expect(beatsPerMinute).toBeGreaterThanOrEqual(Math.floor(moodOf(mood).beatsPerMinute[0]));
        expect(beatsPerMinute).toBeLessThanOrEqual(Math.ceil(moodOf(mood).beatsPerMinute[1]));
        expect(notes.length).toBeGreaterThan(8);
      }
    }
  });

  it('ends on the tonic', () => {
    for (let seed = 0; seed < 20; seed++) {
      const { notes, rootHz } = piece('calm', 10, seed);
      const root = Math.round(69 + 12 * Math.log2(rootHz / 440)) % 12;
      const bass = notes.filter(({ instrument }) => instrument === 'bass');
      expect((bass.at(-1)?.pitch ?? -1) % 12).toBe(root);
    }
  });

  it('leads the voices of the pad by small steps', () => {
    for (let seed = 0; seed < 20; seed++) {
      const pad = piece('calm', 20, seed).notes.filter(({ instrument }) => instrument === 'pad');
      for (let i = 4; i < pad.length; i++) {
        const leap = Math.abs((pad[i]?.pitch ?? 0) - (pad[i - 4]?.pitch ?? 0));
        expect(leap).toBeLessThanOrEqual(7);
      }
    }
  });

  it('gives another seed another piece', () => {
    const pieces = new Set(
      Array.from({ length: 20 }, (_, seed) => JSON.stringify(piece('warm', 10, seed).notes)),
    );
    expect(pieces.size).toBe(20);
  });

  it.each(Object.keys(SOLOS) as SoloId[])('lets the %s play most of a scene in which it is seen', (solo) => {
    const { notes } = compose('warm', SOLOS[solo], 10, randomStream(3, 'composition'));
    expect(notes.length).toBeGreaterThan(6);
    const last = Math.max(...notes.map(({ atSeconds }) => atSeconds));
    expect(last).toBeGreaterThan(6);
  });
});
