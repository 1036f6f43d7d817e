import { availableParallelism } from 'node:os';
import { z } from 'zod';

/** One setting: the environment variable that names it, what it takes, and the sentence that `--help` prints. */
interface Setting<Schema extends z.ZodType> {
  readonly variable: string;
  readonly schema: Schema;
  readonly shownDefault: string;
  readonly help: string;
}

const setting = <Schema extends z.ZodType>(
  variable: string,
  schema: Schema,
  shownDefault: string,
  help: string,
): Setting<Schema> => ({ variable, schema, shownDefault, help });

const wholeNumber = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, { error: 'must be a whole number' })
    .transform(Number)
    .pipe(z.number().min(least).max(most));

const portList = z
  .string()
  .regex(/^\s*\d{1,5}(\s*,\s*\d{1,5})*\s*$/, { error: 'must be port numbers with commas between them' })
  .transform((text) => text.split(',').map(Number))
  .refine((ports) => ports.every((port) => port >= 1 && port <= 65_535), {
    error: 'must be ports from 1 to 65535',
  });

const webAddress = z
  .url({ protocol: /^https?$/, error: 'must be an absolute http or https URL' })
  .transform((url) => url.replace(/\/+$/, ''));

const halfTheCores = Math.max(1, Math.floor(availableParallelism() / 2));

/** Every setting there is. The keys are the fields of `Config`. */
const SETTINGS = {
  port: setting(
    'PORT',
    wholeNumber(0, 65535).default(8787),
    '8787',
    'Port of the HTTP API; 0 picks a free one.',
  ),
  host: setting(
    'HOST',
    z.string().min(1).default('127.0.0.1'),
    '127.0.0.1',
    'Address to listen on; 0.0.0.0 for every interface.',
  ),
  publicUrl: setting(
    'REELAY_PUBLIC_URL',
    webAddress.optional(),
    'http://HOST:PORT',
    'Address under which callers reach this server; used in links inside webhooks.',
  ),
  dataDirectory: setting(
    'REELAY_DATA_DIR',
    z.string().min(1).default('.reelay'),
    './.reelay',
    'Where the embedded database and the media are kept.',
  ),
  databaseUrl: setting(
    'DATABASE_URL',
    z.url({ protocol: /^postgres(ql)?$/, error: 'must be a postgres:// URL' }).optional(),
    'embedded',
    'A PostgreSQL server (15 or newer) instead of the embedded one.',
  ),
  bootstrapKey: setting(
    'REELAY_BOOTSTRAP_KEY',
    z
      .string()
      .regex(/^rk_test_[A-Za-z0-9_-]{16,}$/, {
        error: 'must look like rk_test_ followed by at least 16 letters, digits, - or _',
      })
      .optional(),
    'none',
    'Sets the value of the default test key, for scripts and containers.',
  ),
  priceBookPath: setting(
    'REELAY_PRICE_BOOK',
    z.string().min(1).optional(),
    'built in',
    'JSON file with prices that replace the built-in ones.',
  ),
  submitsPerMinute: setting(
    'REELAY_SUBMITS_PER_MINUTE',
    wholeNumber(0, 1_000_000).default(120),
    '120',
    'Submits a minute and key; 0 for no limit.',
  ),
  readsPerMinute: setting(
    'REELAY_READS_PER_MINUTE',
    wholeNumber(0, 10_000_000).default(600),
    '600',
    'Status reads a minute and key; 0 for no limit.',
  ),
  accountConcurrency: setting(
    'REELAY_ACCOUNT_CONCURRENCY',
    wholeNumber(0, 100_000).default(0),
    '0',
    'Generations of one account that run at once, over all processes; 0 for no limit.',
  ),
  workerCapacity: setting(
    'REELAY_WORKER_CAPACITY',
    wholeNumber(1, 10_000).default(100),
    '100',
    'Generations that one worker process looks after at once.',
  ),
  studioConcurrency: setting(
    'REELAY_STUDIO_CONCURRENCY',
    wholeNumber(1, 1000).default(halfTheCores),
    'half the cores',
    'Renders of the studio that run at once, over all processes.',
  ),
  studioThreads: setting(
    'REELAY_STUDIO_THREADS',
    wholeNumber(1, 64).default(2),
    '2',
    'Threads of one render.',
  ),
  studioMemoryMegabytes: setting(
    'REELAY_STUDIO_MEMORY_MB',
    wholeNumber(256, 65_536).default(2048),
    '2048',
    'Memory of one render; above it the render is stopped and fails.',
  ),
  ffmpegPath: setting(
    'REELAY_FFMPEG',
    z.string().min(1).optional(),
    'built in',
    'A system ffmpeg that encodes instead of the built-in encoder (see NOTICE for its licence).',
  ),
  privateUrls: setting(
    'REELAY_ALLOW_PRIVATE_URLS',
    z.enum(['none', 'loopback']).default('none'),
    'none',
    '`loopback` allows callbacks to this machine and media from it, for development.',
  ),
  extraUrlPorts: setting(
    'REELAY_EXTRA_URL_PORTS',
    portList.default([]),
    'none',
    'Ports besides 80 and 443 that callbacks and media may have, such as 8080,8443.',
  ),
  logLevel: setting(
    'LOG_LEVEL',
    z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
    'info',
    'How much is logged: debug, info, warn, error or silent.',
  ),
} as const;

export type Config = { readonly [Key in keyof typeof SETTINGS]: z.output<(typeof SETTINGS)[Key]['schema']> };

/** The environment cannot be used; `problems` holds one sentence for each wrong variable. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`the configuration cannot be used:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
    this.problems = problems;
  }
}

/** Reads and checks the whole environment at once. An empty variable counts as unset. Throws ConfigError with every problem. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const shape = Object.fromEntries(Object.entries(SETTINGS).map(([key, { schema }]) => [key, schema]));
  const given = Object.fromEntries(
    Object.entries(SETTINGS).map(([key, { variable }]) => [key, environment[variable] || undefined]),
  );
  const parsed = z.object(shape).safeParse(given);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the object was parsed by exactly the schemas that the type is made of
  if (parsed.success) return parsed.data as unknown as Config;
  const variables: Readonly<Record<string, { variable: string }>> = SETTINGS;
  throw new ConfigError(
    parsed.error.issues.map(
      (issue) => `${variables[String(issue.path[0])]?.variable ?? 'environment'}: ${issue.message}`,
    ),
  );
}

/** The settings as lines for `--help`. */
export function describeSettings(): string {
  const rows = Object.values(SETTINGS);
  const width = Math.max(...rows.map((row) => row.variable.length));
  return rows.map((row) => `  ${row.variable.padEnd(width)}  ${row.help} [${row.shownDefault}]`).join('\n');
}
