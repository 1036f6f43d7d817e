import type { DrumId, Frame, Note } from './composition.ts';
import type { Arrangement } from './moods.ts';

/** Velocities in sixteenths of a bar of four beats. */
type Line = readonly [drum: DrumId, pitch: number, pan: number, steps: readonly number[]];

const PATTERNS = {
  none: [],
  heartbeat: [['kick', 56, 0, [0.7, 0, 0, 0, 0.45, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]]],
  soft: [
    ['kick', 60, 0, [0.6, 0, 0, 0, 0, 0, 0, 0, 0.6, 0, 0, 0, 0, 0, 0, 0]],
    ['shaker', 60, 0.3, [0.3, 0, 0.18, 0, 0.36, 0, 0.18, 0.1, 0.3, 0, 0.18, 0, 0.36, 0, 0.2, 0.12]],
  ],
  taiko: [
    ['tom', 50, -0.2, [0.9, 0, 0, 0, 0, 0, 0.5, 0, 0.7, 0, 0, 0, 0, 0, 0, 0]],
    ['tom', 55, 0.25, [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0.35, 0.5, 0, 0.45, 0]],
  ],
  kit: [
    ['kick', 60, 0, [1, 0, 0, 0, 0, 0, 0.6, 0, 0.9, 0, 0.5, 0, 0, 0, 0, 0]],
    ['snare', 60, 0.08, [0, 0, 0, 0, 0.9, 0, 0, 0.14, 0, 0.14, 0, 0, 0.95, 0, 0, 0.2]],
    ['hat', 60, 0.35, [0.5, 0, 0.32, 0, 0.5, 0, 0.32, 0, 0.5, 0, 0.32, 0.2, 0.5, 0, 0.36, 0]],
  ],
} as const satisfies Record<Arrangement['drums'], readonly Line[]>;

/** The fill that ends a drummer's fourth bar: down the toms. */
const FILL: Line = ['tom', 62, -0.2, [0, 0, 0, 0, 0, 0, 0, 0, 0.7, 0.5, 0.7, 0.5, 0.8, 0.6, 0.85, 0.7]];

/** The kit plays with the chords and stops on the last one with a stroke. */
export function writeDrums(frame: Frame, kind: Arrangement['drums'], random: () => number): Note[] {
  const lines: readonly Line[] = PATTERNS[kind];
  const step = frame.beatSeconds / 4;
  const steps = frame.chords.length * frame.beatsPerChord * 4;
  const lastChord = (frame.chords.length - 1) * frame.beatsPerChord * 4;
  const notes: Note[] = [];
  for (let at = 0; at < steps; at++) {
    const isFill = kind === 'kit' && at < lastChord && at >= lastChord - 8;
    for (const [instrument, pitch, pan, velocities] of isFill ? [...lines.slice(0, 1), FILL] : lines) {
      const velocity = velocities[isFill ? 8 + (at - lastChord + 8) : at % 16] ?? 0;
      if (velocity === 0 || (kind !== 'kit' && at > lastChord)) continue;
      const sinks = isFill && instrument === 'tom' ? Math.floor((at - lastChord + 8) / 2) * 3 : 0;
      notes.push({
        instrument,
        atSeconds: at * step,
        seconds: step,
        pitch: pitch - sinks,
        velocity: velocity * (0.9 + random() * 0.1),
        pan,
      });
    }
  }
  if (kind === 'kit' && lines.length > 0)
    notes.push({
      instrument: 'ride',
      atSeconds: lastChord * step,
      seconds: 2,
      pitch: 60,
      velocity: 0.8,
      pan: -0.35,
    });
  return notes;
}
