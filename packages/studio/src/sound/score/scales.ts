/** Semitones of the seven degrees above the root. */
export const SCALES = {
  major: [0, 2, 4, 5, 7, 9, 11],
  minor: [0, 2, 3, 5, 7, 8, 10],
  dorian: [0, 2, 3, 5, 7, 9, 10],
  lydian: [0, 2, 4, 6, 7, 9, 11],
  mixolydian: [0, 2, 4, 5, 7, 9, 10],
} as const;
export type ScaleId = keyof typeof SCALES;

const NAMES = ['C', 'D flat', 'D', 'E flat', 'E', 'F', 'F sharp', 'G', 'A flat', 'A', 'B flat', 'B'] as const;

export function keyName(root: number, scale: ScaleId): string {
  return `${NAMES[((root % 12) + 12) % 12] ?? 'C'} ${scale}`;
}

/** Pitch of a degree of any size: degree 7 is the root an octave up. `root` is the MIDI number of degree 0. */
export function pitchOf(root: number, scale: ScaleId, degree: number): number {
  const octave = Math.floor(degree / 7);
  return root + octave * 12 + (SCALES[scale][degree - octave * 7] ?? 0);
}
