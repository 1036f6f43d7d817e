/** Sound in memory: two channels of equal length, samples -1..1. */
export interface PcmSound {
  /** Samples a second; 48000 for everything the studio makes. */
  readonly sampleRate: number;
  readonly left: Float32Array;
  readonly right: Float32Array;
}
