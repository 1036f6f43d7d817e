import type { InstrumentId } from './composition.ts';
import type { ScaleId } from './scales.ts';

export const MOODS = [
  'calm',
  'warm',
  'bright',
  'playful',
  'wonder',
  'nocturne',
  'melancholy',
  'tense',
  'epic',
  'neon',
] as const;
export type MoodId = (typeof MOODS)[number];

/** Order in which a figure takes the notes of the chord, in eighths of the bar; null rests. 4 is the lowest an octave up. */
export type Pattern = readonly (number | null)[];

const ROLLING: Pattern = [0, 2, 1, 3, 2, 1, 3, 2];
const OPENING: Pattern = [0, 1, 2, 3, 4, 3, 2, 1];
const SPARSE: Pattern = [0, null, 2, null, 3, null, 1, null];
const PICKED: Pattern = [0, 3, 2, 4, 1, 3, 2, 3];
const PULSE: Pattern = [0, 0, 2, 0, 0, 3, 0, 2];
const OFFBEAT: Pattern = [null, 2, null, 3, null, 2, null, 3];
const ALBERTI: Pattern = [0, 2, 1, 2, 0, 2, 1, 2];
const OOM_PAH: Pattern = [null, null, 2, 3, null, null, 2, 3];

/** Who plays what. Levels are relative, 1 is the lead. */
export interface Arrangement {
  readonly pad: { readonly instrument: InstrumentId; readonly level: number } | null;
  readonly figure: {
    readonly instrument: InstrumentId;
    readonly pattern: Pattern;
    readonly level: number;
  } | null;
  readonly bass: {
    readonly instrument: InstrumentId;
    readonly isPulsing: boolean;
    readonly level: number;
  } | null;
  /** `density` is the share of beats on which the tune moves. */
  readonly tune: {
    readonly instrument: InstrumentId;
    readonly density: number;
    /** The tune keeps within an octave and a half above this MIDI number. */
    readonly lowest: number;
    readonly level: number;
  } | null;
  readonly drums: 'none' | 'heartbeat' | 'soft' | 'taiko' | 'kit';
}

interface Mood {
  readonly scale: ScaleId;
  readonly beatsPerMinute: readonly [number, number];
  /** Degrees of the scale that chords stand on, 0 the tonic. No diminished chord among them. */
  readonly progressions: readonly [readonly number[], ...(readonly number[])[]];
  /** Chords of four different notes where true, of three with the root doubled where false. */
  readonly hasSevenths: boolean;
  readonly arrangement: Arrangement;
  /** The hall it is played in, seconds. */
  readonly hallSeconds: number;
}

export const MOOD_RULES = {
  calm: {
    scale: 'major',
    beatsPerMinute: [60, 74],
    hasSevenths: true,
    hallSeconds: 2.6,
    progressions: [
      [0, 4, 5, 3],
      [0, 5, 3, 4],
      [3, 0, 4, 5],
      [0, 2, 3, 4],
    ],
    arrangement: {
      pad: { instrument: 'pad', level: 0.6 },
      figure: { instrument: 'piano', pattern: SPARSE, level: 0.5 },
      bass: { instrument: 'bass', isPulsing: false, level: 0.5 },
      tune: { instrument: 'piano', density: 0.35, lowest: 71, level: 0.6 },
      drums: 'none',
    },
  },
  warm: {
    scale: 'major',
    beatsPerMinute: [72, 86],
    hasSevenths: true,
    hallSeconds: 1.3,
    progressions: [
      [0, 3, 1, 4],
      [0, 5, 1, 4],
      [3, 4, 2, 5],
      [0, 3, 0, 4],
    ],
    arrangement: {
      pad: { instrument: 'pad', level: 0.35 },
      figure: { instrument: 'guitar', pattern: PICKED, level: 0.7 },
      bass: { instrument: 'bass', isPulsing: false, level: 0.5 },
      tune: { instrument: 'electric_piano', density: 0.4, lowest: 67, level: 0.5 },
      drums: 'none',
    },
  },
  bright: {
    scale: 'major',
    beatsPerMinute: [96, 112],
    hasSevenths: false,
    hallSeconds: 1.5,
    progressions: [
      [0, 4, 5, 3],
      [0, 3, 4, 3],
      [3, 0, 4, 0],
    ],
    arrangement: {
      pad: { instrument: 'strings', level: 0.35 },
      figure: { instrument: 'guitar', pattern: ROLLING, level: 0.65 },
      bass: { instrument: 'bass', isPulsing: true, level: 0.55 },
      tune: { instrument: 'celesta', density: 0.5, lowest: 74, level: 0.4 },
      drums: 'soft',
    },
  },
  playful: {
    scale: 'mixolydian',
    beatsPerMinute: [104, 122],
    hasSevenths: false,
    hallSeconds: 1,
    progressions: [
      [0, 3, 0, 6],
      [0, 6, 3, 0],
      [0, 1, 3, 0],
    ],
    arrangement: {
      pad: null,
      figure: { instrument: 'pizzicato', pattern: OFFBEAT, level: 0.6 },
      bass: { instrument: 'pizzicato', isPulsing: true, level: 0.7 },
      tune: { instrument: 'marimba', density: 0.75, lowest: 69, level: 0.65 },
      drums: 'none',
    },
  },
  wonder: {
    scale: 'lydian',
    beatsPerMinute: [58, 72],
    hasSevenths: true,
    hallSeconds: 3.6,
    progressions: [
      [0, 1, 0, 4],
      [0, 4, 1, 5],
      [0, 5, 1, 0],
    ],
    arrangement: {
      pad: { instrument: 'pad', level: 0.75 },
      figure: { instrument: 'celesta', pattern: OPENING, level: 0.3 },
      bass: { instrument: 'synth_bass', isPulsing: false, level: 0.45 },
      tune: null,
      drums: 'none',
    },
  },
  nocturne: {
    scale: 'dorian',
    beatsPerMinute: [60, 72],
    hasSevenths: true,
    hallSeconds: 2.8,
    progressions: [
      [0, 3, 0, 6],
      [0, 2, 3, 6],
      [0, 6, 3, 0],
    ],
    arrangement: {
      pad: { instrument: 'pad', level: 0.6 },
      figure: { instrument: 'electric_piano', pattern: SPARSE, level: 0.5 },
      bass: { instrument: 'bass', isPulsing: false, level: 0.45 },
      tune: { instrument: 'celesta', density: 0.25, lowest: 74, level: 0.3 },
      drums: 'none',
    },
  },
  melancholy: {
    scale: 'minor',
    beatsPerMinute: [58, 70],
    hasSevenths: false,
    hallSeconds: 2.4,
    progressions: [
      [0, 5, 2, 6],
      [0, 3, 5, 6],
      [5, 3, 0, 4],
    ],
    arrangement: {
      pad: { instrument: 'strings', level: 0.5 },
      figure: { instrument: 'piano', pattern: ALBERTI, level: 0.5 },
      bass: { instrument: 'bass', isPulsing: false, level: 0.4 },
      tune: { instrument: 'piano', density: 0.4, lowest: 69, level: 0.7 },
      drums: 'none',
    },
  },
  tense: {
    scale: 'minor',
    beatsPerMinute: [84, 98],
    hasSevenths: false,
    hallSeconds: 2.2,
    progressions: [
      [0, 0, 5, 5],
      [0, 5, 3, 0],
      [0, 3, 0, 5],
    ],
    arrangement: {
      pad: { instrument: 'strings', level: 0.6 },
      figure: { instrument: 'pizzicato', pattern: PULSE, level: 0.35 },
      bass: { instrument: 'synth_bass', isPulsing: true, level: 0.6 },
      tune: null,
      drums: 'heartbeat',
    },
  },
  epic: {
    scale: 'minor',
    beatsPerMinute: [76, 90],
    hasSevenths: false,
    hallSeconds: 3,
    progressions: [
      [0, 5, 2, 6],
      [0, 6, 5, 6],
      [5, 6, 0, 0],
    ],
    arrangement: {
      pad: { instrument: 'strings', level: 0.8 },
      figure: { instrument: 'strings', pattern: PULSE, level: 0.3 },
      bass: { instrument: 'synth_bass', isPulsing: true, level: 0.5 },
      tune: { instrument: 'trumpet', density: 0.3, lowest: 62, level: 0.4 },
      drums: 'taiko',
    },
  },
  neon: {
    scale: 'minor',
    beatsPerMinute: [92, 106],
    hasSevenths: true,
    hallSeconds: 2.2,
    progressions: [
      [0, 5, 6, 0],
      [0, 3, 5, 6],
      [5, 6, 0, 2],
    ],
    arrangement: {
      pad: { instrument: 'pad', level: 0.7 },
      figure: { instrument: 'electric_piano', pattern: ROLLING, level: 0.4 },
      bass: { instrument: 'synth_bass', isPulsing: true, level: 0.7 },
      tune: null,
      drums: 'soft',
    },
  },
} as const satisfies Record<MoodId, Mood>;

export function moodOf(id: MoodId): Mood {
  return MOOD_RULES[id];
}

/** Instruments that can be seen played; each then plays in the mood's key, alone or softly accompanied. */
export const SOLOS = {
  guitar: {
    pad: null,
    figure: { instrument: 'guitar', pattern: PICKED, level: 0.8 },
    bass: { instrument: 'guitar', isPulsing: false, level: 0.75 },
    tune: { instrument: 'guitar', density: 0.45, lowest: 67, level: 0.9 },
    drums: 'none',
  },
  violin: {
    pad: { instrument: 'strings', level: 0.14 },
    figure: null,
    bass: null,
    tune: { instrument: 'violin', density: 0.85, lowest: 64, level: 1 },
    drums: 'none',
  },
  piano: {
    pad: null,
    figure: { instrument: 'piano', pattern: ALBERTI, level: 0.55 },
    bass: { instrument: 'piano', isPulsing: false, level: 0.6 },
    tune: { instrument: 'piano', density: 0.6, lowest: 70, level: 1 },
    drums: 'none',
  },
  drums: { pad: null, figure: null, bass: null, tune: null, drums: 'kit' },
  flute: {
    pad: { instrument: 'pad', level: 0.16 },
    figure: null,
    bass: null,
    tune: { instrument: 'flute', density: 0.85, lowest: 72, level: 1 },
    drums: 'none',
  },
  trumpet: {
    pad: { instrument: 'pad', level: 0.16 },
    figure: null,
    bass: null,
    tune: { instrument: 'trumpet', density: 0.8, lowest: 62, level: 1 },
    drums: 'none',
  },
  harp: {
    pad: null,
    figure: { instrument: 'harp', pattern: OPENING, level: 0.9 },
    bass: { instrument: 'harp', isPulsing: false, level: 0.7 },
    tune: { instrument: 'harp', density: 0.3, lowest: 72, level: 0.8 },
    drums: 'none',
  },
  accordion: {
    pad: null,
    figure: { instrument: 'accordion', pattern: OOM_PAH, level: 0.35 },
    bass: { instrument: 'accordion', isPulsing: true, level: 0.4 },
    tune: { instrument: 'accordion', density: 0.7, lowest: 69, level: 0.8 },
    drums: 'none',
  },
  voice: {
    pad: { instrument: 'pad', level: 0.2 },
    figure: { instrument: 'piano', pattern: SPARSE, level: 0.35 },
    bass: null,
    tune: { instrument: 'voice', density: 0.7, lowest: 62, level: 1 },
    drums: 'none',
  },
} as const satisfies Record<string, Arrangement>;

export type SoloId = keyof typeof SOLOS;
