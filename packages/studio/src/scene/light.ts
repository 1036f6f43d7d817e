import { clamp, mix } from '../maths/curves.ts';
import type { BannedThing, PlaceTrait, SceneGraph } from '../prompt/scene-graph.ts';
import type { TimeId, WeatherId } from '../vocabulary/conditions.ts';
import type { PlaceId } from '../vocabulary/places.ts';
import { pick } from './freedom.ts';
import type { Freedom } from './freedom.ts';
import { LIGHTS } from './lights.ts';
import type { Mood } from './mood.ts';
import type { PlaceRecipe } from './place-recipes/place-recipe.ts';
import type { Grade, Light, Sky } from './shot.ts';

/** Decides the hour, the weather and the sky of a shot. */
export function chooseMood(graph: SceneGraph, recipe: PlaceRecipe, freedom: Freedom): Mood {
  const banned = new Set(graph.banned);
  const weather = new Set(graph.weather.filter((id) => !isWeatherBanned(id, banned)));
  const traits = new Set(graph.placeTraits);
  const time = chooseTime(graph, recipe, weather, traits, freedom);
  const night = LIGHTS[time].night;
  const snowing = weather.has('snow');
  return {
    place: graph.place.id,
    time,
    weather,
    traits,
    banned,
    style: graph.style,
    sky: chooseSky(time, night, weather, banned, freedom),
    night,
    wet: weather.has('rain') || weather.has('storm') || traits.has('wet'),
    snowCover: banned.has('snow') ? 0 : snowing || traits.has('winter') ? 0.85 : 0,
    clarity: weather.has('fog')
      ? 0.12
      : weather.has('storm')
        ? 0.4
        : weather.has('rain') || snowing
          ? 0.5
          : weather.has('smoke')
            ? 0.3
            : 1,
    variety: freedom.stream('variety')(),
  };
}

function isWeatherBanned(id: WeatherId, banned: ReadonlySet<BannedThing>): boolean {
  switch (id) {
    case 'clouds':
    case 'birds':
    case 'fog':
    case 'rain':
    case 'snow':
      return banned.has(id);
    case 'storm':
      return banned.has('rain') || banned.has('clouds');
    case 'rainbow':
      return banned.has('rain');
    case 'smoke':
      return banned.has('fog');
    default:
      return false;
  }
}

const COLOURFUL_HOURS: ReadonlySet<TimeId> = new Set<TimeId>(['sunrise', 'sunset', 'dusk', 'night']);

function chooseTime(
  graph: SceneGraph,
  recipe: PlaceRecipe,
  weather: ReadonlySet<WeatherId>,
  traits: ReadonlySet<PlaceTrait>,
  freedom: Freedom,
): TimeId {
  const dim = weather.has('rain') || weather.has('storm') || weather.has('fog') || weather.has('snow');
  if (graph.time) return dim && (graph.time === 'day' || graph.time === 'morning') ? 'overcast' : graph.time;
  if (weather.has('fireworks') || weather.has('aurora') || weather.has('fireflies')) return 'night';
  const neon = graph.style === 'cyberpunk' || traits.has('neon');
  if (neon && recipe.outdoors) return 'night';
  if (dim) return 'overcast';
  if (traits.has('dark')) return 'night';
  // Who asks for a colour wants to see it: no free seed turns it into an evening's.
  const asksColour = graph.subjects.some(({ colour }) => colour !== null);
  const [first, ...others] = recipe.freeTimes.filter((time) => !asksColour || !COLOURFUL_HOURS.has(time));
  const decidesTime = freedom.chance('vary the time') < (freedom.amount - 0.3) * 1.35;
  if (first && decidesTime && !graph.banned.includes('dark'))
    return pick([first, ...others], freedom.chance('time'));
  return recipe.time;
}

function chooseSky(
  time: TimeId,
  night: number,
  weather: ReadonlySet<WeatherId>,
  banned: ReadonlySet<BannedThing>,
  freedom: Freedom,
): Sky {
  const draw = freedom.stream('sky');
  const falling = weather.has('rain') || weather.has('snow') || weather.has('fog');
  const stormy = weather.has('storm');
  const fair = 0.3 + 0.22 * (draw() - 0.5) * freedom.amount;
  const cover = stormy
    ? 0.96
    : falling || time === 'overcast'
      ? 0.9
      : weather.has('clear')
        ? 0.04
        : weather.has('clouds')
          ? 0.66
          : night > 0.5
            ? 0.16
            : fair;
  const cloudCover = banned.has('clouds')
    ? 0
    : weather.has('aurora') || weather.has('fireworks')
      ? Math.min(cover, 0.1)
      : cover;
  return {
    cloudCover,
    cloudKind: stormy ? 'storm' : cloudCover > 0.8 ? 'stratus' : night > 0.5 ? 'cirrus' : 'cumulus',
    wind: stormy ? 20 : weather.has('wind') ? 16 : 6,
    sunDisc: !banned.has('sun') && night < 0.5 && cloudCover < 0.8,
    stars: !banned.has('stars') && night > 0.4 && cloudCover < 0.8,
    // A moon would drown an aurora.
    moon: !banned.has('moon') && !weather.has('aurora') && night > 0.5 && cloudCover < 0.85,
    aurora: weather.has('aurora'),
    rainbow: weather.has('rainbow'),
  };
}

/** The light on the scene; `heading` is where the camera looks, so that a low sun stays in the composition. */
export function lightOf(mood: Mood, freedom: Freedom, heading: number, isIndoors: boolean): Light {
  const hour = LIGHTS[lightKey(mood.place, mood.time)];
  const base = isIndoors ? indoorLight(hour) : hour;
  const drift = (freedom.stream('sun')() - 0.5) * 0.7 * freedom.amount;
  const stormy = mood.weather.has('storm');
  const gloom = stormy ? 0.72 : 1;
  const darkSky = stormy ? 0.5 : 1;
  const lift = mood.banned.has('dark') ? 1.25 : 1;
  return {
    ...base,
    zenith: scale(base.zenith, darkSky, 255),
    middle: scale(base.middle, darkSky, 255),
    horizon: scale(base.horizon, stormy ? 0.68 : 1, 255),
    fog: scale(base.fog, stormy ? 0.68 : 1, 255),
    ...(mood.weather.has('aurora') ? AURORA_LIGHT : {}),
    ambient: scale(mood.weather.has('aurora') ? AURORA_LIGHT.ambient : base.ambient, gloom * lift, 1),
    key: scale(base.key, gloom, 1.4),
    sunAzimuth: base.sunAzimuth + drift + heading,
  };
}

/** An aurora that fills the sky lights land and snow in its own colour. */
const AURORA_LIGHT = {
  middle: [16, 52, 74],
  horizon: [44, 96, 104],
  fog: [36, 74, 92],
  ambient: [0.3, 0.48, 0.52],
} as const;

/** White lamps even out the hour: faces in a room are as readable in the evening as at noon. */
const LAMPLIGHT = { ambient: [0.56, 0.54, 0.52], key: [0.62, 0.58, 0.52] } as const;
const LAMP_SHARE = 0.75;

function indoorLight(hour: Light): Light {
  return {
    ...hour,
    ambient: blend(hour.ambient, LAMPLIGHT.ambient, LAMP_SHARE),
    key: blend(hour.key, LAMPLIGHT.key, LAMP_SHARE),
  };
}

type Triple = readonly [number, number, number];

function blend(a: Triple, b: Triple, k: number): Triple {
  return [mix(a[0], b[0], k), mix(a[1], b[1], k), mix(a[2], b[2], k)];
}

function scale(rgb: readonly [number, number, number], k: number, limit: number): [number, number, number] {
  return [Math.min(limit, rgb[0] * k), Math.min(limit, rgb[1] * k), Math.min(limit, rgb[2] * k)];
}

function lightKey(place: PlaceId, time: TimeId): TimeId | 'mars' | 'underwater' | 'space' {
  switch (place) {
    case 'mars':
      return 'mars';
    case 'seabed':
    case 'coral_reef':
      return 'underwater';
    case 'space':
    case 'moon':
      return 'space';
    default:
      return time;
  }
}

/** Photographic treatment. 1 is neutral for saturation, contrast and exposure. */
export function gradeOf(mood: Mood): Grade {
  const stormy = mood.weather.has('storm') || mood.weather.has('rain');
  const golden = mood.time === 'sunset' || mood.time === 'sunrise';
  const neon = mood.traits.has('neon') || mood.style === 'cyberpunk';
  const saturation = 1.06 + (golden ? 0.08 : 0) + (neon ? 0.12 : 0) - (stormy ? 0.14 : 0);
  const exposure =
    1 +
    (mood.banned.has('dark') ? 0.1 : 0) -
    (mood.banned.has('bright') ? 0.12 : 0) +
    (mood.traits.has('bright') ? 0.08 : 0) -
    (mood.traits.has('dark') ? 0.08 : 0);
  return {
    saturation: mood.banned.has('saturated') ? 0.8 : saturation,
    contrast: mood.weather.has('fog') ? 0.95 : 1.05,
    exposure,
    bloom: clamp(0.2 + 0.3 * mood.night + (golden ? 0.15 : 0) + (neon ? 0.25 : 0)),
    vignette: mood.banned.has('vignette') ? 0 : mood.style === 'cinematic' ? 0.35 : 0.18,
    grain: mood.banned.has('grain') ? 0 : mood.style === 'cinematic' ? 0.05 : 0.015,
  };
}
