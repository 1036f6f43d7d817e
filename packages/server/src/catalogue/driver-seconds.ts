/** Whose orientation the character keeps: that of its own picture, or the driver's. */
export type CharacterOrientation = 'image' | 'video';

/** Native API, section 2. */
const MOST_SECONDS = { image: 10, video: 30 } as const satisfies Record<CharacterOrientation, number>;
/** The shortest that a driver may be. */
export const LEAST_DRIVER_SECONDS = 3;
/** A film cut to 10 seconds measures a little more: its last frame and its last packet of sound are padded. */
const PADDING_SECONDS = 0.1;

/** The longest that a driver may be, in whole seconds: what is held while its length is not known. */
export function mostDriverSeconds(orientation: CharacterOrientation): number {
  return MOST_SECONDS[orientation];
}

/** The seconds that are paid for: those measured, rounded up, and never more than `most`. */
export function billedDriverSeconds(measuredSeconds: number, most: number): number {
  return Math.min(Math.ceil(measuredSeconds), most);
}

/** Why a driver of this length cannot be used with this orientation, or null. */
export function driverLengthFault(measuredSeconds: number, orientation: CharacterOrientation): string | null {
  const most = MOST_SECONDS[orientation];
  if (measuredSeconds <= most + PADDING_SECONDS) return null;
  const hint = orientation === 'image' ? ', or 30 seconds with character_orientation "video"' : '';
  return `The video is ${measuredSeconds.toFixed(1)} seconds long; with character_orientation "${orientation}" at most ${most} seconds are allowed${hint}.`;
}
