import { beats, scatter } from '../dsp/scatter.ts';
import { addTone } from '../dsp/strokes.ts';
import { drift, shape } from '../dsp/drift.ts';
import { bandPass, filter } from '../dsp/filters.ts';
import { noise } from '../dsp/noise.ts';
import { SAMPLE_RATE, between, silence } from '../dsp/tape.ts';
import type { Stereo, Tape } from '../dsp/tape.ts';

/** Field crickets: chirps of three or four pulses of a pure tone near 4.5 kHz, each insect with its own pitch and pace. */
export function crickets(tape: Tape): Stereo {
  const random = tape.random('crickets');
  const sound = silence(tape.sampleCount);
  for (let insect = 0; insect < 6; insect++) {
    const hz = between(random, 4050, 5000);
    const pan = between(random, -0.95, 0.95);
    const gain = 0.09 + 0.5 * random() ** 3;
    const pulses = random() < 0.5 ? 3 : 4;
    const beat = {
      everySeconds: between(random, 0.36, 0.62),
      firstSeconds: between(random, 0, 0.5),
      looseness: 0.03,
    };
    beats(tape.seconds, random, beat, (at) => {
      for (let pulse = 0; pulse < pulses; pulse++) {
        addTone(
          sound,
          { atSeconds: at + pulse * 0.034, gain: gain * (0.7 + 0.1 * pulse), pan },
          { seconds: 0.022, fromHz: hz, toHz: hz * 0.985, attackSeconds: 0.007, decaySeconds: 0.02 },
        );
      }
    });
  }
  return sound;
}

/** Cicadas by day: a bright band that buzzes and swells. */
export function cicadas(tape: Tape): Stereo {
  const random = tape.random('cicadas');
  const count = tape.sampleCount;
  const sound = silence(count);
  for (const side of [sound.left, sound.right]) {
    const insects = noise(count, random, 'white');
    filter(insects, bandPass(between(random, 4600, 5600), 5));
    filter(insects, bandPass(5200, 3));
    shape(insects, drift(count, random, { seconds: 1.6, low: 0.25, high: 1 }));
    const buzz = (2 * Math.PI * between(random, 58, 72)) / SAMPLE_RATE;
    for (let i = 0; i < count; i++) side[i] = (insects[i] ?? 0) * (0.6 + 0.4 * Math.sin(buzz * i));
  }
  return sound;
}

/** Frogs at a pond by night: short creaks in answer to each other. */
export function frogs(tape: Tape): Stereo {
  const random = tape.random('frogs');
  const sound = silence(tape.sampleCount);
  scatter(tape.seconds, random, { perSecond: 1.5, leadSeconds: 0.3 }, (at) => {
    const hz = between(random, 520, 900);
    const pan = between(random, -0.9, 0.9);
    const gain = between(random, 0.15, 0.6);
    const pulses = Math.round(between(random, 5, 9));
    for (let pulse = 0; pulse < pulses; pulse++) {
      addTone(
        sound,
        { atSeconds: at + pulse * 0.03, gain: gain * (0.5 + pulse / pulses / 2), pan },
        {
          seconds: 0.028,
          fromHz: hz * (0.9 + pulse * 0.015),
          toHz: hz,
          attackSeconds: 0.004,
          decaySeconds: 0.009,
          harmonics: [0.6, 0.4, 0.15],
        },
      );
    }
  });
  return sound;
}

/** An owl far off: a long call, a rest, and a trembling one. */
export function owl(tape: Tape): Stereo {
  const random = tape.random('owl');
  const sound = silence(tape.sampleCount);
  const pan = between(random, -0.7, 0.7);
  const hz = between(random, 340, 390);
  const harmonics = [0.12, 0.04];
  for (let at = between(random, 0.8, 2); at < tape.seconds; at += between(random, 6, 9)) {
    addTone(
      sound,
      { atSeconds: at, gain: 0.5, pan },
      { seconds: 0.55, fromHz: hz * 0.97, toHz: hz, attackSeconds: 0.1, decaySeconds: 0.6, harmonics },
    );
    addTone(
      sound,
      { atSeconds: at + 1.1, gain: 0.35, pan },
      { seconds: 0.14, fromHz: hz, toHz: hz, attackSeconds: 0.04, decaySeconds: 0.2, harmonics },
    );
    addTone(
      sound,
      { atSeconds: at + 1.36, gain: 0.5, pan },
      {
        seconds: 0.95,
        fromHz: hz * 1.02,
        toHz: hz * 0.95,
        attackSeconds: 0.12,
        decaySeconds: 0.7,
        harmonics,
        vibrato: { hz: 7, depth: 0.012 },
      },
    );
  }
  return sound;
}
