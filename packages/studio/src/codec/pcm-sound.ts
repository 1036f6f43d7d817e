/** Samples a second of all sound in the studio. */
export const SOUND_RATE = 48_000;

/** Sound in memory: two channels of equal length, samples -1..1. */
export interface PcmSound {
  /** Samples a second; {@link SOUND_RATE} for everything the studio makes. */
  readonly sampleRate: number;
  readonly left: Float32Array;
  readonly right: Float32Array;
}
