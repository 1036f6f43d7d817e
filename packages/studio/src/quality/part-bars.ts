/** A promise about moving pictures or characters, as a number that must be reached or must not be passed. */
export interface PartBar {
  readonly title: string;
  readonly limit: 'at_least' | 'at_most';
  readonly value: number;
  /** `share` is shown in per cent; the others with their unit. */
  readonly unit: 'share' | 'value' | 'decibels' | 'degrees';
}

/** What image-to-video is measured against. Raising one is a decision; lowering one needs a reason in the history. */
export const IMAGE_BARS = {
  first_picture: {
    title: 'picture 0 is the input, SSIM, worst',
    limit: 'at_least',
    value: 0.97,
    unit: 'value',
  },
  gain: { title: 'mean gain over Ken Burns', limit: 'at_least', value: 2, unit: 'decibels' },
  least_gain: { title: 'least gain over Ken Burns', limit: 'at_least', value: 0, unit: 'decibels' },
  camera: { title: 'asked camera move is seen', limit: 'at_least', value: 0.93, unit: 'share' },
  flicker: { title: 'flicker, worst clip', limit: 'at_least', value: 0.97, unit: 'value' },
  smoothness: { title: 'smoothness, worst clip', limit: 'at_least', value: 0.98, unit: 'value' },
} as const satisfies Record<string, PartBar>;

/** What motion control is measured against. */
export const MOTION_BARS = {
  seen: { title: 'rendered drivers are seen by the network', limit: 'at_least', value: 0.95, unit: 'share' },
  track_error: { title: 'bones of the track against the truth', limit: 'at_most', value: 3, unit: 'degrees' },
  bone_error: { title: 'bones of the puppet against the truth', limit: 'at_most', value: 3, unit: 'degrees' },
  pck20: { title: 'closed loop, PCK@0.2', limit: 'at_least', value: 0.85, unit: 'share' },
  pck10: { title: 'closed loop, PCK@0.1', limit: 'at_least', value: 0.6, unit: 'share' },
  /** The networks themselves are 7 to 9 % off the true joints of rendered drivers. */
  distance: { title: 'closed loop, mean distance by trunk', limit: 'at_most', value: 0.1, unit: 'share' },
  missing: { title: 'closed loop, missing joints', limit: 'at_most', value: 0.05, unit: 'share' },
  bad_triangles: {
    title: 'badly stretched triangles, worst film',
    limit: 'at_most',
    value: 0.03,
    unit: 'share',
  },
  flips: { title: 'flipped triangles, worst film', limit: 'at_most', value: 0.002, unit: 'share' },
  identity: { title: 'colours of the character kept, worst', limit: 'at_least', value: 0.85, unit: 'value' },
  flicker: { title: 'flicker, worst clip', limit: 'at_least', value: 0.97, unit: 'value' },
} as const satisfies Record<string, PartBar>;

/** A bar and what was found; `measured` is null when nothing could be measured, which is a miss. */
export interface PartResult {
  readonly bar: PartBar;
  readonly measured: number | null;
  /** How many single figures went into it. */
  readonly checks: number;
}

export function passes({ bar, measured }: PartResult): boolean {
  if (measured === null) return false;
  return bar.limit === 'at_least' ? measured >= bar.value : measured <= bar.value;
}

/** A figure as people read it. */
export function formatFigure(value: number | null, unit: PartBar['unit']): string {
  if (value === null) return '-';
  switch (unit) {
    case 'share':
      return `${(value * 100).toFixed(1)} %`;
    case 'decibels':
      return `${value >= 0 ? '+' : ''}${value.toFixed(2)} dB`;
    case 'degrees':
      return `${value.toFixed(2)} degrees`;
    case 'value':
      return value.toFixed(4);
    default:
      return unit satisfies never;
  }
}
