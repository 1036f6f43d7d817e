import type { Stereo, Tape } from '../dsp/tape.ts';
import { bed } from './beds.ts';
import { birds, gulls } from './birdsong.ts';
import { fire, fireworks } from './fires.ts';
import { cicadas, crickets, frogs, owl } from './night-creatures.ts';
import { churchBells, clinks, clock, machines, rigging, shipHorn, sizzle, traffic } from './town.ts';
import { applause, murmur, roar } from './voices.ts';
import { drips, lapping, stream, surf, underwater } from './waters.ts';
import { leaves, rain, thunder, wind } from './weather.ts';

interface Ambience {
  readonly label: string;
  readonly paint: (tape: Tape) => Stereo;
  /** Integrated loudness of the layer in the mix before the master; -20 is the foreground. */
  readonly lufs: number;
}

/** Everything that a place or the weather can sound like, with its level: the mixing desk of the ambience. */
export const AMBIENCES = {
  breeze: { label: 'a light wind', paint: wind(0.4), lufs: -29 },
  wind: { label: 'wind', paint: wind(0.7), lufs: -22 },
  gale: { label: 'a gale', paint: wind(1), lufs: -23 },
  leaves: { label: 'rustling leaves', paint: leaves, lufs: -28 },
  rain: { label: 'rain', paint: rain('open'), lufs: -21 },
  rain_on_window: { label: 'rain on the window', paint: rain('window'), lufs: -25 },
  thunder: { label: 'thunder', paint: thunder, lufs: -15 },
  snow_hush: { label: 'the hush of snow', paint: bed('snow_hush'), lufs: -31 },
  high_air: { label: 'wind at height', paint: bed('high_air'), lufs: -26 },
  surf: { label: 'surf', paint: surf, lufs: -20 },
  sea_wash: { label: 'the open sea', paint: bed('sea_wash'), lufs: -24 },
  lapping: { label: 'lapping water', paint: lapping, lufs: -24 },
  stream: { label: 'running water', paint: stream, lufs: -22 },
  waterfall: { label: 'a waterfall', paint: bed('falls'), lufs: -20 },
  underwater: { label: 'under water', paint: underwater, lufs: -21 },
  drips: { label: 'dripping water', paint: drips, lufs: -31 },
  fire: { label: 'a crackling fire', paint: fire, lufs: -23 },
  rumble: { label: 'a deep rumble', paint: bed('cabin_rumble'), lufs: -24 },
  fireworks: { label: 'fireworks', paint: fireworks, lufs: -19 },
  birds: { label: 'birdsong', paint: birds('temperate'), lufs: -27 },
  tropical_birds: { label: 'tropical birds', paint: birds('tropical'), lufs: -26 },
  gulls: { label: 'gulls', paint: gulls, lufs: -29 },
  crickets: { label: 'crickets', paint: crickets, lufs: -28 },
  cicadas: { label: 'cicadas', paint: cicadas, lufs: -31 },
  frogs: { label: 'frogs', paint: frogs, lufs: -29 },
  owl: { label: 'an owl', paint: owl, lufs: -30 },
  traffic: { label: 'passing traffic', paint: traffic('dry'), lufs: -22 },
  wet_traffic: { label: 'traffic on a wet road', paint: traffic('wet'), lufs: -22 },
  city_wash: { label: 'the town far off', paint: bed('city_wash'), lufs: -28 },
  murmur: { label: 'a murmuring crowd', paint: murmur(12), lufs: -24 },
  quiet_murmur: { label: 'quiet voices', paint: murmur(6), lufs: -32 },
  roar: { label: 'a crowd in the stands', paint: roar, lufs: -23 },
  applause: { label: 'applause', paint: applause(28), lufs: -21 },
  clinks: { label: 'cups and plates', paint: clinks, lufs: -31 },
  machines: { label: 'machines', paint: machines, lufs: -23 },
  rigging: { label: 'rigging', paint: rigging, lufs: -32 },
  ship_horn: { label: "a ship's horn", paint: shipHorn, lufs: -27 },
  clock: { label: 'a ticking clock', paint: clock, lufs: -38 },
  church_bells: { label: 'church bells', paint: churchBells, lufs: -27 },
  sizzle: { label: 'sizzling', paint: sizzle, lufs: -26 },
  room_tone: { label: 'a quiet room', paint: bed('room_tone'), lufs: -36 },
  office_air: { label: 'ventilation', paint: bed('office_air'), lufs: -34 },
  hall_air: { label: 'a large hall', paint: bed('hall_air'), lufs: -33 },
} as const satisfies Record<string, Ambience>;

export type AmbienceId = keyof typeof AMBIENCES;
