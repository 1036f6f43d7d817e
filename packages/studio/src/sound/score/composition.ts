import type { ScaleId } from './scales.ts';

/** Who plays. The notes know nothing of how an instrument is made, so that another synthesiser can play them. */
export type InstrumentId =
  | 'pad'
  | 'strings'
  | 'piano'
  | 'electric_piano'
  | 'guitar'
  | 'harp'
  | 'pizzicato'
  | 'celesta'
  | 'marimba'
  | 'bass'
  | 'synth_bass'
  | 'flute'
  | 'violin'
  | 'trumpet'
  | 'accordion'
  | 'voice'
  | DrumId;

export type DrumId = 'kick' | 'snare' | 'hat' | 'tom' | 'shaker' | 'ride';

export interface Note {
  readonly instrument: InstrumentId;
  readonly atSeconds: number;
  /** How long it is held; what rings on after that is the instrument's affair. */
  readonly seconds: number;
  /** MIDI number: 60 is middle C, 69 is 440 Hz. Drums take it as tuning around 60. */
  readonly pitch: number;
  /** 0..1. */
  readonly velocity: number;
  /** -1 left .. 1 right. */
  readonly pan: number;
}

export interface Composition {
  /** As written in the report: "D major". */
  readonly key: string;
  readonly beatsPerMinute: number;
  /** Frequency of the key's root two octaves below middle C, for drones. */
  readonly rootHz: number;
  readonly notes: readonly Note[];
}

/** Where the music is: all that the parts must agree on. */
export interface Frame {
  readonly root: number;
  readonly scale: ScaleId;
  /** Of the whole film. */
  readonly seconds: number;
  readonly beatSeconds: number;
  readonly beatsPerChord: number;
  /** Degrees the chords stand on, in order; the last is the tonic. */
  readonly chords: readonly number[];
  /** Four pitches of each chord, low to high. */
  readonly voicings: readonly (readonly number[])[];
}

export function hertz(pitch: number): number {
  return 440 * 2 ** ((pitch - 69) / 12);
}
