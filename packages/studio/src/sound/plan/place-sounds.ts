import type { PlaceId } from '../../vocabulary/places.ts';
import type { SurfaceId } from '../actions/footsteps.ts';
import type { AmbienceId } from '../ambience/ambiences.ts';
import type { MoodId } from '../score/moods.ts';

/** What a place sounds like when nothing happens in it. */
export interface PlaceSound {
  /** `outdoors` hears weather, `indoors` hears it through the window, `sealed` (under water, airless) not at all. */
  readonly shelter: 'outdoors' | 'indoors' | 'sealed';
  readonly always: readonly AmbienceId[];
  /** Kept back in rain, storm and snow, when birds and insects are silent. */
  readonly byDay: readonly AmbienceId[];
  readonly byNight: readonly AmbienceId[];
  readonly surface: SurfaceId;
  /** The seed chooses one when neither words, style nor weather set the mood. */
  readonly moods: readonly [MoodId, ...MoodId[]];
}

const meadow = {
  shelter: 'outdoors',
  always: ['breeze'],
  byDay: ['birds'],
  byNight: ['crickets'],
  surface: 'grass',
  moods: ['warm', 'calm', 'bright'],
} as const satisfies PlaceSound;

const woodland = {
  shelter: 'outdoors',
  always: ['leaves', 'breeze'],
  byDay: ['birds'],
  byNight: ['crickets', 'owl'],
  surface: 'leaves',
  moods: ['calm', 'warm', 'wonder'],
} as const satisfies PlaceSound;

const height = {
  shelter: 'outdoors',
  always: ['wind'],
  byDay: [],
  byNight: [],
  surface: 'gravel',
  moods: ['epic', 'wonder', 'calm'],
} as const satisfies PlaceSound;

const home = {
  shelter: 'indoors',
  always: ['room_tone'],
  byDay: [],
  byNight: [],
  surface: 'wood',
  moods: ['warm', 'calm'],
} as const satisfies PlaceSound;

const airless = {
  shelter: 'sealed',
  always: [],
  byDay: [],
  byNight: [],
  surface: 'sand',
  moods: ['wonder'],
} as const satisfies PlaceSound;

const sunken = {
  ...airless,
  always: ['underwater'],
  moods: ['wonder', 'nocturne', 'calm'],
} as const satisfies PlaceSound;

export const PLACE_SOUNDS = {
  field: meadow,
  park: { ...meadow, always: ['breeze', 'quiet_murmur'], surface: 'gravel' },
  garden: { ...meadow, always: ['leaves'], surface: 'gravel' },
  farm: { ...meadow, surface: 'gravel', moods: ['warm', 'playful', 'bright'] },
  hills: { ...meadow, moods: ['calm', 'warm', 'wonder'] },
  forest: woodland,
  snowy_forest: {
    ...woodland,
    always: ['snow_hush', 'breeze'],
    byDay: [],
    byNight: ['owl'],
    surface: 'snow',
    moods: ['calm', 'wonder', 'melancholy'],
  },
  jungle: {
    ...woodland,
    always: ['leaves', 'cicadas'],
    byDay: ['tropical_birds'],
    byNight: ['frogs', 'crickets'],
  },
  snow_field: {
    ...height,
    always: ['snow_hush', 'breeze'],
    surface: 'snow',
    moods: ['calm', 'wonder', 'melancholy'],
  },
  mountains: height,
  snow_mountains: { ...height, surface: 'snow' },
  volcano: { ...height, always: ['rumble', 'fire'], moods: ['epic', 'tense'] },
  desert: { ...height, byNight: ['crickets'], surface: 'sand', moods: ['wonder', 'nocturne', 'epic'] },
  canyon: height,
  beach: {
    shelter: 'outdoors',
    always: ['surf'],
    byDay: ['gulls'],
    byNight: [],
    surface: 'sand',
    moods: ['calm', 'warm', 'wonder'],
  },
  lake: {
    ...woodland,
    always: ['lapping'],
    byDay: ['birds'],
    byNight: ['frogs', 'crickets'],
    surface: 'gravel',
  },
  river: { ...woodland, always: ['stream'], surface: 'gravel' },
  waterfall: {
    ...woodland,
    always: ['waterfall', 'stream'],
    surface: 'gravel',
    moods: ['wonder', 'calm', 'epic'],
  },
  sea: {
    shelter: 'outdoors',
    always: ['sea_wash', 'breeze'],
    byDay: ['gulls'],
    byNight: [],
    surface: 'wood',
    moods: ['epic', 'calm', 'wonder'],
  },
  harbour: {
    shelter: 'outdoors',
    always: ['lapping', 'rigging', 'ship_horn'],
    byDay: ['gulls'],
    byNight: [],
    surface: 'wood',
    moods: ['warm', 'calm'],
  },
  swimming_pool: {
    shelter: 'outdoors',
    always: ['lapping', 'quiet_murmur'],
    byDay: [],
    byNight: [],
    surface: 'wet',
    moods: ['bright', 'warm'],
  },
  seabed: sunken,
  coral_reef: sunken,
  road: {
    shelter: 'outdoors',
    always: ['breeze'],
    byDay: ['birds'],
    byNight: ['crickets'],
    surface: 'hard',
    moods: ['bright', 'warm'],
  },
  railway: {
    shelter: 'outdoors',
    always: ['breeze', 'city_wash'],
    byDay: [],
    byNight: ['crickets'],
    surface: 'gravel',
    moods: ['warm', 'nocturne'],
  },
  street: {
    shelter: 'outdoors',
    always: ['traffic', 'quiet_murmur'],
    byDay: [],
    byNight: [],
    surface: 'hard',
    moods: ['warm', 'bright'],
  },
  alley: {
    shelter: 'outdoors',
    always: ['city_wash', 'drips'],
    byDay: [],
    byNight: [],
    surface: 'hard',
    moods: ['nocturne', 'tense'],
  },
  plaza: {
    shelter: 'outdoors',
    always: ['murmur', 'city_wash'],
    byDay: [],
    byNight: [],
    surface: 'hard',
    moods: ['warm', 'bright'],
  },
  skyline: {
    shelter: 'outdoors',
    always: ['city_wash', 'high_air'],
    byDay: [],
    byNight: [],
    surface: 'hard',
    moods: ['wonder', 'bright'],
  },
  rooftop: {
    shelter: 'outdoors',
    always: ['city_wash', 'breeze'],
    byDay: [],
    byNight: [],
    surface: 'hard',
    moods: ['calm', 'warm'],
  },
  stadium: {
    shelter: 'outdoors',
    always: ['roar'],
    byDay: [],
    byNight: [],
    surface: 'grass',
    moods: ['bright', 'epic'],
  },
  sky: {
    shelter: 'outdoors',
    always: ['high_air'],
    byDay: [],
    byNight: [],
    surface: 'hard',
    moods: ['wonder', 'calm', 'epic'],
  },
  space: airless,
  moon: airless,
  mars: { ...airless, always: ['high_air'] },
  kitchen: { ...home, surface: 'hard' },
  living_room: { ...home, always: ['room_tone', 'clock'] },
  bedroom: { ...home, moods: ['calm', 'warm'] },
  bathroom: { ...home, always: ['room_tone', 'drips'], surface: 'hard' },
  office: { ...home, always: ['office_air', 'quiet_murmur'], surface: 'hard' },
  classroom: { ...home, always: ['office_air', 'quiet_murmur'], moods: ['warm', 'playful'] },
  library: { ...home, always: ['hall_air', 'clock'], moods: ['calm', 'nocturne'] },
  cafe: { ...home, always: ['murmur', 'clinks'], moods: ['warm'] },
  gallery: { ...home, always: ['hall_air', 'quiet_murmur'], moods: ['calm', 'wonder'] },
  stage: { ...home, always: ['hall_air'], moods: ['warm', 'wonder', 'bright'] },
  gym: { ...home, always: ['office_air'], moods: ['bright'] },
  workshop: { ...home, always: ['office_air'], surface: 'hard', moods: ['warm', 'nocturne'] },
  tabletop: { ...home, moods: ['warm', 'playful', 'calm'] },
} as const satisfies Record<PlaceId, PlaceSound>;
