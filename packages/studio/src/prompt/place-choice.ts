import type { ActionId } from '../vocabulary/actions.ts';
import type { FigureKind } from '../vocabulary/figure.ts';
import { type FigureId, figureOf } from '../vocabulary/figures.ts';
import type { PlaceId } from '../vocabulary/places.ts';
import type { Draft } from './draft.ts';
import type { SceneGraph } from './scene-graph.ts';

/** Where things of a kind are at home, for prompts that do not say. */
const HOME_OF_KIND = {
  biped: 'park',
  quadruped: 'field',
  bird: 'field',
  insect: 'garden',
  fish: 'seabed',
  sea_creature: 'seabed',
  vehicle: 'street',
  train: 'railway',
  boat: 'sea',
  aircraft: 'sky',
  spacecraft: 'space',
  building: 'field',
  landmark: 'plaza',
  plant: 'garden',
  street_furniture: 'street',
  furniture: 'living_room',
  appliance: 'kitchen',
  instrument: 'stage',
  food: 'tabletop',
  tool: 'tabletop',
  toy: 'tabletop',
  clothing: 'tabletop',
  object: 'tabletop',
  celestial: 'sky',
  fire: 'field',
} as const satisfies Record<FigureKind, PlaceId>;

const HOME_OF_FIGURE: Partial<Record<FigureId, PlaceId>> = {
  astronaut: 'space',
  tree: 'park',
  potted_plant: 'living_room',
  bonsai: 'living_room',
  bigfoot: 'forest',
  polar_bear: 'snow_field',
  penguin: 'snow_field',
  snowman: 'snow_field',
  camel: 'desert',
  cactus: 'desert',
  pyramid: 'desert',
  palm_tree: 'beach',
  lighthouse: 'beach',
  crab: 'beach',
  beach_umbrella: 'beach',
  surfboard: 'beach',
  shell: 'beach',
  whale: 'sea',
  eagle: 'sky',
  kite: 'park',
  balloon: 'sky',
  tiger: 'jungle',
  monkey: 'jungle',
  gorilla: 'jungle',
  parrot: 'jungle',
  duck: 'lake',
  swan: 'lake',
  flamingo: 'lake',
  deer: 'forest',
  fox: 'forest',
  wolf: 'forest',
  bear: 'forest',
  owl: 'forest',
  squirrel: 'park',
  cow: 'farm',
  chicken: 'farm',
  pig: 'farm',
  barn: 'farm',
  tractor: 'farm',
  windmill: 'farm',
  fuel_pump: 'street',
  phone_booth: 'street',
  skyscraper: 'skyline',
  office_building: 'street',
  shop: 'street',
  hospital: 'street',
  bridge: 'river',
  fountain: 'plaza',
  castle: 'hills',
  palace: 'garden',
  mansion: 'garden',
  stone_arch: 'canyon',
  temple: 'hills',
  cabin: 'forest',
  tent: 'forest',
  ferris_wheel: 'park',
  roller_coaster: 'park',
  carousel: 'park',
  bench: 'park',
  campfire: 'forest',
  toilet: 'bathroom',
  bathtub: 'bathroom',
  shower: 'bathroom',
  sink: 'bathroom',
  bed: 'bedroom',
  wardrobe: 'bedroom',
  television: 'living_room',
  computer: 'office',
  printer: 'office',
  desk: 'office',
  blackboard: 'classroom',
  easel: 'gallery',
  painting: 'gallery',
  treadmill: 'gym',
  barbell: 'gym',
  dumbbell: 'gym',
  washing_machine: 'bathroom',
  hair_dryer: 'tabletop',
  bookshelf: 'library',
  piano: 'stage',
  snowboard: 'snow_field',
  skis: 'snow_field',
  ball: 'park',
  basketball: 'stadium',
  american_football: 'stadium',
  skateboard: 'road',
  frisbee: 'park',
  dragon: 'mountains',
  ufo: 'sky',
  rocket: 'sky',
  mars_rover: 'mars',
  cloud: 'sky',
  wave: 'sea',
  iceberg: 'sea',
  volcano: 'volcano',
  turtle: 'seabed',
  seal: 'beach',
  earth: 'space',
  planet: 'space',
  comet: 'space',
  robot: 'street',
  superhero: 'skyline',
  iron_hero: 'sky',
  chef: 'kitchen',
  santa: 'snow_field',
};

const HOME_OF_ACTION: Partial<Record<ActionId, PlaceId>> = {
  cook: 'kitchen',
  stir: 'kitchen',
  chop: 'kitchen',
  wash: 'bathroom',
  brush_teeth: 'bathroom',
  comb_hair: 'bathroom',
  apply_makeup: 'bathroom',
  iron: 'living_room',
  knit: 'living_room',
  sew: 'living_room',
  read: 'library',
  write: 'office',
  type: 'office',
  phone: 'living_room',
  play_piano: 'stage',
  play_violin: 'stage',
  play_drums: 'stage',
  play_flute: 'stage',
  play_trumpet: 'stage',
  play_harp: 'stage',
  play_accordion: 'stage',
  play_guitar: 'stage',
  sing: 'stage',
  conduct: 'stage',
  ballet: 'stage',
  dance: 'stage',
  paint: 'gallery',
  lift_weights: 'gym',
  push_up: 'gym',
  sit_up: 'gym',
  squat: 'gym',
  punch: 'gym',
  fight: 'plaza',
  lunge: 'gym',
  swim: 'swimming_pool',
  dive: 'swimming_pool',
  surf: 'sea',
  row: 'lake',
  ski: 'snow_mountains',
  skate: 'plaza',
  skateboard: 'street',
  kick: 'stadium',
  basketball: 'stadium',
  tennis: 'stadium',
  bat: 'stadium',
  golf: 'field',
  archery: 'field',
  bowl: 'gym',
  fish: 'lake',
  hammer: 'workshop',
  saw: 'workshop',
  dig: 'garden',
  water: 'garden',
  eat: 'cafe',
  drink: 'cafe',
  sleep: 'bedroom',
  sweep: 'living_room',
  ride: 'road',
  drive: 'road',
  climb: 'mountains',
  fence: 'stadium',
  smoke: 'alley',
  sit: 'living_room',
  hold: 'living_room',
};

/** Chooses the place: the first one stated, else a hint, else where the main subject is at home. */
export function choosePlace(draft: Draft, main: number | null): SceneGraph['place'] {
  const stated = draft.places.find(({ strong }) => strong) ?? draft.places[0];
  if (stated !== undefined) return { id: refined(stated.id, draft, main), stated: true };
  const subject = main === null ? undefined : draft.subjects[main];
  if (subject === undefined) return { id: refined(placeOfMood(draft), draft, main), stated: false };
  const own = homeOf(subject.figure, subject.action, draft);
  // What stands on a table top is filmed there, not from across the room.
  const home = own === 'tabletop' ? own : (homeOfSetting(draft, main ?? 0) ?? own);
  const roomier = home === 'tabletop' ? roomierHome(draft) : undefined;
  return { id: refined(roomier ?? home, draft, main), stated: false };
}

/** Who sits on a sofa or stands under a tree is where sofas and trees are. */
function homeOfSetting(draft: Draft, main: number): PlaceId | undefined {
  const tie = draft.relations.find(({ from, to }) => from === main && draft.subjects[to]?.role === 'setting');
  const figure = tie === undefined ? undefined : draft.subjects[tie.to]?.figure;
  if (figure === undefined || figureOf(figure).kind === 'building' || tie?.kind === 'behind')
    return undefined;
  const { kind } = figureOf(figure);
  return (
    HOME_OF_FIGURE[figure] ?? (kind === 'furniture' ? 'living_room' : kind === 'boat' ? 'sea' : undefined)
  );
}

/** A cup beside a sofa is in the living room: no sofa stands on a table. */
function roomierHome(draft: Draft): PlaceId | undefined {
  return draft.subjects
    .filter(({ role }) => role === 'actor')
    .map(({ figure, action }) => homeOf(figure, action, draft))
    .find((home) => home !== 'tabletop');
}

function placeOfMood(draft: Draft): PlaceId {
  if (draft.traits.has('futuristic') || draft.traits.has('neon')) return 'street';
  if (draft.weather.has('clouds') || draft.weather.has('birds') || draft.weather.has('rainbow')) return 'sky';
  return 'hills';
}

function homeOf(figure: FigureId, action: ActionId | null, draft: Draft): PlaceId {
  const { kind } = figureOf(figure);
  if (action === 'fly' && kind !== 'insect' && figure !== 'astronaut') return 'sky';
  if (kind === 'biped') {
    const prop = draft.relations.find(({ kind: tie }) => tie === 'rides');
    const ridden = prop === undefined ? undefined : draft.subjects[prop.to]?.figure;
    if (ridden !== undefined && action === 'ride')
      return figureOf(ridden).kind === 'vehicle' ? 'road' : 'field';
    if (draft.weather.has('rain') && (action === 'walk' || action === null)) return 'street';
    const habitual = action === null ? undefined : HOME_OF_ACTION[action];
    if (habitual !== undefined) return habitual;
    const sink = draft.subjects.find(({ figure: other }) => figureOf(other).kind === 'furniture');
    if (sink !== undefined) return HOME_OF_FIGURE[sink.figure] ?? 'living_room';
  }
  if (kind === 'vehicle' && action === 'drive') return 'road';
  return HOME_OF_FIGURE[figure] ?? HOME_OF_KIND[kind];
}

const SNOWED: Partial<Record<PlaceId, PlaceId>> = {
  forest: 'snowy_forest',
  field: 'snow_field',
  park: 'snow_field',
  mountains: 'snow_mountains',
  hills: 'snow_field',
};
const UNDER_WATER: ReadonlySet<FigureKind> = new Set<FigureKind>(['fish', 'sea_creature']);

/** Winter whitens the land, and what swims with fins is filmed under water. */
function refined(place: PlaceId, draft: Draft, main: number | null): PlaceId {
  if (draft.traits.has('winter') || draft.weather.has('snow')) return SNOWED[place] ?? place;
  const subject = main === null ? undefined : draft.subjects[main];
  const wet = place === 'sea' || place === 'lake';
  const surfaces = subject?.action === 'jump' || subject?.figure === 'whale';
  if (wet && subject !== undefined && UNDER_WATER.has(figureOf(subject.figure).kind) && !surfaces)
    return 'seabed';
  return place;
}
