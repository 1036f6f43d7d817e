import type { ActionId } from '../vocabulary/actions.ts';
import { type FigureId, figureOf } from '../vocabulary/figures.ts';
import type { PlaceId } from '../vocabulary/places.ts';
import { isAlive, isHumanAction } from './acting.ts';
import { isContainer } from './containers.ts';
import type { Draft } from './draft.ts';
import { HOME_OF_ACTION, HOME_OF_FIGURE, HOME_OF_KIND } from './homes.ts';
import { blendPlaces, isRoom, outOfDoors, seasoned } from './place-blend.ts';
import type { SceneGraph } from './scene-graph.ts';

/** Chooses the place: the first one stated, else a hint, else where the main subject is at home. */
export function choosePlace(draft: Draft, main: number | null): SceneGraph['place'] {
  const subject = main === null ? undefined : draft.subjects[main];
  // "A village by a lake": the village brings its houses, the lake the land they stand in.
  const stated =
    draft.places.find(({ strong, furnished }) => strong && !furnished) ??
    draft.places.find(({ strong }) => strong) ??
    draft.places[0];
  if (stated !== undefined) {
    return { id: seasoned(blendPlaces(stated, draft, subject), draft, subject), stated: true };
  }
  if (subject === undefined) return { id: seasoned(placeOfMood(draft), draft, subject), stated: false };
  const home = outOfDoors(homeOfCast(subject.figure, subject.action, draft, main ?? 0), draft);
  return { id: seasoned(home, draft, subject), stated: false };
}

/** Where the main subject and those with it can all be. */
function homeOfCast(figure: FigureId, action: ActionId | null, draft: Draft, main: number): PlaceId {
  if (isInVessel(draft, main)) return 'tabletop';
  const own = homeOf(figure, action, draft);
  if (draft.indoors && isAlive(figure) && !isRoom(own)) return 'living_room';
  // What stands on a table top is filmed there, not from across the room; what falls is not there yet.
  const drops =
    action === 'fall' && !draft.relations.some(({ kind, from }) => kind === 'on' && from === main);
  if (own === 'tabletop' && !drops) return roomierHome(draft) ?? own;
  const home = homeOfSetting(draft, main) ?? own;
  if (home === 'tabletop') return roomierHome(draft) ?? home;
  return home === 'sky' && action === null ? (groundedHome(draft, main) ?? home) : home;
}

/** Flowers grow in gardens, but not in vases. */
function isInVessel(draft: Draft, main: number): boolean {
  return draft.relations.some(({ kind, from, to }) => {
    const vessel = draft.subjects[to]?.figure;
    return kind === 'inside' && from === main && vessel !== undefined && isContainer(vessel);
  });
}

/** Who sits on a sofa or stands under a tree is where sofas and trees are. */
function homeOfSetting(draft: Draft, main: number): PlaceId | undefined {
  const tie = draft.relations.find(
    ({ kind, from, to }) =>
      from === main &&
      (draft.subjects[to]?.role === 'setting' || (kind === 'below' && isFurniture(draft, to))),
  );
  const figure = tie === undefined ? undefined : draft.subjects[tie.to]?.figure;
  if (figure === undefined || figureOf(figure).kind === 'building' || tie?.kind === 'behind')
    return undefined;
  const { kind } = figureOf(figure);
  return (
    HOME_OF_FIGURE[figure] ?? (kind === 'furniture' ? 'living_room' : kind === 'boat' ? 'sea' : undefined)
  );
}

function isFurniture(draft: Draft, index: number): boolean {
  const figure = draft.subjects[index]?.figure;
  return figure !== undefined && figureOf(figure).kind === 'furniture';
}

/** A cup beside a sofa is in the living room: no sofa stands on a table. */
function roomierHome(draft: Draft): PlaceId | undefined {
  return draft.subjects
    .filter(({ role }) => role === 'actor')
    .map(({ figure, action }) => homeOf(figure, action, draft))
    .find((home) => home !== 'tabletop');
}

/** An aeroplane beside a bicycle stands on the ground: nothing rides through the sky. */
function groundedHome(draft: Draft, main: number): PlaceId | undefined {
  return draft.subjects
    .filter(({ role }, index) => role === 'actor' && index !== main)
    .map(({ figure, action }) => homeOf(figure, action, draft))
    .filter((home) => home !== 'sky' && home !== 'tabletop')
    .map((home) => ROOM_FOR_WINGS[home] ?? home)
    .at(0);
}

/** Where there is no room for an aeroplane, and where there is. */
const ROOM_FOR_WINGS: Partial<Record<PlaceId, PlaceId>> = { street: 'road', living_room: 'field' };

function placeOfMood(draft: Draft): PlaceId {
  if (draft.weather.has('fireworks')) return 'skyline';
  if (draft.traits.has('futuristic') || draft.traits.has('neon')) return 'street';
  if (draft.weather.has('clouds') || draft.weather.has('birds') || draft.weather.has('rainbow')) return 'sky';
  return 'hills';
}

function homeOf(figure: FigureId, action: ActionId | null, draft: Draft): PlaceId {
  const { kind } = figureOf(figure);
  if (action === 'fly' && kind !== 'insect' && figure !== 'astronaut') return 'sky';
  if (isAnimal(figure) && !(action !== null && isHumanAction(action))) return homeOfAnimal(figure, action);
  if (kind === 'biped') {
    const place = homeOfPerson(action, draft);
    if (place !== undefined) return place;
  }
  if (kind === 'vehicle' && action === 'drive') return 'road';
  const home = HOME_OF_FIGURE[figure] ?? HOME_OF_KIND[kind];
  const winged = draft.subjects.some(({ figure: other }) => figureOf(other).kind === 'aircraft');
  return winged && kind === 'vehicle' ? (ROOM_FOR_WINGS[home] ?? home) : home;
}

/** Whether it lives out of doors whatever it does: four legs, or an animal that the storybook draws upright. */
function isAnimal(figure: FigureId): boolean {
  const { kind, art } = figureOf(figure);
  if (art.kind === 'biped') return art.recolours === 'all' && art.build !== 'robot' && figure !== 'alien';
  return kind === 'quadruped' || kind === 'bird';
}

const WATERS: ReadonlySet<PlaceId> = new Set(['lake', 'river', 'sea', 'seabed', 'beach', 'snow_field']);

function homeOfAnimal(figure: FigureId, action: ActionId | null): PlaceId {
  const { kind } = figureOf(figure);
  const home = HOME_OF_FIGURE[figure] ?? (kind === 'biped' ? 'park' : HOME_OF_KIND[kind]);
  const swims = action === 'swim' || action === 'dive' || action === 'fish';
  if (!swims || WATERS.has(home)) return home === 'snow_field' && swims ? 'sea' : home;
  return 'lake';
}

function homeOfPerson(action: ActionId | null, draft: Draft): PlaceId | undefined {
  const prop = draft.relations.find(({ kind }) => kind === 'rides');
  const ridden = prop === undefined ? undefined : draft.subjects[prop.to]?.figure;
  if (ridden !== undefined && action === 'ride')
    return figureOf(ridden).kind === 'vehicle' ? 'road' : 'field';
  if (draft.weather.has('rain') && (action === 'walk' || action === null) && !draft.indoors) return 'street';
  const habitual = action === null ? undefined : HOME_OF_ACTION[action];
  if (habitual !== undefined) return habitual;
  const sink = draft.subjects.find(({ figure }) => figureOf(figure).kind === 'furniture');
  return sink === undefined ? undefined : (HOME_OF_FIGURE[sink.figure] ?? 'living_room');
}
