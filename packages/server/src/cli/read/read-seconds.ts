import { UsageError } from '../usage-error.ts';

const SECONDS_OF = { s: 1, m: 60, h: 3_600, d: 86_400 } as const satisfies Record<string, number>;

/** `90`, `90s`, `10m`, `2h`, `7d` as whole seconds; null when it is nothing of the kind. */
export function parseSeconds(text: string): number | null {
  const [, count, unit] = /^(\d{1,9})(s|m|h|d)?$/.exec(text.trim()) ?? [];
  if (count === undefined) return null;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the expression above lets nothing else through
  return Number(count) * SECONDS_OF[(unit ?? 's') as keyof typeof SECONDS_OF];
}

/** A length of time that an option takes. */
export function readSeconds(option: string, text: string): number {
  const seconds = parseSeconds(text);
  if (seconds !== null) return seconds;
  throw new UsageError(`${option}: "${text}" is no length of time, such as 90s, 10m, 2h or 7d`);
}

/** A time that an option takes: so long ago, or as it stands, for the server to read. */
export function readTimeAgo(text: string, now: Date): string {
  const seconds = parseSeconds(text);
  // A bare number could be meant as a year.
  if (seconds === null || /^\d+$/.test(text.trim())) return text;
  return new Date(now.getTime() - seconds * 1000).toISOString();
}

/** A whole number from `least` that an option takes. */
export function readCount(option: string, text: string, least = 1): number {
  if (/^\d{1,9}$/.test(text) && Number(text) >= least) return Number(text);
  throw new UsageError(`${option}: "${text}" is no whole number from ${least}`);
}
