import { clamp, smoothstep } from '../maths/curves.ts';
import type { SceneGraph } from '../prompt/scene-graph.ts';
import type { WeatherId } from '../vocabulary/conditions.ts';
import { figureOf } from '../vocabulary/figures.ts';
import type { Freedom } from './freedom.ts';
import type { Habitat } from './habitat.ts';
import type { Mood } from './mood.ts';
import type { Actor, CameraPose, Glow, Particles, Prop, Shot } from './shot.ts';

/** What falls, drifts and burns. */
export function particlesOf(
  graph: SceneGraph,
  mood: Mood,
  habitat: Habitat,
  actors: readonly Actor[],
  freedom: Freedom,
): Particles[] {
  const indoors = habitat.medium === 'room' || habitat.medium === 'table';
  const inAir = [...mood.weather].flatMap((weather) =>
    indoors && isOutdoorWeather(weather) ? [] : weatherParticles(weather),
  );
  const local = actors.flatMap((actor) => localParticles(actor, mood));
  const dressing: Particles[] = [];
  if (habitat.medium === 'underwater') dressing.push({ kind: 'bubbles', amount: 0.4, source: null });
  const birdsFit =
    habitat.medium === 'ground' || habitat.medium === 'shore' || habitat.medium === 'open_water';
  const earthly = mood.place !== 'moon' && mood.place !== 'mars' && mood.night < 0.4;
  const freeBirds = freedom.amount > 0.45 && freedom.chance('birds') < freedom.amount * 0.7;
  if (
    birdsFit &&
    earthly &&
    freeBirds &&
    !mood.banned.has('birds') &&
    !mood.weather.has('birds') &&
    !mood.weather.has('storm')
  )
    dressing.push({ kind: 'birds', amount: 0.35, source: null });
  return [...inAir, ...dressing, ...local].filter(
    (particles) => !(graph.banned.includes('birds') && particles.kind === 'birds'),
  );
}

function isOutdoorWeather(weather: WeatherId): boolean {
  switch (weather) {
    case 'rain':
    case 'snow':
    case 'storm':
    case 'fireworks':
    case 'birds':
    case 'leaves':
      return true;
    default:
      return false;
  }
}

function everywhere(kind: Particles['kind'], amount: number): Particles {
  return { kind, amount, source: null };
}

function weatherParticles(weather: WeatherId): Particles[] {
  switch (weather) {
    case 'storm':
      return [everywhere('rain', 0.9), everywhere('lightning', 1)];
    case 'rain':
      return [everywhere('rain', 0.65)];
    case 'snow':
      return [everywhere('snow', 0.65)];
    case 'smoke':
      return [everywhere('smoke', 0.5)];
    case 'birds':
      return [everywhere('birds', 0.7)];
    case 'petals':
    case 'leaves':
    case 'embers':
    case 'bubbles':
    case 'fireflies':
    case 'fireworks':
    case 'dust':
    case 'confetti':
      return [everywhere(weather, 0.6)];
    case 'fog':
    case 'wind':
    case 'clouds':
    case 'clear':
    case 'aurora':
    case 'rainbow':
      return [];
    default:
      return weather satisfies never;
  }
}

/** The renderer's flame is 0.55 m high at amount 0 and 1.45 m at 1; it should rise half as high again as its logs. */
function flameAmount(fireMetres: number): number {
  return round(clamp((1.5 * fireMetres - 0.55) / 0.9, 0.05, 1));
}

/** Smoke and flames of what burns, steam of what is hot. */
function localParticles(actor: Actor, mood: Mood): Particles[] {
  const point = actor.path[0];
  if (!point) return [];
  const at = (share: number) => ({ x: point.x, y: point.y, z: round(point.z + actor.heightMetres * share) });
  switch (actor.figure) {
    case 'campfire':
      return [
        { kind: 'embers', amount: flameAmount(actor.heightMetres), source: at(0.25) },
        { kind: 'smoke', amount: 0.3, source: at(1.1) },
      ];
    case 'fire':
      return [
        { kind: 'embers', amount: flameAmount(actor.heightMetres), source: at(0.1) },
        { kind: 'smoke', amount: 0.3, source: at(1) },
      ];
    case 'volcano':
      return [
        { kind: 'smoke', amount: 0.8, source: at(1) },
        { kind: 'sparks', amount: 0.6, source: at(0.98) },
      ];
    case 'steam_train':
      return [{ kind: 'smoke', amount: 0.6, source: at(1) }];
    case 'coffee':
    case 'tea':
    case 'teapot':
    case 'noodles':
    case 'stew':
    case 'pot':
      return [{ kind: 'steam', amount: 0.5, source: at(0.95) }];
    case 'rocket':
    case 'space_shuttle':
      return mood.place === 'space' || mood.place === 'sky'
        ? []
        : [{ kind: 'smoke', amount: 1, source: at(0.02) }];
    case 'magic_wand':
    case 'wizard':
    case 'fairy':
      return [{ kind: 'sparks', amount: 0.35, source: at(0.8) }];
    default:
      return [];
  }
}

/** Lamps, fires and other lights of their own. By day only flames are bright enough to matter. */
export function glowsOf(
  mood: Mood,
  actors: readonly Actor[],
  props: readonly Prop[],
  fill: Glow | null,
): Glow[] {
  const dusk = Math.max(mood.night, mood.time === 'dusk' ? 0.6 : mood.time === 'overcast' ? 0.2 : 0);
  const fromActors = actors.flatMap((actor): Glow[] => {
    const { emits, kind } = figureOf(actor.figure);
    const point = actor.path[0];
    if (!emits || !point) return [];
    const flame = kind === 'fire';
    // Day or night, a flame must not bleach those who sit beside it.
    const strength = flame ? 0.35 + 0.35 * dusk : dusk * 0.6;
    if (strength < 0.05) return [];
    const z = round(point.z + actor.heightMetres * (flame ? 0.6 : 0.8));
    return [
      {
        x: point.x,
        y: point.y,
        z,
        colour: emits.colour,
        radiusMetres: Math.min(12, emits.radiusMetres),
        strength: round(strength),
        flicker: flame ? 0.9 : 0.05,
      },
    ];
  });
  const fromProps = props.flatMap((prop): Glow[] => {
    if (prop.art !== 'street_lamp' || dusk < 0.3) return [];
    const z = round(prop.lift + prop.heightMetres * 0.9);
    return [
      {
        x: prop.x,
        y: prop.y,
        z,
        colour: [255, 208, 140],
        radiusMetres: 6,
        strength: round(0.9 * dusk),
        flicker: 0,
      },
    ];
  });
  return [...fromActors, ...(fill ? [fill] : []), ...fromProps].slice(0, 12);
}

/**
 * Depth of field: close views are shallow, wide ones sharp throughout. A rack starts on what lies behind the subject and
 * ends on the subject; without one it goes from the nearest thing to the far land.
 */
export function focusOf(
  graph: SceneGraph,
  habitat: Habitat,
  camera: readonly CameraPose[],
  subject: readonly { readonly x: number; readonly y: number }[],
  props: readonly Prop[],
): Shot['focus'] {
  const racks = graph.camera.includes('rack_focus');
  if (graph.banned.includes('blur') || (subject.length === 0 && !racks)) return null;
  const blur = racks ? 0.014 : blurOf(graph, habitat);
  if (blur === 0) return null;
  const metres = camera.map((pose, frame) => {
    const point = subject[Math.min(frame, subject.length - 1)];
    const depth = point ? depthOf(pose, point) : OPEN_FAR_METRES;
    if (!racks) return round(depth);
    const depths = props.map((prop) => depthOf(pose, prop)).filter((metres) => metres > 0.4);
    const start = point ? behind(depth, depths, habitat, pose) : Math.min(OPEN_NEAR_METRES, ...depths);
    const pulled = smoothstep(0.35, 0.7, frame / Math.max(1, camera.length - 1));
    return round(start * (depth / start) ** pulled);
  });
  return { metres, blur };
}

/** Metres along the view axis. */
function depthOf(pose: CameraPose, point: { readonly x: number; readonly y: number }): number {
  return Math.max(0.2, (point.x - pose.x) * Math.sin(pose.yaw) + (point.y - pose.y) * Math.cos(pose.yaw));
}

/** Where a rack without a subject begins at the latest, and where it ends. */
const OPEN_NEAR_METRES = 3;
const OPEN_FAR_METRES = 40;
/** Behind the back wall of a room is nothing to be sharp. */
const BACK_WALL_METRES = 4.5;

/** Depth of something seen well behind the subject: the wall of a room, a plant or tree outdoors. */
function behind(depth: number, depths: readonly number[], habitat: Habitat, pose: CameraPose): number {
  if (habitat.medium === 'room') return Math.max(depth + 0.4, BACK_WALL_METRES - pose.y);
  const far = depths.filter((metres) => metres > depth * 3.2);
  return far.length > 0 ? Math.min(...far) : depth * 5;
}

function blurOf(graph: SceneGraph, habitat: Habitat): number {
  switch (graph.shotSize) {
    case 'extreme_close_up':
    case 'close_up':
      return 0.013;
    case 'wide':
    case 'extreme_wide':
      return 0;
    case 'medium':
    case 'full':
    case null:
      return habitat.medium === 'table' ? 0.008 : graph.style === 'cinematic' ? 0.005 : 0;
    default:
      return graph.shotSize satisfies never;
  }
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
