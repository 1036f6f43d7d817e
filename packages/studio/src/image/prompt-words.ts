import type { SceneGraph } from '../prompt/scene-graph.ts';
import { translateChinese } from '../prompt/translate-chinese.ts';

/** Words of a prompt that ask for something to stir in the picture itself. Whole words, English (Chinese is translated). */
const STIRRING_WORDS = {
  water:
    /\b(?:waters?|waves?|ripples?|rippling|rivers?|lakes?|sea|ocean|ponds?|stream|harbou?r|shimmer\w*|tide|surf|waterfalls?)\b/u,
  /** Water that rolls instead of rippling. */
  waves: /\b(?:waves?|surf|tide|swell|breakers|rough sea|stormy sea)\b/u,
  clouds: /\b(?:clouds?|cloudy|sky|skies|time ?-?lapse|timelapse)\b/u,
  foliage:
    /\b(?:wind|windy|breeze|breezy|sway\w*|rustl\w*|flutter\w*|foliage|leaves|trees?|grass|branches|bushes|reeds|petals?|flowers?)\b/u,
  hair: /\b(?:hair|fur|mane|whiskers|wind|windy|breeze|breezy|scarf|cape|dress)\b/u,
  /** Asks for hair of what may not be a person. */
  fur: /\b(?:hair|fur|mane|whiskers|feathers?)\b/u,
  breath: /\b(?:breath\w*|alive|sleep\w*|purr\w*|idle|idling)\b/u,
  steam: /\b(?:steam\w*|hot|vapou?r)\b/u,
  flicker:
    /\b(?:flicker\w*|candle\w*|lantern\w*|twinkl\w*|glow\w*|neon|city lights|street ?lights?|lamps?|fires?|firelight|bonfire|campfire|fireplace|torch\w*|flames?)\b/u,
  flame:
    /\b(?:candle\w*|fires?|firelight|bonfire|campfire|fireplace|flames?|torch\w*|embers|flickering light)\b/u,
  /** Stops the world; "static shot", "still camera" hold only the camera. */
  still:
    /\b(?:frozen (?:in time|moment|still|picture|scene)|freeze(?: ?-?frame)?|motionless|no (?:motion|movement)|(?:does not|doesn't|nothing) moves?|(?:completely|perfectly|absolutely) still)\b/u,
} as const satisfies Record<string, RegExp>;

export type StirringWord = keyof typeof STIRRING_WORDS;

/** The kinds of stirring that a prompt names. */
export function stirringWords(graph: SceneGraph): ReadonlySet<StirringWord> {
  const text = translateChinese(graph.prompt).toLowerCase();
  const found = new Set<StirringWord>();
  for (const word of STIRRING_IDS) if (STIRRING_WORDS[word].test(text)) found.add(word);
  return found;
}

/** A clause that is about nothing else. */
const BARE_SNOW =
  /(?:^|[,;:.!?\n]|\band\b|\bwith\b)\s*(?:(?:add|some|more|light|soft|gentle|slow|heavy|thick|the|falling)\s+)*snow\s*(?:$|[,;:.!?\n]|\band\b)/u;

/** "Snow" by itself names a place to a film made of words; a picture has its place, so there it is weather. */
export function withBareSnow(graph: SceneGraph): SceneGraph {
  if (graph.weather.includes('snow') || graph.banned.includes('snow')) return graph;
  if (!BARE_SNOW.test(translateChinese(graph.prompt).toLowerCase())) return graph;
  return { ...graph, weather: [...graph.weather, 'snow'] };
}

const STIRRING_IDS: readonly StirringWord[] = [
  'water',
  'waves',
  'clouds',
  'foliage',
  'hair',
  'fur',
  'breath',
  'steam',
  'flicker',
  'flame',
  'still',
];
