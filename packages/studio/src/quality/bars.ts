/** A promise of the studio as a number. */
export interface Bar {
  readonly title: string;
  readonly atLeast: number;
  /** `share` is 0..1 of the checks that pass; the others are plain figures. */
  readonly unit: 'share' | 'value' | 'ratio';
}

/** Every bar the report is measured against. Raising one is a decision; lowering one needs a reason in the history. */
export const BARS = {
  visible: { title: 'named thing is visible', atLeast: 0.98, unit: 'share' },
  both_visible: { title: 'both of two things are visible', atLeast: 0.93, unit: 'share' },
  colour: { title: 'colour by majority of the mask', atLeast: 0.95, unit: 'share' },
  relation: { title: 'left, right, above, below', atLeast: 0.93, unit: 'share' },
  count: { title: 'count of things', atLeast: 0.93, unit: 'share' },
  action: { title: 'asked action is acted', atLeast: 0.85, unit: 'share' },
  setting: { title: 'place, time, weather and style', atLeast: 0.85, unit: 'share' },
  camera: { title: 'camera sign by block flow', atLeast: 0.93, unit: 'share' },
  flicker: { title: 'flicker, worst clip', atLeast: 0.97, unit: 'value' },
  still_flicker: { title: 'flicker, worst still-frame clip', atLeast: 0.995, unit: 'value' },
  smoothness: { title: 'smoothness, worst clip', atLeast: 0.98, unit: 'value' },
  dynamic: { title: 'moves when asked, rests when asked', atLeast: 0.95, unit: 'share' },
  entropy: { title: 'pictures of 6 bits of entropy', atLeast: 0.95, unit: 'share' },
  colourful: { title: 'pictures of natural colourfulness', atLeast: 0.95, unit: 'share' },
  detail: { title: 'pictures of natural detail', atLeast: 0.95, unit: 'share' },
  seed: { title: 'same seed same pixels, other seed others', atLeast: 1, unit: 'share' },
  cfg_freedom: { title: 'variety at cfg 0 over cfg 1', atLeast: 1.4, unit: 'ratio' },
  cfg_subject: { title: 'smallest subject at cfg 1', atLeast: 0.04, unit: 'share' },
  negative: { title: 'negatives leave nothing behind', atLeast: 1, unit: 'share' },
} as const satisfies Record<string, Bar>;

export type BarId = keyof typeof BARS;

/** What lies between flat colour, test bars and noise. Measured on the small pictures of this program. */
export const PICTURE_RANGES = {
  entropyBits: { from: 6, to: 8 },
  colourfulness: { from: 10, to: 140 },
  laplacianVariance: { from: 40, to: 3000 },
} as const;
