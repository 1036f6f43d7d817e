import { clamp, mix } from '../maths/curves.ts';
import type { Mood } from './mood.ts';
import { sceneryAspect } from './figure-shape.ts';
import type { Freedom } from './freedom.ts';
import { boxesOverlap, frameWidthPerMetre, screenBox } from './framing.ts';
import type { Picture, ScreenBox } from './framing.ts';
import { sampleFrames } from './fit-camera.ts';
import { isGroundCover, isTree } from './place-recipes/place-recipe.ts';
import type { PlaceRecipe, SceneryLayer } from './place-recipes/place-recipe.ts';
import type { CameraPose, Prop, SceneryId } from './shot.ts';

/** What scenery must not get in the way of. */
export interface ClearView {
  readonly picture: Picture;
  readonly camera: readonly CameraPose[];
  /** Screen boxes of the figures at each of `sampleFrames`. */
  readonly figures: readonly (readonly ScreenBox[])[];
  /** Metres from the camera to the stage. */
  readonly distance: number;
  /** Metres to either side of x = 0 that belong to a road along y. */
  readonly roadHalfWidth: number;
  /** The camera is out on the water, where nothing but reeds grows. */
  readonly isAfloat: boolean;
  /** Where water begins and ends along y, or null without. */
  readonly water: { readonly from: number; readonly to: number } | null;
}

const TRIES = 7;

/** Places the scenery of a recipe around the figures: dense where nobody looks through, open where the subject is. */
export function scatterScenery(recipe: PlaceRecipe, mood: Mood, view: ClearView, freedom: Freedom): Prop[] {
  const props: Prop[] = [];
  recipe.scenery.forEach((layer, index) => {
    const art = allowedArt(layer, mood);
    if (!art || (view.isAfloat && layer.band === 'frame')) return;
    const draw = freedom.stream(`scenery ${index}`);
    const narrow = Math.sqrt(Math.min(1, view.picture.width / view.picture.height / 1.5));
    const count = Math.round(layer.count * (layer.band === 'frame' ? 1 : narrow));
    for (let i = 0; i < count; i++) {
      const prop = placeOne({ ...layer, art }, i, view, draw);
      if (prop) props.push(prop);
    }
  });
  return props;
}

function allowedArt(layer: SceneryLayer, mood: Mood): SceneryLayer['art'] | null {
  const [first, ...others] = layer.art.map((art) => dressed(art, mood)).filter((art) => isAllowed(art, mood));
  return first ? [first, ...others] : null;
}

function isAllowed(art: SceneryId, mood: Mood): boolean {
  if (isTree(art)) return !mood.banned.has('trees');
  if (art === 'flowers') return !mood.banned.has('flowers');
  if (isGroundCover(art)) return !mood.banned.has('grass') && mood.snowCover < 0.5;
  if (art === 'snowy_rock') return !mood.banned.has('snow');
  return true;
}

/** The same plant in another season. */
function dressed(art: SceneryId, mood: Mood): SceneryId {
  const snowy = mood.snowCover > 0.5;
  switch (art) {
    case 'oak':
    case 'birch':
    case 'willow':
      if (snowy) return 'snowy_pine';
      if (mood.traits.has('autumn') || mood.weather.has('leaves')) return 'autumn_tree';
      if (mood.traits.has('spring') || mood.weather.has('petals')) return 'blossom_tree';
      return mood.traits.has('tropical') ? 'palm' : art;
    case 'blossom_tree':
      return snowy ? 'bare_tree' : mood.traits.has('autumn') ? 'autumn_tree' : art;
    case 'pine':
    case 'spruce_group':
      return snowy ? 'snowy_pine' : art;
    case 'snowy_pine':
      return mood.banned.has('snow') ? 'pine' : art;
    case 'rock':
    case 'boulder':
      return snowy ? 'snowy_rock' : art;
    case 'bush':
    case 'flowers':
      return snowy ? 'snowy_rock' : art;
    default:
      return art;
  }
}

function placeOne(layer: SceneryLayer, index: number, view: ClearView, draw: () => number): Prop | null {
  const first = view.camera[0];
  const last = view.camera.at(-1);
  if (!first || !last) return null;
  // Every try takes the same number of draws, so one moved tree does not reshuffle the whole wood.
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const chances = {
      depth: draw(),
      side: draw(),
      height: draw(),
      art: draw(),
      variant: draw(),
      phase: draw(),
      along: draw(),
    };
    const from = mixPose(first, last, chances.along);
    const reach = clamp(view.distance / 5, 0.3, 2.2);
    const near =
      layer.band === 'frame' ? layer.near * view.distance : Math.max(layer.near, view.distance * 0.35);
    const far = layer.band === 'frame' ? layer.far * view.distance : Math.max(layer.far, near * 1.8);
    const depth = near * (far / near) ** (chances.depth ** layer.crowding);
    const halfWidth = (frameWidthPerMetre(view.picture) * depth) / (2 * Math.min(first.zoom, last.zoom));
    // Slightly wider than the picture, so that trees come and go at its edges while the camera moves.
    const share = mix(layer.gap, 1.15, chances.side ** 0.9);
    const side = (index + attempt) % 2 === 0 ? 1 : -1;
    const lateral = side * share * halfWidth;
    const art = layer.art[Math.floor(chances.art * layer.art.length)] ?? layer.art[0];
    // Foreground scenery shrinks with the scene: a mouse is framed by small stones, a tower by great trees.
    const size = layer.band === 'frame' ? clamp(reach, 0.3, 1.2) : 1;
    const prop: Prop = {
      art,
      x: rounded(from.x + Math.sin(from.yaw) * depth + Math.cos(from.yaw) * lateral),
      y: rounded(from.y + Math.cos(from.yaw) * depth - Math.sin(from.yaw) * lateral),
      lift: layer.lift ?? 0,
      heightMetres: rounded(mix(layer.heightMetres[0], layer.heightMetres[1], chances.height) * size),
      mirrored: chances.phase > 0.5,
      sway: layer.sway,
      phase: rounded(chances.phase * Math.PI * 2),
      variant: Math.min(3, Math.floor(chances.variant * 4)),
    };
    if (isClear(prop, view)) return prop;
  }
  return null;
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}

function mixPose(a: CameraPose, b: CameraPose, k: number): { x: number; y: number; yaw: number } {
  return { x: mix(a.x, b.x, k), y: mix(a.y, b.y, k), yaw: mix(a.yaw, b.yaw, k) };
}

/** Whether a prop leaves the figures and the lens free for the whole clip. */
function isClear(prop: Prop, view: ClearView): boolean {
  const art = typeof prop.art === 'string' ? prop.art : null;
  const width = prop.heightMetres * (art ? sceneryAspect(art) : 1);
  const stand = { x: prop.x, y: prop.y, z: prop.lift, widthMetres: width, heightMetres: prop.heightMetres };
  const high = prop.heightMetres > 0.6;
  if (view.isAfloat && high && art !== 'reeds') return false;
  if (art !== null && standsInWater(art, prop.y, view)) return false;
  if (passesBy(prop, view)) return false;
  if (Math.abs(prop.x) < view.roadHalfWidth + width * 0.3) return false;
  return sampleFrames(view.camera.length).every((frame, sample) => {
    const pose = view.camera[frame];
    if (!pose) return true;
    if (Math.hypot(prop.x - pose.x, prop.y - pose.y) < (high ? 0.9 + width * 0.5 : 0.25)) return false;
    const box = screenBox(pose, view.picture, stand);
    if (!box) return true;
    const figures = view.figures[sample] ?? [];
    if (high && box.depth < view.distance * 0.9 && box.right - box.left > 0.5) return false;
    return figures.every((figure) => !obstructs(box, figure, high));
  });
}

function standsInWater(art: SceneryId, y: number, { water }: ClearView): boolean {
  return water !== null && isTree(art) && y > water.from && y < water.to;
}

/** Metres that a camera goes along with a figure before near things become streaks. */
const CALM_TRAVEL_METRES = 3;

/** Whether a moving camera would sweep past a prop that is nearer than what it follows. */
function passesBy(prop: Prop, view: ClearView): boolean {
  const first = view.camera[0];
  const last = view.camera.at(-1);
  if (!first || !last || view.figures[0]?.length === 0) return false;
  const across = Math.abs(
    (last.x - first.x) * Math.cos(first.yaw) - (last.y - first.y) * Math.sin(first.yaw),
  );
  if (across < CALM_TRAVEL_METRES) return false;
  const depth = (prop.x - first.x) * Math.sin(first.yaw) + (prop.y - first.y) * Math.cos(first.yaw);
  return depth < view.distance * 0.85;
}

/** Nothing in front of a figure, nothing tall close behind it; farther back is background. */
function obstructs(box: ScreenBox, figure: ScreenBox, high: boolean): boolean {
  if (box.depth < figure.depth * 1.05) return boxesOverlap(box, figure, 0.015);
  return high && box.depth < figure.depth * 1.7 && boxesOverlap(box, figure, 0.02);
}
