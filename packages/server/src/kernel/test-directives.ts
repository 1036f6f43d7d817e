/**
 * Magic prompts: `reelay:...` words in a prompt of a test key that play faults, like a payment API's test cards.
 * A word that does not exist is refused and never rendered: a typo would make a test pass for the wrong reason.
 */
import { z } from 'zod';
import { AppError } from './errors.ts';
import { FAILURES, type FailureReason } from './failures.ts';
import type { JsonValue } from './json.ts';

/** What a submit can be refused with; the rest of `ERRORS` is told by sending what it refuses. */
const DIRECTED_REFUSALS = [
  'RATE_LIMITED',
  'INSUFFICIENT_CREDITS',
  'INTERNAL',
  'SHUTTING_DOWN',
  'ENGINE_UNAVAILABLE',
  'IDEMPOTENCY_IN_PROGRESS',
] as const;
const DOWNLOAD_FAULTS = ['slow', '404', '500', 'truncated', 'expired'] as const;

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the keys of a table are its keys
const FAILURE_REASONS = Object.keys(FAILURES) as FailureReason[];
/** A directed wait of 14 minutes still ends before the time limit of 15. */
const LONGEST_SECONDS = 14 * 60;
const MOST_TIMES = 100;
const TIME = '1s to 14m';

const seconds = z.int().min(1).max(LONGEST_SECONDS);
const times = z.int().min(1).max(MOST_TIMES);

const webhookDirective = z.discriminatedUnion('fault', [
  /** The first `times` tries fail. */
  z.object({ fault: z.literal('fail'), times }),
  /** Never arrives. */
  z.object({ fault: z.literal('lost') }),
  /** Arrives twice, with the same id. */
  z.object({ fault: z.literal('duplicate') }),
  /** Is sent so many seconds after the end. */
  z.object({ fault: z.literal('late'), seconds }),
  z.object({ fault: z.literal('bad_signature') }),
]);

/** All keys are always there; the defaults let a generation stored by an older release be read. */
const testDirectives = z.object({
  /** The generation ends failed with this. */
  fail: z.enum(FAILURE_REASONS).nullable().default(null),
  /** 0..99; the progress at which it fails. Only with `fail`. */
  failAtPercent: z.int().min(0).max(99).nullable().default(null),
  /** The engine takes at least so long. */
  delaySeconds: seconds.nullable().default(null),
  /** It stays pending so long before it is started. */
  queueSeconds: seconds.nullable().default(null),
  /** The engine never ends. */
  stuck: z.boolean().default(false),
  /** The engine's reply to the start is lost, and for a while it cannot tell whether it has the work. */
  unknown: z.boolean().default(false),
  /** A prepared clip instead of a render. */
  fast: z.boolean().default(false),
  /** `times`: only so many submits with one Idempotency-Key are refused; null for all. */
  refuse: z
    .object({ code: z.enum(DIRECTED_REFUSALS), times: times.nullable() })
    .nullable()
    .default(null),
  webhook: webhookDirective.nullable().default(null),
  /** What a GET of the video does. `times`: only so many of them; null for all. */
  download: z
    .object({ fault: z.enum(DOWNLOAD_FAULTS), times: times.nullable() })
    .nullable()
    .default(null),
});

/** What a magic prompt asks for, as it is stored with the generation. */
export type TestDirectives = Readonly<z.infer<typeof testDirectives>>;
export type WebhookDirective = z.infer<typeof webhookDirective>;
export type DirectedRefusal = (typeof DIRECTED_REFUSALS)[number];
export type DownloadFault = (typeof DOWNLOAD_FAULTS)[number];

interface Word {
  /** How it is written, for people. */
  readonly form: string;
  /** What may stand where `form` has its example. */
  readonly takes?: string;
  /** Null when the value is not one that the word takes. An absent value is the empty string. */
  readonly read: (value: string) => Partial<TestDirectives> | null;
}

const WORDS: Readonly<Record<string, Word>> = {
  fail: {
    form: 'fail=CODE',
    takes: FAILURE_REASONS.join(', '),
    read: (value) => found(oneOf(FAILURE_REASONS, value), (fail) => ({ fail })),
  },
  at: {
    form: 'at=40%',
    takes: '0% to 99%',
    read: (value) => found(whole(value, /^(\d{1,2})%$/), (failAtPercent) => ({ failAtPercent })),
  },
  delay: {
    form: 'delay=30s',
    takes: TIME,
    read: (value) => found(readSeconds(value), (delaySeconds) => ({ delaySeconds })),
  },
  queue: {
    form: 'queue=10s',
    takes: TIME,
    read: (value) => found(readSeconds(value), (queueSeconds) => ({ queueSeconds })),
  },
  stuck: { form: 'stuck', read: (value) => (value === '' ? { stuck: true } : null) },
  unknown: { form: 'unknown', read: (value) => (value === '' ? { unknown: true } : null) },
  fast: { form: 'fast', read: (value) => (value === '' ? { fast: true } : null) },
  refuse: {
    form: 'refuse=CODE or refuse=CODE*2',
    takes: `${DIRECTED_REFUSALS.join(', ')}; a star and 1 to ${MOST_TIMES} for only so many submits`,
    read(value) {
      const { word, limit } = readTimes(value);
      const code = oneOf(DIRECTED_REFUSALS, word);
      return code === null || limit === null ? null : { refuse: { code, ...limit } };
    },
  },
  webhook: {
    form: 'webhook=fail:3, webhook=lost, webhook=duplicate, webhook=late:10s or webhook=bad_signature',
    takes: `1 to ${MOST_TIMES} tries; ${TIME}`,
    read: (value) => found(readWebhook(value), (webhook) => ({ webhook })),
  },
  download: {
    form: 'download=FAULT or download=FAULT*2',
    takes: `${DOWNLOAD_FAULTS.join(', ')}; a star and 1 to ${MOST_TIMES} for only so many downloads`,
    read(value) {
      const { word, limit } = readTimes(value);
      const fault = oneOf(DOWNLOAD_FAULTS, word);
      return fault === null || limit === null ? null : { download: { fault, ...limit } };
    },
  },
};

/** Words that cannot both be done. */
const CONFLICTS = [
  ['stuck', 'fail'],
  ['stuck', 'delay'],
  ['stuck', 'fast'],
  ['fast', 'fail'],
] as const;

const DIRECTIVE = /(?:^|\s)reelay:\S*/giu;

/** Reads the `reelay:...` words of a prompt; null when it has none. Refuses those that do not exist. */
export function readTestDirectives(prompt: string): TestDirectives | null {
  const given = new Map<string, Partial<TestDirectives>>();
  for (const token of prompt.split(/\s+/u)) {
    const at = token.toLowerCase().indexOf('reelay:');
    if (at < 0) continue;
    if (at > 0) throw refusal(token, 'does not begin with reelay:. Put a space in front of it');
    const [name, directives] = readWord(token);
    if (given.has(name)) throw refusal(token, `gives ${name} a second time. Leave one out`);
    given.set(name, directives);
  }
  if (given.size === 0) return null;
  if (given.has('at') && !given.has('fail'))
    throw refusal('reelay:at', 'says when to fail. Give reelay:fail=CODE as well');
  for (const [one, other] of CONFLICTS)
    if (given.has(one) && given.has(other))
      throw refusal(`reelay:${one}`, `cannot be together with reelay:${other}. Leave one out`);
  return testDirectives.parse(Object.assign({}, ...given.values()));
}

/** Reads what was stored with a generation. What we cannot have stored is a defect. */
export function parseTestDirectives(stored: JsonValue): TestDirectives | null {
  return stored === null ? null : testDirectives.parse(stored);
}

/** What is left of a magic prompt to be rendered; may be empty. */
export function withoutTestDirectives(prompt: string): string {
  return prompt.replaceAll(DIRECTIVE, '').trim();
}

/** True when no engine has anything to draw: such a generation needs no place of one, and may wait without harm. */
export function rendersNothing({ fail, stuck, fast }: TestDirectives): boolean {
  return fail !== null || stuck || fast;
}

function readWord(token: string): readonly [string, Partial<TestDirectives>] {
  const [, name = '', value = ''] = /^reelay:([^=]*)=?(.*)$/isu.exec(token) ?? [];
  const word = Object.hasOwn(WORDS, name) ? WORDS[name] : undefined;
  if (!word) throw refusal(token, `is no test word. There are: ${everyForm()}`);
  const directives = word.read(value);
  if (directives === null || (value === '' && token.endsWith('=')))
    throw refusal(token, `is malformed. Write ${describe(word)}`);
  return [name, directives];
}

function refusal(token: string, why: string): AppError {
  const shown = token.length > 60 ? `${token.slice(0, 60)}...` : token;
  return new AppError('INVALID_REQUEST', { field: 'prompt', detail: `prompt: "${shown}" ${why}.` });
}

function everyForm(): string {
  return Object.values(WORDS)
    .map(({ form }) => `reelay:${form}`)
    .join('; ');
}

function describe({ form, takes }: Word): string {
  return takes === undefined ? `reelay:${form}` : `reelay:${form} (${takes})`;
}

function found<Value, Result>(value: Value | null, make: (value: Value) => Result): Result | null {
  return value === null ? null : make(value);
}

function oneOf<Name extends string>(names: readonly Name[], value: string): Name | null {
  return names.find((name) => name === value) ?? null;
}

/** The number that `form` catches; null when the value is not written so. */
function whole(value: string, form: RegExp): number | null {
  const [, digits] = form.exec(value) ?? [];
  return digits === undefined ? null : Number(digits);
}

/** `30s` or `2m`; 1 second to 14 minutes. */
function readSeconds(value: string): number | null {
  const [, digits, unit] = /^(\d{1,4})([sm])$/.exec(value) ?? [];
  const parsed = seconds.safeParse(Number(digits) * (unit === 'm' ? 60 : 1));
  return parsed.success ? parsed.data : null;
}

/** `CODE` for always, `CODE*2` for the first two; `limit` is null when what follows the star is no count. */
function readTimes(value: string): {
  readonly word: string;
  readonly limit: { readonly times: number | null } | null;
} {
  const [word = '', ...counts] = value.split('*');
  if (counts.length === 0) return { word, limit: { times: null } };
  const parsed = times.safeParse(whole(counts.join('*'), /^(\d{1,3})$/));
  return { word, limit: parsed.success ? { times: parsed.data } : null };
}

function readWebhook(value: string): WebhookDirective | null {
  const [fault = '', ...amounts] = value.split(':');
  const amount = amounts.join(':');
  switch (fault) {
    case 'fail':
      return known({ fault, times: whole(amount, /^(\d{1,3})$/) });
    case 'late':
      return known({ fault, seconds: readSeconds(amount) });
    default:
      return amounts.length === 0 ? known({ fault }) : null;
  }
}

function known(directive: unknown): WebhookDirective | null {
  return webhookDirective.safeParse(directive).data ?? null;
}
