/** Light of the day. `overcast` is a light, not a weather: rain and fog choose it. */
export const TIMES = ['day', 'morning', 'sunrise', 'sunset', 'dusk', 'night', 'overcast'] as const;
export type TimeId = (typeof TIMES)[number];

/** What falls, drifts or glows in the air. Several may hold at once. */
export const WEATHERS = [
  'rain',
  'snow',
  'fog',
  'storm',
  'wind',
  'clouds',
  'clear',
  'petals',
  'leaves',
  'embers',
  'bubbles',
  'fireflies',
  'fireworks',
  'dust',
  'confetti',
  'smoke',
  'aurora',
  'rainbow',
  'birds',
] as const;
export type WeatherId = (typeof WEATHERS)[number];

/** Ways of drawing the finished frame. */
export const STYLES = [
  'cinematic',
  'van_gogh',
  'oil_painting',
  'ukiyo_e',
  'black_and_white',
  'sepia',
  'pixel_art',
  'watercolor',
  'surreal',
  'cyberpunk',
  'pencil_sketch',
  'cartoon',
] as const;
export type StyleId = (typeof STYLES)[number];

/** Colours that can be asked for, as sRGB 0..255. */
export const COLOURS = {
  red: [214, 42, 44],
  orange: [240, 132, 30],
  yellow: [246, 204, 40],
  green: [52, 160, 70],
  blue: [40, 104, 220],
  purple: [132, 66, 190],
  pink: [244, 120, 176],
  black: [38, 38, 42],
  white: [242, 242, 244],
  brown: [130, 84, 50],
  gray: [140, 142, 146],
  gold: [230, 176, 50],
  silver: [190, 196, 204],
  turquoise: [64, 206, 200],
} as const satisfies Record<string, readonly [number, number, number]>;
export type ColourId = keyof typeof COLOURS;
