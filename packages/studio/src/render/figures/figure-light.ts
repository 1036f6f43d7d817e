import type { Glow, Shot } from '../../scene/shot.ts';
import { clamp } from '../../maths/curves.ts';
import { hash1 } from '../../maths/random.ts';
import type { Figure } from '../../vocabulary/figure.ts';
import type { View } from '../view.ts';

type Triple = readonly [number, number, number];

/** The light that falls on one figure. Directions are as seen: right, up, towards the viewer. Colours of fog and rim are sRGB. */
export interface FigureLight {
  readonly ambient: Triple;
  readonly key: Triple;
  readonly keyDirection: Triple;
  /** The sum of lamps and fires nearby, from their common direction. */
  readonly local: Triple;
  readonly localDirection: Triple;
  /** Between the key light and the viewer, where polished surfaces gleam. */
  readonly gleamDirection: Triple;
  readonly gleam: number;
  readonly rim: number;
  readonly rimColour: Triple;
  /** For pictures that are already shaded: the light in their middle and its change from left to right. */
  readonly flat: Triple;
  readonly flatAcross: Triple;
  readonly fog: Triple;
  readonly fogAmount: number;
}

/** Seconds between two values of a fire's flicker. */
const FLICKER_SECONDS = 0.09;

export function glowStrength(glow: Glow, seconds: number): number {
  if (glow.flicker <= 0) return glow.strength;
  const step = seconds / FLICKER_SECONDS;
  const whole = Math.floor(step);
  const seed = Math.round(glow.x * 31 + glow.y * 17);
  const low = hash1(whole, seed);
  const noise = low + (hash1(whole + 1, seed) - low) * (step - whole);
  return glow.strength * (1 + glow.flicker * 0.35 * (noise - 0.5));
}

/** 0..1 of the colour that the air takes over `depth` metres. */
export function fogOver(shot: Shot, depth: number): number {
  const { world } = shot;
  if (world.kind === 'open' || world.kind === 'street')
    return 1 - Math.exp(-depth / Math.max(1, world.fogMetres));
  if (world.kind === 'underwater') return 1 - Math.exp(-depth / Math.max(1, world.visibilityMetres));
  return 0;
}

/** What light of its own a figure has: none, that of a lamp (never dark), or that of a fire's logs, lit by flames before them. */
export type OwnLight = 'none' | 'lamp' | 'embers';

/** The least light that each kind leaves a picture. Embers are dim because the flames' pool of light comes on top. */
const OWN_LIGHT: Readonly<Record<OwnLight, Triple>> = {
  none: [0, 0, 0],
  lamp: [1, 1, 1],
  embers: [0.52, 0.43, 0.38],
};

/** The own light of a figure. Drawn fires are logs and stones under flames that are added later, with their own shine. */
export function ownLightOf(figure: Figure): OwnLight {
  if (figure.emits === undefined) return 'none';
  return figure.kind === 'fire' && figure.art.kind === 'drawn' ? 'embers' : 'lamp';
}

/** Light at a place of the world, `depth` metres from the viewer. */
export function lightAt(
  shot: Shot,
  view: View,
  place: { x: number; y: number; z: number },
  depth: number,
  own: OwnLight,
): FigureLight {
  const { light } = shot;
  const toKey = keyDirection(shot, view);
  const local = localLight(shot, view, place);
  const brightness = (light.key[0] + light.key[1] + light.key[2]) / 3;
  const flat = (channel: 0 | 1 | 2): number => {
    const sun = light.ambient[channel] + 0.6 * light.key[channel];
    const lit = own === 'none' ? sun + 0.55 * local.colour[channel] : sun;
    return Math.max(OWN_LIGHT[own][channel], Math.min(1.25, lit));
  };
  const across = (channel: 0 | 1 | 2): number =>
    own !== 'none'
      ? 0
      : 0.16 * light.key[channel] * toKey[0] + 0.9 * local.colour[channel] * local.direction[0];
  const half = normalised(toKey[0] * 0.9, toKey[1] * 0.9, toKey[2] * 0.9 + 0.75);
  return {
    ambient: light.ambient,
    key: [light.key[0] * 1.05, light.key[1] * 1.05, light.key[2] * 1.05],
    keyDirection: toKey,
    local: local.colour,
    localDirection: local.direction,
    gleamDirection: half,
    gleam: 46 * clamp(brightness + 0.1),
    rim: 0.2 + 0.35 * (1 - light.night),
    rimColour: [light.horizon[0] * 0.55, light.horizon[1] * 0.55, light.horizon[2] * 0.55],
    flat: [flat(0), flat(1), flat(2)],
    flatAcross: [across(0), across(1), across(2)],
    fog: light.fog,
    fogAmount: fogOver(shot, depth) * (own !== 'none' ? 0.6 : 1),
  };
}

/** Share of a figure's light that has no colour: the rest may be as orange or blue as the hour. */
const NEUTRAL = 0.55;
/** Figures are never darker than this: a face must be seen at night. */
const DARKEST_AMBIENT = 0.36;
const DARKEST_FLAT = 0.62;
const NIGHT_RIM = 0.5;
const NIGHT_RIM_COLOUR: Triple = [150, 168, 196];

/** The light that actors are filmed in: paler than that of the scenery, and at night with a rim that sets them off. */
export function actorLight(light: FigureLight, night: number): FigureLight {
  const rimShare = Math.min(1, night) * 0.8;
  return {
    ...light,
    ambient: atLeast(paled(light.ambient), DARKEST_AMBIENT),
    key: paled(light.key),
    local: paled(light.local),
    flat: atLeast(paled(light.flat), DARKEST_FLAT),
    flatAcross: paled(light.flatAcross),
    rim: light.rim + (NIGHT_RIM - light.rim) * rimShare,
    rimColour: mixed(light.rimColour, NIGHT_RIM_COLOUR, rimShare),
  };
}

function greyOf([red, green, blue]: Triple): number {
  return 0.3 * red + 0.59 * green + 0.11 * blue;
}

function paled(colour: Triple): Triple {
  const grey = greyOf(colour);
  return mixed(colour, [grey, grey, grey], NEUTRAL);
}

function mixed(from: Triple, to: Triple, share: number): Triple {
  return [
    from[0] + (to[0] - from[0]) * share,
    from[1] + (to[1] - from[1]) * share,
    from[2] + (to[2] - from[2]) * share,
  ];
}

function atLeast(colour: Triple, least: number): Triple {
  const grey = greyOf(colour);
  if (grey >= least || grey <= 0) return colour;
  const gain = least / grey;
  return [colour[0] * gain, colour[1] * gain, colour[2] * gain];
}

/** The way to the sun as seen, never quite from behind: what faces the viewer must stay readable. */
function keyDirection(shot: Shot, view: View): Triple {
  const { sunAzimuth, sunElevation } = shot.light;
  const level = Math.cos(sunElevation);
  const east = Math.sin(sunAzimuth) * level;
  const north = Math.cos(sunAzimuth) * level;
  const right = east * view.cosYaw - north * view.sinYaw;
  const away = east * view.sinYaw + north * view.cosYaw;
  return normalised(right, Math.max(0.35, Math.sin(sunElevation)), Math.max(0.3, -away));
}

/** Nearer than this, metres, light takes less: the ground around a lamp is lit again when all is drawn. */
const CLOSE_METRES = 0.6;

function closeness(distance: number): number {
  return 0.45 + 0.55 * clamp(distance / CLOSE_METRES);
}

function localLight(
  shot: Shot,
  view: View,
  place: { x: number; y: number; z: number },
): { colour: Triple; direction: Triple } {
  let red = 0;
  let green = 0;
  let blue = 0;
  let right = 0;
  let up = 0;
  let towards = 0;
  for (const glow of shot.glows) {
    const dx = glow.x - place.x;
    const dy = glow.y - place.y;
    const dz = glow.z - place.z;
    const distance = Math.sqrt(dx * dx + dy * dy + dz * dz) + 1e-6;
    const fall = clamp(1 - distance / glow.radiusMetres);
    if (fall <= 0) continue;
    // By day lamps add little to what the sun gives.
    const power =
      fall * fall * closeness(distance) * glowStrength(glow, view.seconds) * (0.25 + 0.75 * shot.light.night);
    red += (glow.colour[0] / 255) * power;
    green += (glow.colour[1] / 255) * power;
    blue += (glow.colour[2] / 255) * power;
    const weight = power / distance;
    right += (dx * view.cosYaw - dy * view.sinYaw) * weight;
    up += dz * weight;
    towards -= (dx * view.sinYaw + dy * view.cosYaw) * weight;
  }
  const strongest = Math.max(red, green, blue);
  const limit = strongest > 1 ? 1 / strongest : 1;
  return {
    colour: [red * limit, green * limit, blue * limit],
    direction: normalised(right, up, towards + 0.15),
  };
}

function normalised(x: number, y: number, z: number): Triple {
  const size = Math.sqrt(x * x + y * y + z * z);
  return size < 1e-9 ? [0, 0, 1] : [x / size, y / size, z / size];
}
