import type { SceneGraph } from '../../prompt/scene-graph.ts';
import { translateChinese } from '../../prompt/translate-chinese.ts';
import type { StyleId } from '../../vocabulary/conditions.ts';
import type { MoodId } from '../score/moods.ts';
import { pick } from '../dsp/tape.ts';
import { PLACE_SOUNDS } from './place-sounds.ts';
import type { PlaceSound } from './place-sounds.ts';
import { MOOD_WORDS, wordsOf } from './sound-words.ts';

/** The mood a way of painting brings; null leaves it to the scene. */
const STYLE_MOODS = {
  cinematic: null,
  van_gogh: 'wonder',
  oil_painting: null,
  ukiyo_e: 'calm',
  black_and_white: 'melancholy',
  sepia: 'melancholy',
  pixel_art: 'playful',
  watercolor: 'calm',
  surreal: 'wonder',
  cyberpunk: 'neon',
  pencil_sketch: null,
  cartoon: 'playful',
} as const satisfies Record<StyleId, MoodId | null>;

const TOWN = new Set(['street', 'alley', 'plaza', 'skyline', 'rooftop', 'road']);

/** The first that has an opinion decides: words, style, weather and hour, the place. */
export function planMood(graph: SceneGraph, random: () => number): MoodId {
  return (
    moodOfWords(graph) ??
    (graph.style && STYLE_MOODS[graph.style]) ??
    moodOfSky(graph) ??
    moodOfPlace(graph, random)
  );
}

function isMoodWord(word: string): word is keyof typeof MOOD_WORDS {
  return Object.hasOwn(MOOD_WORDS, word);
}

function moodOfWords({ prompt }: SceneGraph): MoodId | null {
  const word = wordsOf(translateChinese(prompt)).find(isMoodWord);
  return word === undefined ? null : MOOD_WORDS[word];
}

function moodOfSky({ weather, time, place, placeTraits }: SceneGraph): MoodId | null {
  const { shelter }: PlaceSound = PLACE_SOUNDS[place.id];
  if (shelter === 'sealed') return null;
  const isNight = time === 'night' || time === 'dusk';
  if (placeTraits.includes('neon')) return 'neon';
  if (weather.includes('aurora')) return 'wonder';
  if (weather.includes('fireworks') || weather.includes('confetti')) return 'bright';
  if (weather.includes('storm')) return 'tense';
  if (isNight && TOWN.has(place.id)) return weather.includes('rain') ? 'nocturne' : 'neon';
  if (weather.includes('rain')) return 'melancholy';
  return isNight ? 'nocturne' : null;
}

function moodOfPlace({ place }: SceneGraph, random: () => number): MoodId {
  const { moods }: PlaceSound = PLACE_SOUNDS[place.id];
  return pick(random, moods);
}
