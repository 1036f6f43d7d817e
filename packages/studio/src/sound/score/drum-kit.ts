import { addBurst, addStruck, addTone } from '../dsp/strokes.ts';
import type { RingMode } from '../dsp/strokes.ts';
import type { Stereo } from '../dsp/tape.ts';
import type { DrumId, Note } from './composition.ts';

/** Plays one note into the dry mix. */
export type Player = (target: Stereo, note: Note, random: () => number) => void;

const DRUM_SKIN: readonly RingMode[] = [
  [1, 1, 0.22],
  [1.59, 0.4, 0.12],
  [2.14, 0.25, 0.08],
];

const playKick: Player = (target, { atSeconds, velocity, pitch }, random) => {
  const bend = 2 ** ((pitch - 60) / 12);
  addTone(
    target,
    { atSeconds, gain: 0.6 * velocity, pan: 0 },
    { seconds: 0.4, fromHz: 120 * bend, toHz: 42 * bend, attackSeconds: 0.002, decaySeconds: 0.11 },
  );
  addBurst(
    target,
    { atSeconds, gain: 0.12 * velocity, pan: 0 },
    { seconds: 0.03, hz: 2200, q: 0.8, attackSeconds: 0.0005, decaySeconds: 0.004 },
    random,
  );
};

const playSnare: Player = (target, { atSeconds, velocity, pan }, random) => {
  addTone(
    target,
    { atSeconds, gain: 0.22 * velocity, pan },
    { seconds: 0.2, fromHz: 210, toHz: 175, attackSeconds: 0.001, decaySeconds: 0.05 },
  );
  addBurst(
    target,
    { atSeconds, gain: 0.4 * velocity, pan },
    { seconds: 0.3, hz: 3200, q: 0.5, attackSeconds: 0.001, decaySeconds: 0.06 },
    random,
  );
};

const playTom: Player = (target, { atSeconds, velocity, pan, pitch }, random) => {
  const hz = 110 * 2 ** ((pitch - 60) / 12);
  addTone(
    target,
    { atSeconds, gain: 0.5 * velocity, pan },
    { seconds: 0.9, fromHz: hz * 1.25, toHz: hz * 0.92, attackSeconds: 0.002, decaySeconds: 0.2 },
  );
  addStruck(target, { atSeconds, gain: 0.12 * velocity, pan }, hz, DRUM_SKIN);
  addBurst(
    target,
    { atSeconds, gain: 0.16 * velocity, pan },
    { seconds: 0.06, hz: 900, q: 0.7, attackSeconds: 0.001, decaySeconds: 0.012 },
    random,
  );
};

function metal(hz: number, gain: number, decaySeconds: number, attackSeconds: number): Player {
  return (target, { atSeconds, velocity, pan }, random) => {
    addBurst(
      target,
      { atSeconds, gain: gain * velocity, pan },
      { seconds: decaySeconds * 6, hz, q: 0.9, attackSeconds, decaySeconds },
      random,
    );
  };
}

export const DRUMS = {
  kick: playKick,
  snare: playSnare,
  hat: metal(9000, 0.2, 0.025, 0.0005),
  tom: playTom,
  shaker: metal(6500, 0.2, 0.03, 0.018),
  ride: metal(7200, 0.24, 0.5, 0.001),
} as const satisfies Record<DrumId, Player>;
