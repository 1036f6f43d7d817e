import type { ColourId } from '../vocabulary/conditions.ts';
import type { MaskedPicture } from './picture.ts';

/** The names a plain eye gives a pixel. */
export type PlainColour =
  | 'red'
  | 'orange'
  | 'yellow'
  | 'green'
  | 'turquoise'
  | 'blue'
  | 'purple'
  | 'pink'
  | 'brown'
  | 'black'
  | 'gray'
  | 'white';

/** Upper ends of the hue ranges in degrees; red wraps round. */
const HUE_RANGES: readonly (readonly [number, PlainColour])[] = [
  [14, 'red'],
  [42, 'orange'],
  [68, 'yellow'],
  [158, 'green'],
  [192, 'turquoise'],
  [255, 'blue'],
  [300, 'purple'],
  [342, 'pink'],
  [360, 'red'],
];

/** Below these, in 0..1, a pixel has no hue to speak of. */
const COLOURLESS_SATURATION = 0.16;
const BLACK_BELOW = 0.2;
/** Dark pixels look black unless strongly coloured. */
const DARK_BELOW = 0.3;
const DARK_COLOURLESS_SATURATION = 0.35;
const WHITE_FROM = 0.72;
/** Dark or dull orange is brown; light dull red is pink. */
const BROWN_VALUE_BELOW = 0.66;
const PINK_VALUE_FROM = 0.75;
const PINK_SATURATION_BELOW = 0.55;
/** Darker than this, what would be pink is plum: people call it purple. */
const PLUM_VALUE_BELOW = 0.62;
const PLUM_HUE_BELOW = 330;

/** Names a colour given in sRGB 0..255. */
export function nameColour(red: number, green: number, blue: number): PlainColour {
  const largest = Math.max(red, green, blue);
  const chroma = largest - Math.min(red, green, blue);
  const value = largest / 255;
  const saturation = largest === 0 ? 0 : chroma / largest;
  if (value < BLACK_BELOW) return 'black';
  if (value < DARK_BELOW && saturation < DARK_COLOURLESS_SATURATION) return 'black';
  if (saturation < COLOURLESS_SATURATION) return value >= WHITE_FROM ? 'white' : 'gray';
  const hue = hueDegrees(red, green, blue, largest, chroma);
  const name = HUE_RANGES.find(([end]) => hue < end)?.[1] ?? 'red';
  if (name === 'red' && value >= PINK_VALUE_FROM && saturation < PINK_SATURATION_BELOW) return 'pink';
  if (name === 'orange' && value < BROWN_VALUE_BELOW) return 'brown';
  if (name === 'red' && hue > 8 && hue < 180 && value < 0.5 && saturation < 0.75) return 'brown';
  if (name === 'pink' && value < PLUM_VALUE_BELOW && hue < PLUM_HUE_BELOW) return 'purple';
  return name;
}

function hueDegrees(red: number, green: number, blue: number, largest: number, chroma: number): number {
  const sixth =
    largest === red
      ? (green - blue) / chroma
      : largest === green
        ? 2 + (blue - red) / chroma
        : 4 + (red - green) / chroma;
  return (sixth * 60 + 360) % 360;
}

/** What an asked colour may look like once lit and shaded; its own name first. */
const LOOKS_LIKE = {
  red: ['red'],
  orange: ['orange', 'brown'],
  yellow: ['yellow', 'orange'],
  green: ['green'],
  blue: ['blue'],
  purple: ['purple'],
  pink: ['pink'],
  black: ['black'],
  white: ['white'],
  brown: ['brown', 'orange'],
  gray: ['gray'],
  gold: ['yellow', 'orange', 'brown'],
  silver: ['gray', 'white'],
  turquoise: ['turquoise'],
} as const satisfies Record<ColourId, readonly PlainColour[]>;

/** Colours of a subject's pixels. */
export interface ColourVotes {
  readonly winner: PlainColour;
  readonly winnerShare: number;
  readonly votes: ReadonlyMap<PlainColour, number>;
}

/** Lets every pixel of a subject vote for a colour name; null when it is not seen. */
export function voteColours(picture: MaskedPicture, subject: number): ColourVotes | null {
  const { rgba, ids } = picture;
  const votes = new Map<PlainColour, number>();
  let voters = 0;
  for (let pixel = 0; pixel < ids.length; pixel++) {
    if (ids[pixel] !== subject + 1) continue;
    const at = pixel * 4;
    const name = nameColour(rgba[at] ?? 0, rgba[at + 1] ?? 0, rgba[at + 2] ?? 0);
    votes.set(name, (votes.get(name) ?? 0) + 1);
    voters++;
  }
  const [first] = [...votes].toSorted(([, a], [, b]) => b - a);
  return first === undefined ? null : { winner: first[0], winnerShare: first[1] / voters, votes };
}

/** Whether the asked colour has more votes than any other: of a clothed person, a fair share is enough. */
export function isColour(seen: ColourVotes, asked: ColourId, isClothed: boolean): boolean {
  const looks: readonly PlainColour[] = LOOKS_LIKE[asked];
  let total = 0;
  let own = 0;
  let strongestOther = 0;
  for (const [name, count] of seen.votes) {
    total += count;
    if (looks.includes(name)) own += count;
    else strongestOther = Math.max(strongestOther, count);
  }
  return own >= strongestOther || (isClothed && own >= CLOTHES_SHARE * total);
}

/** Share of a person that a shirt covers at the least. */
const CLOTHES_SHARE = 0.12;
