import { addBurst, addRing, addStruck, addTone } from '../dsp/strokes.ts';
import type { RingMode } from '../dsp/strokes.ts';
import type { Stereo } from '../dsp/tape.ts';
import { SAMPLE_RATE } from '../dsp/tape.ts';
import type { InstrumentId, Note } from './composition.ts';
import { hertz } from './composition.ts';
import { DRUMS } from './drum-kit.ts';
import type { Player } from './drum-kit.ts';
import { addPluck } from './plucked-string.ts';
import type { Pluck } from './plucked-string.ts';
import { addWave, waveTable } from './wave-voice.ts';
import type { Spectrum, WaveVoice } from './wave-voice.ts';

/** A peak of a body or throat: 1 far from it, `lift` at `centre`. */
function resonance(hz: number, centre: number, width: number, lift: number): number {
  return 1 + (lift - 1) / (1 + ((hz - centre) / width) ** 2);
}

const SPECTRA = {
  pad: (n, hz) => n ** -1.5 / (1 + (hz / 1500) ** 2),
  strings: (n, hz) => (n ** -1.1 * resonance(hz, 450, 250, 1.6)) / (1 + (hz / 2600) ** 2),
  violin: (n, hz) =>
    (n ** -0.9 * resonance(hz, 460, 160, 2) * resonance(hz, 1100, 300, 1.7) * resonance(hz, 2700, 700, 2.4)) /
    (1 + (hz / 6500) ** 4),
  flute: (n) => [1, 0.42, 0.2, 0.06, 0.03][n - 1] ?? 0,
  trumpet: (n, hz) => (n ** -0.6 * resonance(hz, 1300, 500, 2)) / (1 + (hz / 3800) ** 3),
  trumpetSoft: (n) => n ** -1.8,
  accordion: (n, hz) => (n ** -0.9 * (n % 2 === 0 ? 0.6 : 1)) / (1 + (hz / 3200) ** 3),
  voice: (n, hz) =>
    n ** -1.5 *
    (0.15 +
      resonance(hz, 640, 90, 9) +
      resonance(hz, 1080, 110, 6) -
      2 +
      0.5 * (resonance(hz, 2850, 250, 4) - 1)),
  synthBass: (n, hz) => n ** -1.2 / (1 + (hz / 420) ** 2),
} as const satisfies Record<string, Spectrum>;

interface Sustained {
  readonly spectrum: Spectrum;
  readonly softSpectrum?: Spectrum;
  readonly gain: number;
  readonly attackSeconds: number;
  readonly releaseSeconds: number;
  readonly vibrato: WaveVoice['vibrato'];
  /** Voices of one note: cents off, and where they stand. */
  readonly desks: readonly (readonly [cents: number, pan: number])[];
  /** Level of breath or bow noise. */
  readonly breath: number;
}

function sustained(sound: Sustained): Player {
  return (target, note, random) => {
    const hz = hertz(note.pitch);
    const table = waveTable(hz, sound.spectrum);
    const soft = sound.softSpectrum ? waveTable(hz, sound.softSpectrum) : undefined;
    const gain = (sound.gain * note.velocity) / Math.sqrt(sound.desks.length);
    for (const [cents, pan] of sound.desks) {
      addWave(target, {
        hz: hz * 2 ** (cents / 1200),
        atSeconds: note.atSeconds,
        seconds: note.seconds,
        gain,
        pan: Math.max(-1, Math.min(1, note.pan + pan)),
        attackSeconds: Math.min(sound.attackSeconds, note.seconds * 0.5),
        releaseSeconds: sound.releaseSeconds,
        vibrato: { hz: sound.vibrato.hz * (0.94 + random() * 0.12), depth: sound.vibrato.depth },
        phase: random(),
        table,
        ...(soft ? { soft } : {}),
      });
    }
    if (sound.breath > 0) {
      const burst = {
        seconds: note.seconds,
        hz: hz * 2,
        q: 1.5,
        attackSeconds: 0.03,
        decaySeconds: note.seconds,
      };
      addBurst(
        target,
        { atSeconds: note.atSeconds, gain: gain * sound.breath, pan: note.pan },
        burst,
        random,
      );
    }
  };
}

function plucked(
  string: Pick<Pluck, 'ringSeconds' | 'brightness' | 'pluckAt'> & {
    readonly gain: number;
    readonly held: number;
  },
): Player {
  return (target, note, random) => {
    addPluck(
      target,
      {
        ...string,
        hz: hertz(note.pitch),
        atSeconds: note.atSeconds,
        seconds: Math.max(note.seconds, string.held),
        gain: string.gain * note.velocity,
        // Plucked harder, a string is brighter.
        brightness: string.brightness * (0.6 + 0.4 * note.velocity),
        pan: note.pan,
      },
      random,
    );
  };
}

function struck(modes: readonly RingMode[], gain: number): Player {
  return (target, note) => {
    addStruck(
      target,
      { atSeconds: note.atSeconds, gain: gain * note.velocity, pan: note.pan },
      hertz(note.pitch),
      modes,
    );
  };
}

/**
 * Stiff strings: partials run sharp, treble dies first, and a slower, weaker decay follows the first, as the three strings of a
 * note fall out of step.
 */
const playPiano: Player = (target, note, random) => {
  const hz = hertz(note.pitch);
  const stiffness = 0.00035 * (hz / 262) ** 1.3;
  const seconds = Math.min(note.seconds + 0.7, 5);
  const ring = 2.8 * (262 / hz) ** 0.55;
  const feltHz = 700 + 1900 * note.velocity;
  for (let n = 1; n <= 20; n++) {
    const partialHz = hz * n * Math.sqrt(1 + stiffness * n * n);
    if (partialHz > 8000) break;
    // The hammer strikes at an eighth of the string, where the eighth partial has a node.
    const struckAt = 0.3 + 0.7 * Math.abs(Math.sin((Math.PI * n) / 8));
    const level = (n ** -0.55 * struckAt * (0.8 + random() * 0.4)) / (1 + (partialHz / feltHz) ** 2);
    const spot = {
      atSeconds: note.atSeconds,
      gain: 0.3 * note.velocity * level,
      pan: note.pan + (n % 2 ? -0.12 : 0.12),
    };
    const decaySeconds = (ring * 0.5) / (1 + partialHz / 1100);
    addRing(target, spot, { hz: partialHz, decaySeconds, seconds: Math.min(seconds, decaySeconds * 7) });
    if (n <= 7) {
      const after = { hz: partialHz * 1.0007, decaySeconds: ring / (1 + partialHz / 2500), seconds };
      addRing(target, { ...spot, gain: spot.gain * 0.3 }, after);
    }
  }
  const hammer = {
    seconds: 0.05,
    hz: Math.min(3000, hz * 4),
    q: 0.8,
    attackSeconds: 0.001,
    decaySeconds: 0.008,
  };
  addBurst(target, { atSeconds: note.atSeconds, gain: 0.05 * note.velocity, pan: note.pan }, hammer, random);
};

/** Tine and bar: a sine whose phase is pushed by another, less as it fades (J. Chowning, 1973). */
const playElectricPiano: Player = ({ left, right }, note) => {
  const hz = hertz(note.pitch);
  const start = Math.round(note.atSeconds * SAMPLE_RATE);
  const held = note.seconds * SAMPLE_RATE;
  const count = Math.min(Math.round(held + 0.35 * SAMPLE_RATE), left.length - start);
  const step = (2 * Math.PI * hz) / SAMPLE_RATE;
  for (let i = 0; i < count; i++) {
    const t = i / SAMPLE_RATE;
    const push = (0.5 + 1.1 * note.velocity) * Math.exp(-t * 3.2);
    const tine = 0.06 * Math.sin(step * 14 * i) * Math.exp(-t * 18);
    const rise = Math.min(1, t / 0.004);
    const fall = i > held ? Math.exp(-(i - held) / (0.06 * SAMPLE_RATE)) : 1;
    const value =
      (Math.sin(step * i + push * Math.sin(step * i)) + tine) *
      Math.exp(-t * 1.3) *
      rise *
      fall *
      0.3 *
      note.velocity;
    const sway = 0.18 * Math.sin(2 * Math.PI * 4.2 * (note.atSeconds + t));
    left[start + i] = (left[start + i] ?? 0) + value * (0.7 + sway);
    right[start + i] = (right[start + i] ?? 0) + value * (0.7 - sway);
  }
};

/** A finger on a low string: mostly fundamental. */
const playBass: Player = (target, note) => {
  const hz = hertz(note.pitch);
  const tone = {
    seconds: note.seconds + 0.12,
    fromHz: hz,
    toHz: hz,
    attackSeconds: 0.012,
    decaySeconds: 1.1,
    releaseSeconds: 0.12,
    harmonics: [0.55, 0.25, 0.1],
  };
  addTone(target, { atSeconds: note.atSeconds, gain: 0.24 * note.velocity, pan: 0 }, tone);
};

const ENSEMBLE = [
  [-7, -0.5],
  [0, 0],
  [6, 0.5],
] as const;
const ALONE = [[0, 0]] as const;

const PLAYERS = {
  pad: sustained({
    spectrum: SPECTRA.pad,
    gain: 0.22,
    attackSeconds: 0.55,
    releaseSeconds: 0.9,
    vibrato: { hz: 0.6, depth: 0.0015 },
    desks: ENSEMBLE,
    breath: 0,
  }),
  strings: sustained({
    spectrum: SPECTRA.strings,
    gain: 0.22,
    attackSeconds: 0.22,
    releaseSeconds: 0.5,
    vibrato: { hz: 5.2, depth: 0.0028 },
    desks: ENSEMBLE,
    breath: 0.02,
  }),
  piano: playPiano,
  electric_piano: playElectricPiano,
  guitar: plucked({ ringSeconds: 3.2, brightness: 0.62, pluckAt: 0.23, gain: 0.42, held: 0.9 }),
  harp: plucked({ ringSeconds: 4.5, brightness: 0.42, pluckAt: 0.42, gain: 0.45, held: 1.6 }),
  pizzicato: plucked({ ringSeconds: 0.7, brightness: 0.4, pluckAt: 0.3, gain: 0.5, held: 0.3 }),
  celesta: struck(
    [
      [1, 1, 0.7],
      [2.01, 0.14, 0.5],
      [4.02, 0.32, 0.22],
      [6.7, 0.06, 0.08],
    ],
    0.3,
  ),
  marimba: struck(
    [
      [1, 1, 0.26],
      [3.93, 0.28, 0.07],
      [9.5, 0.08, 0.02],
    ],
    0.42,
  ),
  bass: playBass,
  synth_bass: sustained({
    spectrum: SPECTRA.synthBass,
    gain: 0.22,
    attackSeconds: 0.02,
    releaseSeconds: 0.12,
    vibrato: { hz: 0.5, depth: 0 },
    desks: [
      [-4, -0.1],
      [4, 0.1],
    ],
    breath: 0,
  }),
  flute: sustained({
    spectrum: SPECTRA.flute,
    gain: 0.28,
    attackSeconds: 0.06,
    releaseSeconds: 0.1,
    vibrato: { hz: 5, depth: 0.005 },
    desks: ALONE,
    breath: 0.16,
  }),
  violin: sustained({
    spectrum: SPECTRA.violin,
    softSpectrum: SPECTRA.strings,
    gain: 0.26,
    attackSeconds: 0.07,
    releaseSeconds: 0.12,
    vibrato: { hz: 5.8, depth: 0.009 },
    desks: ALONE,
    breath: 0.08,
  }),
  trumpet: sustained({
    spectrum: SPECTRA.trumpet,
    softSpectrum: SPECTRA.trumpetSoft,
    gain: 0.24,
    attackSeconds: 0.045,
    releaseSeconds: 0.09,
    vibrato: { hz: 5.2, depth: 0.003 },
    desks: ALONE,
    breath: 0.02,
  }),
  accordion: sustained({
    spectrum: SPECTRA.accordion,
    gain: 0.2,
    attackSeconds: 0.04,
    releaseSeconds: 0.06,
    vibrato: { hz: 5, depth: 0 },
    desks: [
      [-6, -0.2],
      [6, 0.2],
    ],
    breath: 0,
  }),
  voice: sustained({
    spectrum: SPECTRA.voice,
    gain: 0.26,
    attackSeconds: 0.12,
    releaseSeconds: 0.18,
    vibrato: { hz: 5.4, depth: 0.009 },
    desks: [
      [-3, -0.08],
      [3, 0.08],
    ],
    breath: 0.04,
  }),
  ...DRUMS,
} as const satisfies Record<InstrumentId, Player>;

export function playNote(target: Stereo, note: Note, random: () => number): void {
  PLAYERS[note.instrument](target, note, random);
}
