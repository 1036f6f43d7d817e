import { between, pick } from '../dsp/tape.ts';
import type { Composition, Frame, Note } from './composition.ts';
import { hertz } from './composition.ts';
import { writeDrums } from './drum-patterns.ts';
import { moodOf } from './moods.ts';
import type { Arrangement, MoodId } from './moods.ts';
import { keyName, pitchOf } from './scales.ts';
import { leadVoices } from './voicing.ts';

/** Films of ten seconds hear four chords or more; slower changes need at least this many whole bars. */
const BARS_FOR_SLOW_CHANGES = 3.5;

/** What begins later than this before the end would be cut off, not played. */
const SHORTEST_NOTE_SECONDS = 0.25;

/**
 * Writes a piece exactly as long as the film. The tempo stays as chosen; the last chord, the tonic, begins half a chord to one
 * and a half before the end and rings out with the picture.
 */
export function compose(
  mood: MoodId,
  arrangement: Arrangement | null,
  seconds: number,
  random: () => number,
): Composition {
  const rule = moodOf(mood);
  const root = 48 + Math.floor(random() * 12) - 5;
  const beatSeconds = 60 / between(random, rule.beatsPerMinute[0], rule.beatsPerMinute[1]);
  const beatsPerChord = seconds / (4 * beatSeconds) < BARS_FOR_SLOW_CHANGES ? 2 : 4;
  const count = Math.max(1, Math.round(seconds / (beatsPerChord * beatSeconds)));
  const chords = orderChords(pick(random, rule.progressions), count);
  const frame: Frame = {
    root,
    scale: rule.scale,
    seconds,
    beatSeconds,
    beatsPerChord,
    chords,
    voicings: leadVoices(chords, { root, scale: rule.scale, hasSevenths: rule.hasSevenths }),
  };
  const notes = write(frame, arrangement ?? rule.arrangement, random).filter(
    ({ atSeconds }) => atSeconds < seconds - SHORTEST_NOTE_SECONDS,
  );
  return {
    key: keyName(root, rule.scale),
    beatsPerMinute: Math.round(60 / beatSeconds),
    rootHz: hertz(root - 12),
    notes: notes.map((note) => humanise(note, random)),
  };
}

/** The progression over and over; it ends at home. */
function orderChords(progression: readonly number[], count: number): readonly number[] {
  return Array.from({ length: count }, (_, i) =>
    i === count - 1 ? 0 : (progression[i % progression.length] ?? 0),
  );
}

function write(frame: Frame, { pad, figure, bass, tune, drums }: Arrangement, random: () => number): Note[] {
  return [
    ...(pad ? writePad(frame, pad) : []),
    ...(figure ? writeFigure(frame, figure) : []),
    ...(bass ? writeBass(frame, bass) : []),
    ...(tune ? writeTune(frame, tune, random) : []),
    ...writeDrums(frame, drums, random),
  ];
}

/** Nobody plays on the grid: 9 ms either way, and no two notes equally loud. */
function humanise(note: Note, random: () => number): Note {
  return {
    ...note,
    atSeconds: Math.max(0, note.atSeconds + (random() - 0.5) * 0.018),
    velocity: Math.min(1, note.velocity * between(random, 0.86, 1.06)),
  };
}

function chordStart({ beatSeconds, beatsPerChord }: Frame, chord: number): number {
  return chord * beatSeconds * beatsPerChord;
}

/** The last chord lasts as long as the film. */
function chordSeconds(frame: Frame, chord: number): number {
  const isLast = chord === frame.chords.length - 1;
  return isLast ? frame.seconds - chordStart(frame, chord) : frame.beatSeconds * frame.beatsPerChord;
}

function writePad(frame: Frame, { instrument, level }: NonNullable<Arrangement['pad']>): Note[] {
  return frame.voicings.flatMap((voicing, chord) =>
    voicing.map((pitch, voice) => ({
      instrument,
      atSeconds: chordStart(frame, chord),
      seconds: chordSeconds(frame, chord) * 1.02,
      pitch,
      velocity: level * 0.5,
      pan: (voice - 1.5) * 0.35,
    })),
  );
}

function writeFigure(
  frame: Frame,
  { instrument, pattern, level }: NonNullable<Arrangement['figure']>,
): Note[] {
  const eighth = frame.beatSeconds / 2;
  return frame.voicings.flatMap((voicing, chord) => {
    const isLast = chord === frame.voicings.length - 1;
    // The last chord is broken once and left to ring.
    const steps = isLast ? Math.min(4, frame.beatsPerChord * 2) : frame.beatsPerChord * 2;
    return Array.from({ length: steps }, (_, step): Note | null => {
      const choice = pattern[step % pattern.length] ?? null;
      if (choice === null) return null;
      const pitch = choice === 4 ? (voicing[0] ?? 60) + 12 : (voicing[choice] ?? 60);
      return {
        instrument,
        atSeconds: chordStart(frame, chord) + step * eighth,
        seconds: isLast ? frame.beatSeconds * 2 : eighth * 1.6,
        pitch,
        velocity: level * (step === 0 ? 0.85 : step % 2 === 0 ? 0.7 : 0.55),
        pan: -0.25 + step * 0.04,
      };
    }).filter((note) => note !== null);
  });
}

function writeBass(frame: Frame, { instrument, isPulsing, level }: NonNullable<Arrangement['bass']>): Note[] {
  return frame.chords.flatMap((degree, chord) => {
    const high = pitchOf(frame.root - 12, frame.scale, degree);
    // D2 to C sharp 3: below that most speakers of a phone or a laptop are silent.
    const pitch = high > 49 ? high - 12 : high < 38 ? high + 12 : high;
    const isLast = chord === frame.chords.length - 1;
    const beats = isPulsing && !isLast ? frame.beatsPerChord : 1;
    return Array.from({ length: beats }, (_, beat) => ({
      instrument,
      atSeconds: chordStart(frame, chord) + beat * frame.beatSeconds,
      seconds: beats === 1 ? chordSeconds(frame, chord) * 0.95 : frame.beatSeconds * 0.8,
      pitch: beat % 4 === 3 ? pitch + 7 : pitch,
      velocity: level * (beat % 2 === 0 ? 0.85 : 0.65),
      pan: 0,
    }));
  });
}

/**
 * A tune that sings: a chord's first note is one of the chord, near the last one; between, it moves by steps of the scale,
 * turns back at the ends of its range, and comes to rest on the root or the third.
 */
function writeTune(
  frame: Frame,
  { instrument, density, lowest, level }: NonNullable<Arrangement['tune']>,
  random: () => number,
): Note[] {
  const ladder = Array.from({ length: 35 }, (_, i) => pitchOf(frame.root, frame.scale, i - 7)).filter(
    (pitch) => pitch >= lowest && pitch <= lowest + 17,
  );
  const notes: Note[] = [];
  let at = Math.floor(ladder.length / 2) + Math.floor(random() * 3) - 1;
  let way = random() < 0.5 ? 1 : -1;
  // One rhythm, said twice and answered: what makes a row of notes a tune.
  const rhythm = Array.from(
    { length: frame.beatsPerChord * 2 },
    (_, step) => step === 0 || random() < (step % 2 === 0 ? density : density * 0.4),
  );
  frame.voicings.forEach((voicing, chord) => {
    const isLast = chord === frame.voicings.length - 1;
    const onsets = isLast ? [0] : rhythm.flatMap((isHeard, step) => (isHeard ? [step] : []));
    onsets.forEach((step, index) => {
      if (step === 0) at = nearestInChord(ladder, at, isLast ? voicing.slice(0, 1) : voicing);
      else {
        if (at + way < 0 || at + way >= ladder.length || random() < 0.3) way = -way;
        at = Math.min(ladder.length - 1, Math.max(0, at + way));
      }
      const next = onsets[index + 1] ?? frame.beatsPerChord * 2;
      notes.push({
        instrument,
        atSeconds: chordStart(frame, chord) + (step * frame.beatSeconds) / 2,
        seconds: isLast ? chordSeconds(frame, chord) : ((next - step) * frame.beatSeconds * 0.96) / 2,
        pitch: ladder[at] ?? lowest,
        velocity: level * (step === 0 ? 0.85 : 0.7),
        pan: 0.15,
      });
    });
  });
  return notes;
}

/** The rung nearest to `from` whose pitch class is in the chord; the upper of two that are equally near. */
function nearestInChord(ladder: readonly number[], from: number, voicing: readonly number[]): number {
  const classes = new Set(voicing.map((pitch) => pitch % 12));
  let best = from;
  let distance = Infinity;
  ladder.forEach((pitch, rung) => {
    // To stay costs as much as a leap of a fourth: a tune that repeats its note is none.
    const way = rung === from ? 2.5 : Math.abs(rung - from);
    if (classes.has(pitch % 12) && way <= distance) {
      best = rung;
      distance = way;
    }
  });
  return best;
}
