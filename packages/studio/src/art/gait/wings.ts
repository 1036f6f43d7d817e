/**
 * A bird that the art shows with its wings folded: where wings grow when it flies. Points are fractions of the picture,
 * in whose own direction they are given.
 */
export interface Perched {
  /** Seen from the side one wing is near and one far; from the front one is left and one right of `shoulder` mirrored. */
  readonly seen: 'side' | 'front';
  readonly shoulder: readonly [number, number];
  /** Where the colour of the wings is sampled. */
  readonly coat: readonly [number, number];
  /** The row at which its legs begin: drawn up in flight. */
  readonly feet: number;
}

function perched(
  shoulder: readonly [number, number],
  coat: readonly [number, number],
  feet: number,
  seen: Perched['seen'] = 'side',
): Perched {
  return { seen, shoulder, coat, feet };
}

/** By the name of the icon. Other birds fly with the wings they are painted with. */
export const PERCHED: Readonly<Record<string, Perched>> = {
  bird: perched([0.45, 0.5], [0.5, 0.55], 0.83),
  blackbird: perched([0.42, 0.4], [0.45, 0.5], 0.8),
  parrot: perched([0.5, 0.45], [0.5, 0.45], 0.89),
  owl: perched([0.1, 0.52], [0.06, 0.6], 0.93, 'front'),
  flamingo: perched([0.5, 0.42], [0.3, 0.55], 0.62),
  swan: perched([0.42, 0.6], [0.45, 0.6], 1),
  goose: perched([0.45, 0.58], [0.55, 0.6], 0.86),
  duck: perched([0.45, 0.6], [0.55, 0.6], 1),
  rooster: perched([0.45, 0.6], [0.3, 0.6], 0.87),
  'baby-chick': perched([0.6, 0.55], [0.6, 0.6], 0.93),
};
