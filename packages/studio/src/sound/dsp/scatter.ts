/**
 * Moments of things that happen by chance, `perSecond` on average (a Poisson process), from `-lead` seconds to the end:
 * what began before the first picture is already under way in it. `density` (0..1) thins them out over time.
 */
export function scatter(
  seconds: number,
  random: () => number,
  { perSecond, leadSeconds = 0, density }: Scattering,
  happen: (atSeconds: number) => void,
): void {
  let at = -leadSeconds;
  for (;;) {
    at += -Math.log(1 - random() * 0.999999) / perSecond;
    if (at >= seconds) return;
    if (density === undefined || random() < density(at)) happen(at);
  }
}

export interface Scattering {
  readonly perSecond: number;
  readonly leadSeconds?: number;
  readonly density?: (atSeconds: number) => number;
}

/**
 * Moments `everySeconds` apart, the first at `firstSeconds`, each late or early by up to `looseness` of the interval.
 * The looseness is not carried on: a walker keeps time.
 */
export function beats(
  seconds: number,
  random: () => number,
  { everySeconds, firstSeconds, looseness }: Beat,
  happen: (atSeconds: number, index: number) => void,
): void {
  for (let index = 0; ; index++) {
    const at = firstSeconds + index * everySeconds;
    if (at >= seconds) return;
    happen(Math.max(0, at + (random() * 2 - 1) * looseness * everySeconds), index);
  }
}

export interface Beat {
  readonly everySeconds: number;
  readonly firstSeconds: number;
  readonly looseness: number;
}
