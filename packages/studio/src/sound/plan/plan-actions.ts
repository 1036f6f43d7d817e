import { clamp } from '../../maths/curves.ts';
import type { SceneGraph, Subject } from '../../prompt/scene-graph.ts';
import { figureOf } from '../../vocabulary/figures.ts';
import { buzz, cries, seaSong } from '../actions/cries.ts';
import { bicycle, engine, helicopter, jet, rocketMotor, steamTrain, train } from '../actions/engines.ts';
import { foley } from '../actions/foley.ts';
import { footsteps, hooves } from '../actions/footsteps.ts';
import type { SurfaceId } from '../actions/footsteps.ts';
import { AMBIENCES } from '../ambience/ambiences.ts';
import type { Stereo, Tape } from '../dsp/tape.ts';
import type { SoloId } from '../score/moods.ts';
import { ACTION_SOUNDS, ANIMAL_SOUNDS, HOOFED, VEHICLE_SOUNDS } from './action-sounds.ts';
import type { VehicleSound } from './action-sounds.ts';
import { PLACE_SOUNDS } from './place-sounds.ts';
import type { PlaceSound } from './place-sounds.ts';

/** A sound of somebody or something in the picture. */
export interface ActionLayer {
  readonly label: string;
  readonly paint: (tape: Tape) => Stereo;
  /** Integrated loudness in the mix. */
  readonly lufs: number;
}

export interface ActionPlan {
  readonly layers: readonly ActionLayer[];
  /** The instrument that is seen played: it takes the score's place. */
  readonly solo: SoloId | null;
}

/** Levels of the bus. Engines and hooves carry a scene; animals are guests. */
const LUFS = { steps: -25, hooves: -22, foley: -23, engine: -21, animal: -25, applause: -21 } as const;

/** More at once is a muddle. */
const MOST_LAYERS = 3;

/** More feet or hands than these sound the same, and cost. */
const MOST_WALKERS = 4;
const MOST_DOERS = 6;

/** Where a vehicle that does nothing is taken to drive. */
const DRIVEN = new Set(['road', 'street', 'farm', 'field', 'desert']);

/** From here on a film is a time lapse, in which single steps would patter. */
const TIME_LAPSE = 3;

/** Words after which a vehicle stands still. */
const STANDING =
  /\b(?:parked|abandoned|broken|rusty|toy|standing still|stationary|moored|anchored|docked)\b/iu;

export function planActions(graph: SceneGraph): ActionPlan {
  const { shelter }: PlaceSound = PLACE_SOUNDS[graph.place.id];
  const layers = new Map<string, ActionLayer>();
  let solo: SoloId | null = null;
  graph.subjects.forEach((subject, index) => {
    const sound = subject.action === null ? null : ACTION_SOUNDS[subject.action];
    if (sound?.kind === 'solo') solo ??= sound.id;
    // Under water and without air there are voices of the sea and engines, but neither steps nor tools.
    const found = [
      ...(shelter === 'sealed' ? [] : bodySounds(graph, subject)),
      ...vehicleSounds(graph, subject, index),
      ...animalSounds(subject),
    ];
    for (const layer of found) if (layers.size < MOST_LAYERS) layers.set(layer.label, layer);
  });
  return { layers: [...layers.values()], solo };
}

function bodySounds(graph: SceneGraph, subject: Subject): readonly ActionLayer[] {
  const { figure, action, count } = subject;
  const { kind } = figureOf(figure);
  if (action === null || graph.timeScale > TIME_LAPSE) return [];
  const pace = clamp(graph.timeScale, 0.4, 2);
  const surface = surfaceOf(graph);
  if (HOOFED.has(figure)) return hoofSounds(subject, surface, pace);
  if (kind !== 'biped') return [];
  const sound = ACTION_SOUNDS[action];
  switch (sound?.kind) {
    case 'steps': {
      // Long legs swing slowly: the pendulum's square root.
      const stepSeconds = (sound.stepSeconds / pace) * Math.sqrt(subject.scale);
      const walkers = Math.min(MOST_WALKERS, count);
      const paint = footsteps({ surface, stepSeconds, walkers, inStep: sound.inStep, force: sound.force });
      return [
        {
          label: `footsteps on ${SURFACE_NAMES[surface]}`,
          paint,
          lufs: LUFS.steps + (sound.force > 1 ? 1.5 : 0),
        },
      ];
    }
    case 'foley':
      return [
        { label: sound.label, paint: foley(sound.id, pace, Math.min(MOST_DOERS, count)), lufs: LUFS.foley },
      ];
    case 'applause':
      return [{ label: 'applause', paint: AMBIENCES.applause.paint, lufs: LUFS.applause }];
    case 'solo':
    case undefined:
      return [];
    default:
      return sound satisfies never;
  }
}

function hoofSounds({ action }: Subject, surface: SurfaceId, pace: number): readonly ActionLayer[] {
  if (action !== 'walk' && action !== 'run' && action !== 'ride') return [];
  return [
    {
      label: 'hooves',
      paint: hooves(action === 'run' ? 'gallop' : action === 'ride' ? 'trot' : 'walk', surface, pace),
      lufs: LUFS.hooves,
    },
  ];
}

const SURFACE_NAMES = {
  hard: 'stone',
  wood: 'wood',
  gravel: 'gravel',
  grass: 'grass',
  sand: 'sand',
  snow: 'snow',
  leaves: 'leaves',
  wet: 'wet ground',
} as const satisfies Record<SurfaceId, string>;

/** Snow lies on everything out of doors, rain wets what is hard, and a wood without leaf litter is grass. */
function surfaceOf({ place, weather, placeTraits, prompt }: SceneGraph): SurfaceId {
  const { surface, shelter }: PlaceSound = PLACE_SOUNDS[place.id];
  if (/\bgravel\b/iu.test(prompt)) return 'gravel';
  if (shelter !== 'outdoors') return surface;
  if (weather.includes('snow') || placeTraits.includes('winter')) return 'snow';
  const isWet = weather.includes('rain') || weather.includes('storm') || placeTraits.includes('wet');
  if (isWet && surface === 'hard') return 'wet';
  return surface;
}

/** It sounds when it moves: it acts, somebody rides it, or it is of a kind that is shown moving. */
function vehicleSounds(graph: SceneGraph, subject: Subject, index: number): readonly ActionLayer[] {
  const rider = graph.relations.find(({ kind, to }) => kind === 'rides' && to === index);
  if (HOOFED.has(subject.figure)) {
    const isRidden = rider !== undefined && subject.action === null;
    return isRidden && graph.timeScale <= TIME_LAPSE
      ? hoofSounds(
          { ...subject, action: graph.subjects[rider.from]?.action === 'run' ? 'run' : 'ride' },
          surfaceOf(graph),
          clamp(graph.timeScale, 0.4, 2),
        )
      : [];
  }
  const sound = VEHICLE_SOUNDS[subject.figure];
  if (sound === undefined || STANDING.test(graph.prompt)) return [];
  const { kind } = figureOf(subject.figure);
  const isMoving =
    rider !== undefined ||
    (subject.action !== null && subject.action !== 'idle') ||
    (subject.role === 'actor' && (kind !== 'vehicle' || DRIVEN.has(graph.place.id)));
  return isMoving ? [{ label: sound.label, paint: motorOf(sound), lufs: LUFS.engine }] : [];
}

function motorOf(sound: VehicleSound): (tape: Tape) => Stereo {
  switch (sound.kind) {
    case 'engine':
      return engine(sound.id);
    case 'train':
      return train;
    case 'steam_train':
      return steamTrain;
    case 'helicopter':
      return helicopter;
    case 'jet':
      return jet;
    case 'rocket':
      return rocketMotor;
    case 'bicycle':
      return bicycle;
    default:
      return sound satisfies never;
  }
}

function animalSounds({ figure, action }: Subject): readonly ActionLayer[] {
  const sound = ANIMAL_SOUNDS[figure];
  if (sound === undefined || action === 'sleep') return [];
  switch (sound.kind) {
    case 'cry':
      return [{ label: sound.label, paint: cries(sound.id), lufs: LUFS.animal }];
    case 'buzz':
      return [{ label: sound.label, paint: buzz(sound.hz), lufs: LUFS.animal - 4 }];
    case 'song':
      return [{ label: sound.label, paint: seaSong(sound.id), lufs: LUFS.animal }];
    case 'ambience':
      return [{ label: AMBIENCES[sound.id].label, paint: AMBIENCES[sound.id].paint, lufs: LUFS.animal }];
    default:
      return sound satisfies never;
  }
}
