import type { WeatherId } from '../vocabulary/conditions.ts';
import type { FigureKind } from '../vocabulary/figure.ts';
import { figureOf } from '../vocabulary/figures.ts';
import type { PlaceId } from '../vocabulary/places.ts';
import type { Draft, DraftSubject, StatedPlace } from './draft.ts';
import { HOME_OF_FIGURE } from './homes.ts';

const ROOMS: ReadonlySet<PlaceId> = new Set<PlaceId>([
  'kitchen',
  'living_room',
  'bedroom',
  'bathroom',
  'office',
  'classroom',
  'library',
  'cafe',
  'gallery',
  'stage',
  'gym',
  'workshop',
]);

/** Whether it has a roof: no weather falls there. */
export function isRoom(place: PlaceId): boolean {
  return ROOMS.has(place);
}

const OPEN_AIR_WEATHER: readonly WeatherId[] = [
  'rain',
  'snow',
  'storm',
  'fog',
  'wind',
  'aurora',
  'fireworks',
  'rainbow',
  'petals',
  'leaves',
  'fireflies',
];

/** Who dances in the rain dances in the street, not on the stage where dancers usually are. */
export function outOfDoors(home: PlaceId, draft: Draft): PlaceId {
  const outside = OPEN_AIR_WEATHER.some((weather) => draft.weather.has(weather));
  if (!outside || draft.indoors || !isRoom(home)) return home;
  if (draft.weather.has('fireworks')) return 'rooftop';
  return draft.weather.has('rain') || draft.weather.has('storm') ? 'street' : 'park';
}

const OPEN_WATER: ReadonlySet<PlaceId> = new Set<PlaceId>(['sea', 'beach', 'harbour', 'lake', 'river']);
const ALONG_THE_LINE: ReadonlySet<PlaceId> = new Set<PlaceId>(['field', 'hills', 'farm', 'park']);

/** One place made of all that the prompt names, since a picture is taken in one. */
export function blendPlaces(first: StatedPlace, draft: Draft, subject: DraftSubject | undefined): PlaceId {
  const { id } = first;
  // Names of towns and "city" are hints of a street.
  const city = draft.places.find(
    (place) => place.id === 'skyline' || (place.id === 'street' && !place.strong),
  );
  if (
    city !== undefined &&
    (id === 'street' ? !first.strong : id === 'sky') &&
    draft.weather.has('fireworks')
  )
    return 'skyline';
  // Over a town there is room to fly, between its houses there is none.
  if (id === 'street' && !first.strong && subject?.action === 'fly') return 'skyline';
  if (city !== undefined && OPEN_WATER.has(id) && draft.places.indexOf(city) < draft.places.indexOf(first))
    return 'skyline';
  if (id === 'mountains' && isCoastal(draft, subject)) return 'beach';
  if (id === 'sea' && standsOnLand(draft)) return 'beach';
  if (subject !== undefined && figureOf(subject.figure).kind === 'train' && ALONG_THE_LINE.has(id))
    return 'railway';
  return id;
}

/** A cliff with a lighthouse, or by the sea, is a cliff of the coast. */
function isCoastal(draft: Draft, subject: DraftSubject | undefined): boolean {
  const home = subject === undefined ? undefined : HOME_OF_FIGURE[subject.figure];
  return home === 'beach' || draft.places.some(({ id }) => id === 'sea' || id === 'beach');
}

/** Houses by the sea need a shore. */
function standsOnLand(draft: Draft): boolean {
  return draft.subjects.some(({ figure, role }) => figureOf(figure).kind === 'building' && role !== 'prop');
}

const SNOWED: Partial<Record<PlaceId, PlaceId>> = {
  forest: 'snowy_forest',
  field: 'snow_field',
  park: 'snow_field',
  farm: 'snow_field',
  mountains: 'snow_mountains',
  hills: 'snow_field',
};
const UNDER_WATER: ReadonlySet<FigureKind> = new Set<FigureKind>(['fish', 'sea_creature']);

/** Winter whitens the land, and what swims with fins is filmed under water. */
export function seasoned(place: PlaceId, draft: Draft, subject: DraftSubject | undefined): PlaceId {
  if (draft.traits.has('winter') || draft.weather.has('snow')) return SNOWED[place] ?? place;
  const wet = place === 'sea' || place === 'lake';
  const surfaces = subject?.action === 'jump' || subject?.figure === 'whale';
  if (wet && subject !== undefined && UNDER_WATER.has(figureOf(subject.figure).kind) && !surfaces)
    return 'seabed';
  return place;
}
