import type { BannedThing, SceneGraph } from '../../prompt/scene-graph.ts';
import { translateChinese } from '../../prompt/translate-chinese.ts';
import type { FigureId } from '../../vocabulary/figures.ts';
import { figureOf } from '../../vocabulary/figures.ts';
import type { WeatherId } from '../../vocabulary/conditions.ts';
import type { AmbienceId } from '../ambience/ambiences.ts';
import { PLACE_SOUNDS } from './place-sounds.ts';
import type { PlaceSound } from './place-sounds.ts';
import { AMBIENCE_WORDS, VOICE_WORDS, wordsOf } from './sound-words.ts';
import type { Silences } from './silences.ts';

/** What each weather adds out of doors, and what of it comes through a window. Null: makes no sound. */
const WEATHER_SOUNDS = {
  rain: { outdoors: 'rain', indoors: 'rain_on_window' },
  snow: { outdoors: 'snow_hush', indoors: null },
  fog: null,
  storm: { outdoors: 'gale', indoors: null },
  wind: { outdoors: 'wind', indoors: null },
  clouds: null,
  clear: null,
  petals: { outdoors: 'leaves', indoors: null },
  leaves: { outdoors: 'leaves', indoors: null },
  embers: { outdoors: 'fire', indoors: 'fire' },
  bubbles: null,
  fireflies: { outdoors: 'crickets', indoors: null },
  fireworks: { outdoors: 'fireworks', indoors: null },
  dust: { outdoors: 'wind', indoors: null },
  confetti: { outdoors: 'murmur', indoors: 'murmur' },
  smoke: null,
  aurora: null,
  rainbow: null,
  birds: { outdoors: 'birds', indoors: null },
} as const satisfies Record<WeatherId, { outdoors: AmbienceId; indoors: AmbienceId | null } | null>;

/** Things that sound by standing there. */
const THING_SOUNDS: Partial<Record<FigureId, AmbienceId>> = {
  campfire: 'fire',
  fire: 'fire',
  fireplace: 'fire',
  fountain: 'stream',
  shower: 'stream',
  wave: 'surf',
  tornado: 'gale',
  lightning: 'thunder',
  volcano: 'rumble',
  factory: 'machines',
  crane_machine: 'machines',
  church: 'church_bells',
  wall_clock: 'clock',
  mantel_clock: 'clock',
  alarm_clock: 'clock',
  firework: 'fireworks',
  carousel: 'murmur',
  ferris_wheel: 'murmur',
  circus_tent: 'murmur',
};

/** What a ban on a part of the picture silences. */
const BANNED_SOUNDS: Partial<Record<BannedThing, readonly AmbienceId[]>> = {
  birds: ['birds', 'tropical_birds', 'gulls', 'owl'],
  people: ['murmur', 'quiet_murmur', 'roar', 'applause'],
  trees: ['leaves'],
  water: ['surf', 'lapping', 'stream', 'waterfall', 'sea_wash', 'drips'],
  rain: ['rain', 'rain_on_window'],
  cars: ['traffic', 'wet_traffic'],
};

/** A crowd of this many people is heard. */
const CROWD = 6;

/** Strong winds contain the weaker ones, rain hides what it falls on. */
const COVERED_BY: Partial<Record<AmbienceId, readonly AmbienceId[]>> = {
  gale: ['breeze', 'wind', 'leaves', 'high_air', 'quiet_murmur'],
  wind: ['breeze'],
  murmur: ['quiet_murmur'],
  roar: ['quiet_murmur'],
  wet_traffic: ['traffic'],
  waterfall: ['leaves', 'breeze'],
  rain: ['snow_hush', 'leaves', 'quiet_murmur'],
  surf: ['sea_wash'],
};

/** Layers of the scene's ambience, each once. */
export function planAmbience(graph: SceneGraph, silences: Silences): readonly AmbienceId[] {
  const place: PlaceSound = PLACE_SOUNDS[graph.place.id];
  const layers = new Set<AmbienceId>(place.always);
  addHour(layers, place, graph);
  addWeather(layers, place, graph);
  addThings(layers, graph);
  if (place.shelter !== 'sealed') addWords(layers, graph);
  if (isWet(graph) && layers.has('traffic')) layers.add('wet_traffic');
  remove(layers, graph, silences);
  return [...layers];
}

function isWet({ weather, placeTraits }: SceneGraph): boolean {
  return weather.includes('rain') || weather.includes('storm') || placeTraits.includes('wet');
}

function addHour(layers: Set<AmbienceId>, place: PlaceSound, graph: SceneGraph): void {
  const isBadWeather = (['rain', 'storm', 'snow'] as const).some((weather) =>
    graph.weather.includes(weather),
  );
  const isWinter = graph.placeTraits.includes('winter');
  if (isBadWeather || (isWinter && !place.byNight.includes('owl'))) return;
  const isNight = graph.time === 'night' || graph.time === 'dusk';
  for (const id of isNight ? place.byNight : place.byDay) layers.add(id);
  if (graph.placeTraits.includes('tropical') && layers.delete('birds')) layers.add('tropical_birds');
}

function addWeather(layers: Set<AmbienceId>, { shelter }: PlaceSound, graph: SceneGraph): void {
  if (shelter === 'sealed') return;
  for (const weather of graph.weather) {
    const sound = WEATHER_SOUNDS[weather]?.[shelter] ?? null;
    if (sound !== null) layers.add(sound);
    if (weather === 'storm') layers.add('thunder');
  }
  if (graph.placeTraits.includes('crowded')) layers.add('murmur');
}

function addThings(layers: Set<AmbienceId>, graph: SceneGraph): void {
  let people = 0;
  for (const { figure, count, role } of graph.subjects) {
    const sound = THING_SOUNDS[figure];
    if (sound !== undefined) layers.add(sound);
    if (role === 'actor' && figureOf(figure).kind === 'biped') people += count;
  }
  if (people >= CROWD) layers.add('murmur');
}

function isAmbienceWord(word: string): word is keyof typeof AMBIENCE_WORDS {
  return Object.hasOwn(AMBIENCE_WORDS, word);
}

function addWords(layers: Set<AmbienceId>, graph: SceneGraph): void {
  for (const word of wordsOf(translateChinese(graph.prompt))) {
    if (isAmbienceWord(word)) layers.add(AMBIENCE_WORDS[word]);
  }
}

function remove(layers: Set<AmbienceId>, graph: SceneGraph, silences: Silences): void {
  for (const thing of graph.banned) for (const id of BANNED_SOUNDS[thing] ?? []) layers.delete(id);
  if (silences.words.some((word) => VOICE_WORDS.has(word)))
    for (const id of BANNED_SOUNDS.people ?? []) layers.delete(id);
  for (const word of silences.words) if (isAmbienceWord(word)) layers.delete(AMBIENCE_WORDS[word]);
  for (const id of layers) for (const covered of COVERED_BY[id] ?? []) layers.delete(covered);
}
