import { clamp, mix } from '../maths/curves.ts';
import { createPlane, type Plane } from '../pixels/picture.ts';
import type { SceneGraph } from '../prompt/scene-graph.ts';
import { EMPTY_SKY } from '../scene/empty-sky.ts';
import type { Freedom } from '../scene/freedom.ts';
import { focalPixels } from '../scene/framing.ts';
import type { CameraPose, Particles, Shot } from '../scene/shot.ts';
import type { TimeId, WeatherId } from '../vocabulary/conditions.ts';
import { figureOf } from '../vocabulary/figures.ts';
import type { Rgb } from '../vocabulary/figure.ts';
import type { PictureFacts } from './analyse-picture.ts';
import { findLamps } from './find-lamps.ts';
import type { Air, PicturePose } from './picture-plan.ts';
import { farColour, isOutdoors, lightFor } from './picture-light.ts';
import type { StirringWord } from './prompt-words.ts';
import { fogShares } from './relight.ts';

export interface AirSetup {
  readonly facts: PictureFacts;
  readonly graph: SceneGraph;
  readonly words: ReadonlySet<StirringWord>;
  readonly freedom: Freedom;
  readonly film: {
    readonly width: number;
    readonly height: number;
    readonly fps: number;
    readonly frameCount: number;
  };
  readonly camera: readonly PicturePose[];
  /** Nearness of what is behind the subject (see `Layer.nearness`). */
  readonly ground: Plane;
  /** Row of the film at which the subject's distance meets the ground. */
  readonly contact: number;
  readonly seed: number;
}

/** What is in the air, with the names of it and of what could not be put there. */
export interface FoundAir {
  readonly air: Air;
  readonly effects: readonly string[];
  readonly notShown: readonly string[];
}

const USUAL_METRES = 3.5;
const METRES_RANGE = [2.5, 14] as const;
/** Steam belongs to a cup, which may be an arm's length away; falling leaves need more room. */
const NEAREST_CUP_METRES = 0.5;
/** A cut-off figure shows about so much of its height. */
const BUST_SHARE = 0.42;
const EYE_RANGE = [0.15, 4] as const;
/** Radius at infinity of a rack of focus, as a fraction of the height. */
const RACK_BLUR = 0.011;

export function pictureAir(setup: AirSetup): FoundAir {
  const { facts, graph, words, film } = setup;
  const metres = subjectMetres(setup);
  const focal = focalPixels(film);
  const eye = clamp((metres * (setup.contact - facts.horizon)) / focal, ...EYE_RANGE);
  const { particles, notShown } = particlesFor(setup, metres, eye);
  const spots =
    words.has('flicker') && !graph.banned.includes('motion') ? findLamps(facts, words.has('flame')) : [];
  const fog = fogFor(setup);
  const grade = gradeFor(graph, facts.brightness);
  const racks = graph.camera.includes('rack_focus') && facts.subject !== null;
  const style = graph.style;
  return {
    air: {
      shot: shotOf(setup, metres, eye, particles),
      subjectMetres: metres,
      sky: particles.some(({ kind }) => SKY_KINDS.has(kind)) ? skyAboveLand(facts) : null,
      fog,
      grade,
      flicker: spots,
    },
    effects: [
      ...new Set(particles.map(({ kind }) => kind)),
      ...(fog ? ['fog'] : []),
      ...(grade ? [`light of ${graph.time ?? 'the weather'}`] : []),
      ...(spots.length > 0 ? ['lights flicker'] : []),
      ...(racks ? ['focus on the subject'] : []),
      ...(style ? [`style ${style}, from the first second on`] : []),
    ],
    notShown: [
      ...notShown,
      ...(words.has('flicker') && spots.length === 0 ? ['flicker: no lamp or flame was found'] : []),
      ...(graph.camera.includes('rack_focus') && !racks ? ['rack focus: no subject was found'] : []),
    ],
  };
}

/** How far away the subject is, from the size that its kind has and the size that it shows. */
function subjectMetres({ facts, graph, words, film }: AirSetup): number {
  const named = graph.main === null ? undefined : graph.subjects[graph.main];
  if (!named || !facts.subject) return USUAL_METRES;
  const { heightMetres } = figureOf(named.figure);
  const shown = facts.subject.isCutBelow ? heightMetres * BUST_SHARE : heightMetres;
  const pixels = facts.subject.bottom - facts.subject.top;
  const nearest = words.has('steam') ? NEAREST_CUP_METRES : METRES_RANGE[0];
  return clamp((focalPixels(film) * shown) / pixels, nearest, METRES_RANGE[1]);
}

/** What each weather puts into the air, and whether it needs a sky to be seen against. */
const WEATHER_AIR: Readonly<
  Record<
    WeatherId,
    {
      readonly kinds: readonly (readonly [Particles['kind'], number])[];
      readonly needsSky: boolean;
    }
  >
> = {
  rain: { kinds: [['rain', 0.5]], needsSky: false },
  snow: { kinds: [['snow', 0.55]], needsSky: false },
  storm: {
    kinds: [
      ['rain', 0.7],
      ['lightning', 1],
    ],
    needsSky: false,
  },
  petals: { kinds: [['petals', 0.5]], needsSky: false },
  leaves: { kinds: [['leaves', 0.5]], needsSky: false },
  embers: { kinds: [['embers', 0.6]], needsSky: false },
  bubbles: { kinds: [['bubbles', 0.6]], needsSky: false },
  fireflies: { kinds: [['fireflies', 0.6]], needsSky: false },
  fireworks: { kinds: [['fireworks', 0.6]], needsSky: true },
  dust: { kinds: [['dust', 0.6]], needsSky: false },
  confetti: { kinds: [['confetti', 0.5]], needsSky: false },
  smoke: { kinds: [['smoke', 0.5]], needsSky: false },
  birds: { kinds: [['birds', 0.6]], needsSky: true },
  fog: { kinds: [], needsSky: false },
  wind: { kinds: [], needsSky: false },
  clouds: { kinds: [], needsSky: true },
  clear: { kinds: [], needsSky: false },
  aurora: { kinds: [], needsSky: true },
  rainbow: { kinds: [], needsSky: true },
};

/** Never drawn into a photograph. */
const NOT_FOR_PICTURES: ReadonlySet<WeatherId> = new Set<WeatherId>(['aurora', 'rainbow']);

/** What shows against the sky and nowhere nearer. */
const SKY_KINDS: ReadonlySet<Particles['kind']> = new Set<Particles['kind']>([
  'lightning',
  'fireworks',
  'birds',
]);

const HOT_FIGURES: ReadonlySet<string> = new Set(['coffee', 'tea', 'teapot', 'noodles', 'stew', 'pot']);

function particlesFor(
  { facts, graph, words, film }: AirSetup,
  metres: number,
  eye: number,
): { readonly particles: readonly Particles[]; readonly notShown: readonly string[] } {
  const particles: Particles[] = [];
  const notShown: string[] = [];
  const isHot = graph.subjects.some(({ figure }) => HOT_FIGURES.has(figure));
  const steams = words.has('steam') && (isHot || graph.weather.includes('smoke'));
  for (const weather of graph.weather) {
    const { kinds, needsSky } = WEATHER_AIR[weather];
    if (NOT_FOR_PICTURES.has(weather)) notShown.push(weather);
    else if (needsSky && !facts.sky) notShown.push(`${weather}: no sky was found`);
    else if (weather === 'smoke' && steams) continue;
    else
      for (const [kind, amount] of kinds)
        if (kind !== 'lightning' || facts.sky) particles.push({ kind, amount, source: null });
  }
  if (steams && facts.subject) {
    const { left, right, top, bottom } = facts.subject;
    const focal = focalPixels(film);
    const row = top + (bottom - top) * 0.32;
    particles.push({
      kind: 'steam',
      amount: 0.3,
      source: {
        x: (((left + right) / 2 - film.width / 2) * metres) / focal,
        // Before the bulge of the cup.
        y: -0.12 * metres,
        z: eye - ((row - facts.horizon) * metres) / focal,
      },
    });
  } else if (steams) notShown.push('steam: no subject was found to rise from');
  if (fliesInFlock(graph) && !graph.weather.includes('birds')) {
    if (facts.sky) particles.push({ kind: 'birds', amount: 0.6, source: null });
    else notShown.push('birds: no sky was found');
  }
  if (particles.some(({ kind }) => kind === 'rain') && !isOutdoors(facts))
    notShown.push('rain on the ground: this seems to be indoors');
  const kept = particles.filter(({ kind }) => !graph.banned.some((thing) => thing === kind));
  return { particles: kept, notShown };
}

/** Haze below the horizon that still counts as sky, as a share of the height. */
const HAZE_SHARE = 0.04;

/** The sky without its reflection: a pale lake under a pale sky was found as one with it. */
function skyAboveLand({ sky, horizon }: PictureFacts): Plane | null {
  if (!sky) return null;
  const above = createPlane(sky.width, sky.height);
  const end = Math.min(sky.height, Math.round(horizon / 4 + sky.height * HAZE_SHARE));
  above.values.set(sky.values.subarray(0, end * sky.width));
  return above;
}

/** Several birds are a flock in the sky; a single one may be the bird of the picture. */
export function fliesInFlock(graph: SceneGraph): boolean {
  return graph.subjects.some(({ figure, count }) => figureOf(figure).kind === 'bird' && count > 1);
}

function shotOf(setup: AirSetup, metres: number, eye: number, particles: readonly Particles[]): Shot {
  const { film, graph, facts, seed } = setup;
  const level = Math.atan((facts.horizon - film.height / 2) / focalPixels(film));
  const camera = setup.camera.map((pose): CameraPose => ({
    x: pose.right * metres,
    y: (pose.forward - 1) * metres,
    z: eye + pose.up * metres,
    yaw: pose.yaw,
    pitch: clamp(level + pose.pitch, -0.6, 0.6),
    roll: 0,
    zoom: pose.zoom,
  }));
  return {
    width: film.width,
    height: film.height,
    fps: film.fps,
    frameCount: film.frameCount,
    seed,
    world: { ...BARE_WORLD, wet: isOutdoors(facts) },
    light: lightFor(
      graph.time,
      facts,
      particles.some(({ kind }) => kind === 'steam'),
    ),
    props: [],
    actors: [],
    camera,
    particles,
    glows: [],
    focus:
      graph.camera.includes('rack_focus') && facts.subject
        ? { metres: setup.camera.map((pose) => metres * (1 - pose.forward)), blur: RACK_BLUR }
        : null,
    grade: { saturation: 1, contrast: 1, exposure: 1, bloom: 0, vignette: 0, grain: 0 },
    style: graph.style,
    timeScale: graph.timeScale,
  };
}

/** The particle painters ask for a world; the picture is all there is of it. */
const BARE_WORLD: Extract<Shot['world'], { kind: 'open' }> = {
  kind: 'open',
  terrain: null,
  waterLevel: null,
  waves: 0,
  waterColour: null,
  backdrop: 'none',
  roadway: null,
  sky: EMPTY_SKY,
  fogMetres: 1e6,
  wet: false,
  snowCover: 0,
};

const FOG_WHITE: Rgb = [214, 219, 224];

/** Shares of fog and of the veil of rain and snow: at the farthest of the picture, and at most at the subject. */
const FOG_SHARES = { far: 0.8, subject: 0.2 } as const;
const VEIL_SHARES = { far: 0.24, subject: 0.02 } as const;
/** Share of the picture that may be farther than what counts as its farthest. */
const FARTHEST_PERCENTILE = 0.05;

function fogFor(setup: AirSetup): Air['fog'] {
  const { graph, facts } = setup;
  const { weather, banned } = graph;
  if (banned.includes('fog')) return null;
  const isFog = weather.includes('fog');
  const veil = weather.includes('snow') || weather.includes('rain') || weather.includes('storm');
  if (!isFog && (!veil || !isOutdoors(facts))) return null;
  const far = farColour(facts);
  const light = clamp(0.25 + facts.brightness * 1.35, 0.25, 1);
  const colour: Rgb = [
    mix(far[0], FOG_WHITE[0] * light, 0.6),
    mix(far[1], FOG_WHITE[1] * light, 0.6),
    mix(far[2], FOG_WHITE[2] * light, 0.6),
  ];
  const shares = isFog ? FOG_SHARES : VEIL_SHARES;
  return { colour, ...fogShares(farthestOf(setup.ground), shares.far, shares.subject) };
}

/** The nearness that one pixel in twenty lies beyond. */
function farthestOf({ values }: Plane): number {
  const sorted = Float32Array.from(values).sort();
  return sorted[Math.floor(sorted.length * FARTHEST_PERCENTILE)] ?? 1;
}

type Gain = readonly [number, number, number];

const TIME_LIGHT: Readonly<Record<TimeId, { readonly gain: Gain; readonly saturation: number }>> = {
  day: { gain: [1, 1, 1], saturation: 1 },
  morning: { gain: [1.03, 1, 0.94], saturation: 1 },
  sunrise: { gain: [1.05, 0.95, 0.83], saturation: 1.03 },
  sunset: { gain: [1.06, 0.91, 0.76], saturation: 1.06 },
  dusk: { gain: [0.78, 0.74, 0.86], saturation: 0.95 },
  night: { gain: [0.5, 0.57, 0.76], saturation: 0.8 },
  overcast: { gain: [0.95, 0.97, 0.99], saturation: 0.88 },
};
/** A picture that is dark already is not made darker. */
const DARK_PICTURE = 0.24;

function gradeFor(graph: SceneGraph, brightness: number): Air['grade'] {
  const time = graph.time === null ? TIME_LIGHT.day : TIME_LIGHT[graph.time];
  const stormy = graph.weather.includes('storm');
  const raining = graph.weather.includes('rain');
  const weather: Gain = stormy ? [0.7, 0.74, 0.8] : raining ? [0.9, 0.93, 0.97] : [1, 1, 1];
  const dull = stormy ? 0.82 : raining || graph.weather.includes('snow') ? 0.92 : 1;
  const floor = brightness < DARK_PICTURE ? 0.88 : 0;
  const gain: Gain = [
    Math.max(floor, time.gain[0] * weather[0]),
    Math.max(floor, time.gain[1] * weather[1]),
    Math.max(floor, time.gain[2] * weather[2]),
  ];
  const saturation = time.saturation * dull;
  if (gain.every((value) => value === 1) && saturation === 1) return null;
  return { gain, contrast: 1, saturation };
}
