import { drift, shape } from '../dsp/drift.ts';
import { filterStereo, highPass, lowPass } from '../dsp/filters.ts';
import { wideNoise } from '../dsp/noise.ts';
import { scatter } from '../dsp/scatter.ts';
import { addBurst, addTone } from '../dsp/strokes.ts';
import { between, silence } from '../dsp/tape.ts';
import type { Stereo, Tape } from '../dsp/tape.ts';

/** Burning wood: a low flutter, a thin hiss, and crackles whose levels follow a power law, as those of real fires do. */
export function fire(tape: Tape): Stereo {
  const random = tape.random('fire');
  const count = tape.sampleCount;
  const sound = wideNoise(count, random, 'brown');
  filterStereo(sound, highPass(70), lowPass(360));
  const hiss = wideNoise(count, random, 'white');
  filterStereo(hiss, highPass(2500), lowPass(8000));
  for (const [roar, air] of [
    [sound.left, hiss.left],
    [sound.right, hiss.right],
  ] as const) {
    shape(roar, drift(count, random, { seconds: 0.14, low: 0.2, high: 0.75 }));
    shape(air, drift(count, random, { seconds: 0.5, low: 0.015, high: 0.05 }));
    for (let i = 0; i < count; i++) roar[i] = (roar[i] ?? 0) + (air[i] ?? 0);
  }
  const activity = drift(count, random, { seconds: 0.8, low: 0.15, high: 1 });
  scatter(
    tape.seconds,
    random,
    { perSecond: 38, density: (t) => activity[Math.floor((t / tape.seconds) * (activity.length - 1))] ?? 1 },
    (atSeconds) => {
      const gain = Math.min(0.9, 0.025 * (random() + 0.003) ** -0.6);
      const isPop = gain > 0.35;
      addBurst(
        sound,
        { atSeconds, gain, pan: between(random, -0.6, 0.6) },
        {
          seconds: isPop ? 0.06 : 0.02,
          hz: isPop ? between(random, 700, 1900) : between(random, 1600, 6500),
          q: 1.2,
          attackSeconds: 0,
          decaySeconds: isPop ? 0.009 : between(random, 0.0008, 0.004),
        },
        random,
      );
    },
  );
  return sound;
}

/** Rockets that whistle up, burst with a boom that comes late, and crackle as they fall. */
export function fireworks(tape: Tape): Stereo {
  const random = tape.random('fireworks');
  const sound = silence(tape.sampleCount);
  scatter(tape.seconds, random, { perSecond: 1.25, leadSeconds: 1.2 }, (at) => {
    const pan = between(random, -0.8, 0.8);
    const far = between(random, 0.35, 1);
    if (random() < 0.45) {
      const hz = between(random, 1300, 2300);
      addTone(
        sound,
        { atSeconds: at - 0.8, gain: 0.035 * far, pan },
        {
          seconds: 0.8,
          fromHz: hz,
          toHz: hz * 0.55,
          attackSeconds: 0.15,
          decaySeconds: 1,
          vibrato: { hz: 23, depth: 0.01 },
        },
      );
    }
    for (const [hz, gain, decaySeconds] of [
      [62, 1.4, 0.28],
      [150, 0.8, 0.16],
      [900, 0.3, 0.05],
    ] as const) {
      addBurst(
        sound,
        { atSeconds: at + 0.1, gain: gain * far, pan },
        { seconds: 1.4, hz: hz * between(random, 0.85, 1.2), q: 0.8, attackSeconds: 0.003, decaySeconds },
        random,
      );
    }
    const crackles = random() < 0.6 ? Math.round(between(random, 25, 70)) : 6;
    for (let i = 0; i < crackles; i++) {
      const late = random() ** 0.7 * 1.3;
      addBurst(
        sound,
        {
          atSeconds: at + 0.35 + late,
          gain: between(random, 0.05, 0.22) * far * (1.4 - late),
          pan: pan + between(random, -0.2, 0.2),
        },
        { seconds: 0.03, hz: between(random, 2200, 5600), q: 1.2, attackSeconds: 0, decaySeconds: 0.004 },
        random,
      );
    }
  });
  return sound;
}
