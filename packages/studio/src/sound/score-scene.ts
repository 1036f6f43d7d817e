import type { PcmSound } from '../codec/pcm-sound.ts';
import { hashText } from '../maths/random.ts';
import type { SceneGraph } from '../prompt/scene-graph.ts';
import { AMBIENCES } from './ambience/ambiences.ts';
import { deepDrone } from './ambience/cosmos.ts';
import { addStereo, createTape, decibels, silence } from './dsp/tape.ts';
import type { Stereo, Tape } from './dsp/tape.ts';
import { finish } from './master/finish.ts';
import { measureLoudness } from './master/loudness.ts';
import { planActions } from './plan/plan-actions.ts';
import { planAmbience } from './plan/plan-ambience.ts';
import { planMood } from './plan/plan-mood.ts';
import { readSilences } from './plan/silences.ts';
import { compose } from './score/compose.ts';
import type { Composition } from './score/composition.ts';
import { SOLOS, moodOf } from './score/moods.ts';
import type { MoodId, SoloId } from './score/moods.ts';
import { perform } from './score/perform.ts';

export interface SoundOptions {
  /** Length of the film; the sound has `Math.round(seconds * 48000)` samples. */
  readonly seconds: number;
  readonly seed: number;
}

/** What is heard, for the manifest. Plain JSON. */
export interface SoundReport {
  /** In order of the mix: "surf", "gulls", "footsteps on sand", "score: calm, D major, 72 bpm". Empty for silence. */
  readonly heard: readonly string[];
}

/** Something on the desk, ready to be painted. */
interface Channel {
  readonly label: string;
  readonly paint: (tape: Tape) => Stereo;
  readonly lufs: number;
}

/** Levels of the music against the foreground of the ambience, which is -20. */
const SCORE_LUFS = -24;
const SOLO_LUFS = -20;
const DRONE_LUFS = -22;

/**
 * The sound of a scene: ambience of place, hour and weather, what those in it are heard to do, and a quiet score. 48 kHz
 * stereo, -18 LUFS, true peak under -1 dBTP. Pure: the same graph, length and seed give the same samples.
 */
export function scoreScene(
  graph: SceneGraph,
  { seconds, seed }: SoundOptions,
): { readonly sound: PcmSound; readonly report: SoundReport } {
  // Another prompt with the same seed is another piece in another key.
  const tape = createTape(seconds, seed ^ hashText(graph.prompt));
  const silences = readSilences(graph);
  const channels = silences.isSilent ? [] : fillDesk(graph, tape, silences);
  const mix = silence(tape.sampleCount);
  for (const { paint, lufs } of channels) {
    const layer = paint(tape);
    const loudness = measureLoudness(layer);
    if (Number.isFinite(loudness)) addStereo(mix, layer, decibels(lufs - loudness));
  }
  return { sound: finish(mix), report: { heard: channels.map(({ label }) => label) } };
}

function fillDesk(
  graph: SceneGraph,
  tape: Tape,
  silences: ReturnType<typeof readSilences>,
): readonly Channel[] {
  const actions = planActions(graph);
  // A drummer alone needs a beat, whatever the place.
  const mood = actions.solo === 'drums' ? 'bright' : planMood(graph, tape.random('mood'));
  const arrangement = actions.solo === null ? null : SOLOS[actions.solo];
  const music = compose(mood, arrangement, tape.seconds, tape.random('composition'));
  const ambience = planAmbience(graph, silences).map((id): Channel => AMBIENCES[id]);
  const isAirless = graph.place.id === 'space' || graph.place.id === 'moon' || graph.place.id === 'mars';
  const channels = [
    ...ambience,
    ...(isAirless ? [{ label: 'a deep drone', paint: deepDrone(music.rootHz), lufs: DRONE_LUFS }] : []),
    ...actions.layers,
    ...(silences.isWithoutMusic && actions.solo === null ? [] : [musicChannel(music, mood, actions.solo)]),
  ];
  // A cheering audience is both a word and an action: heard once.
  return [...new Map(channels.map((channel) => [channel.label, channel])).values()];
}

function musicChannel(music: Composition, mood: MoodId, solo: SoloId | null): Channel {
  const { hallSeconds } = moodOf(mood);
  const name = solo ?? `score: ${mood}`;
  return {
    label:
      solo === 'drums'
        ? `${name}, ${music.beatsPerMinute} bpm`
        : `${name}, ${music.key}, ${music.beatsPerMinute} bpm`,
    paint: (tape) => perform(music, tape, solo === null ? hallSeconds : Math.min(1.6, hallSeconds)),
    lufs: solo === null ? SCORE_LUFS : SOLO_LUFS,
  };
}
