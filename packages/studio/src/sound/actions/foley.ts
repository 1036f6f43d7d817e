import { beats } from '../dsp/scatter.ts';
import { addBurst, addStruck, addTone } from '../dsp/strokes.ts';
import { between, silence } from '../dsp/tape.ts';
import type { Stereo, Tape } from '../dsp/tape.ts';
import { DOINGS } from './doings.ts';
import type { Doing, Part } from './doings.ts';

export type FoleyId = keyof typeof DOINGS;

/** `pace` is the speed of what happens: 1 normal, 0.35 slow motion. Several doers do not keep step with each other. */
export function foley(id: FoleyId, pace: number, doers: number): (tape: Tape) => Stereo {
  const { every, first, looseness, likely = 1, parts }: Doing = DOINGS[id];
  return (tape) => {
    const random = tape.random('foley');
    const sound = silence(tape.sampleCount);
    for (let doer = 0; doer < doers; doer++) {
      const everySeconds = (every / pace) * (doer === 0 ? 1 : between(random, 0.9, 1.1));
      const firstSeconds = everySeconds * (doer === 0 ? first : random()) + 0.08;
      const place = doer === 0 ? 0 : between(random, -0.8, 0.8);
      beats(tape.seconds, random, { everySeconds, firstSeconds, looseness }, (atSeconds, index) => {
        if (index > 0 && random() > likely) return;
        const gain = between(random, 0.75, 1) * (doer === 0 ? 1 : 0.7);
        const spot = { atSeconds, gain, pan: place + between(random, -0.15, 0.15) };
        const bend = between(random, 0.95, 1.06);
        for (const part of parts) strike(sound, part, spot, bend, random);
      });
    }
    return sound;
  };
}

function strike(
  sound: Stereo,
  part: Part,
  { atSeconds, gain, pan }: { readonly atSeconds: number; readonly gain: number; readonly pan: number },
  bend: number,
  random: () => number,
): void {
  const spot = { atSeconds: atSeconds + (part.late ?? 0), gain: gain * part.gain, pan };
  if ('modes' in part) {
    addStruck(sound, spot, part.ring * bend, part.modes);
    return;
  }
  const attackSeconds = part.attack ?? 0.0008;
  const seconds = attackSeconds + part.decay * 6;
  if ('tone' in part) {
    const [fromHz, toHz] = part.tone;
    addTone(sound, spot, {
      seconds,
      fromHz: fromHz * bend,
      toHz: toHz * bend,
      attackSeconds,
      decaySeconds: part.decay,
    });
  } else {
    addBurst(
      sound,
      spot,
      { seconds, hz: part.hz * bend, q: part.q, attackSeconds, decaySeconds: part.decay },
      random,
    );
  }
}
