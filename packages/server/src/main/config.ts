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

const yesOrNo = z
  .enum(['true', 'false', '1', '0'], { error: 'must be true or false' })
  .transform((text) => text === 'true' || text === '1');

/** Ends in a slash unless it is empty, as a folder does. */
const objectPrefix = z
  .string()
  .regex(/^[\w!.*'()/-]*$/, { error: "must be letters, digits and any of !-_.*'()/" })
  .transform((text) => (text === '' || text.endsWith('/') ? text : `${text}/`));

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
    'Address under which callers and upstreams reach this server; used in links inside webhooks, for inputs, and for callbacks.',
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
  databaseConnections: setting(
    'REELAY_DATABASE_CONNECTIONS',
    wholeNumber(3, 1000).default(20),
    '20',
    'Connections to the database that one process opens at most.',
  ),
  s3Bucket: setting(
    'REELAY_S3_BUCKET',
    z.string().min(3).max(255).optional(),
    'media in REELAY_DATA_DIR',
    'Keeps the media in this bucket of an S3-compatible server; the key is given by AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or a role.',
  ),
  s3Endpoint: setting(
    'REELAY_S3_ENDPOINT',
    webAddress.optional(),
    'Amazon',
    'Address of an S3-compatible server that is not Amazon.',
  ),
  s3Region: setting('REELAY_S3_REGION', z.string().min(1).default('us-east-1'), 'us-east-1', 'Region of it.'),
  s3Prefix: setting(
    'REELAY_S3_PREFIX',
    objectPrefix.default(''),
    'none',
    'Folder of the media in the bucket.',
  ),
  s3ForcePathStyle: setting(
    'REELAY_S3_FORCE_PATH_STYLE',
    yesOrNo.default(false),
    'false',
    'Writes the bucket into the path instead of the host name; true for most servers that are not Amazon.',
  ),
  mediaCacheMegabytes: setting(
    'REELAY_MEDIA_CACHE_MB',
    wholeNumber(1, 10_000_000).default(2_000),
    '2000',
    'With a bucket: how much of it is kept in REELAY_DATA_DIR for engines that read files.',
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
  configPath: setting(
    'REELAY_CONFIG',
    z.string().min(1).optional(),
    './reelay.config.json if it is there',
    'JSON file with engines and routes (docs/guides/upstreams.md); SIGHUP reads it again.',
  ),
  configJson: setting(
    'REELAY_CONFIG_JSON',
    z.string().min(2).optional(),
    'none',
    'The same text itself, instead of a file.',
  ),
  unknownRefundMinutes: setting(
    'REELAY_UNKNOWN_REFUND_MINUTES',
    wholeNumber(0, 100_000).default(60),
    '60',
    'Minutes after its time is up until a generation is refunded whose engine lost the reply to its start and cannot be asked; 0 for never.',
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
  accountSubmitsPerMinute: setting(
    'REELAY_ACCOUNT_SUBMITS_PER_MINUTE',
    wholeNumber(0, 1_000_000).default(0),
    '0',
    'Submits a minute of all keys of an account together; 0 for no limit.',
  ),
  accountReadsPerMinute: setting(
    'REELAY_ACCOUNT_READS_PER_MINUTE',
    wholeNumber(0, 10_000_000).default(0),
    '0',
    'Status reads a minute of all keys of an account together; 0 for no limit.',
  ),
  streamsPerKey: setting(
    'REELAY_STREAMS_PER_KEY',
    wholeNumber(1, 100_000).default(1000),
    '1000',
    'Event streams and waiting reads that one key may have open in one process.',
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
  workerPort: setting(
    'REELAY_WORKER_PORT',
    wholeNumber(0, 65535).optional(),
    'none',
    'Port on which a worker without the API answers /healthz, /readyz and /metrics.',
  ),
  metricsToken: setting(
    'REELAY_METRICS_TOKEN',
    z.string().min(16, { error: 'must have at least 16 characters' }).optional(),
    'this machine only',
    'Who sends it as a bearer token may read /metrics from anywhere; without it only this machine may.',
  ),
  ledgerAuditMinutes: setting(
    'REELAY_LEDGER_AUDIT_MINUTES',
    wholeNumber(0, 10_000).default(5),
    '5',
    'The metrics audit the ledger at most this often; 0 for never. An audit reads every entry there is.',
  ),
  shutdownDelaySeconds: setting(
    'REELAY_SHUTDOWN_DELAY_SECONDS',
    wholeNumber(0, 300).default(0),
    '0',
    'Seconds after SIGTERM in which the API still answers, and /readyz says no, so that a load balancer can turn away.',
  ),
  traceEndpoint: setting(
    'OTEL_EXPORTER_OTLP_ENDPOINT',
    webAddress.optional(),
    'no traces',
    'Address of an OpenTelemetry collector (OTLP over HTTP) that traces are sent to.',
  ),
  traceServiceName: setting(
    'OTEL_SERVICE_NAME',
    z.string().min(1).default('reelay'),
    'reelay',
    'Name of this server in traces.',
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
  const unfit = unfitTogether(given);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the object was parsed by exactly the schemas that the type is made of
  if (parsed.success && unfit.length === 0) return parsed.data as unknown as Config;
  const variables: Readonly<Record<string, { variable: string }>> = SETTINGS;
  const wrong = (parsed.error?.issues ?? []).map(
    (issue) => `${variables[String(issue.path[0])]?.variable ?? 'environment'}: ${issue.message}`,
  );
  throw new ConfigError([...wrong, ...unfit]);
}

/** What each is right by itself and makes no sense together. */
function unfitTogether(given: Readonly<Record<string, string | undefined>>): readonly string[] {
  const unfit: string[] = [];
  if (given['s3Endpoint'] !== undefined && given['s3Bucket'] === undefined)
    unfit.push('REELAY_S3_ENDPOINT: is of no use without REELAY_S3_BUCKET; set both, or neither');
  if (given['configPath'] !== undefined && given['configJson'] !== undefined)
    unfit.push('REELAY_CONFIG_JSON: cannot be set beside REELAY_CONFIG; set one of them');
  return unfit;
}

/** The names of all settings. */
export function settingVariables(): readonly string[] {
  return Object.values(SETTINGS).map((row) => row.variable);
}

/** The settings as lines for `--help`. */
export function describeSettings(): string {
  const rows = Object.values(SETTINGS);
  const width = Math.max(...rows.map((row) => row.variable.length));
  return rows.map((row) => `  ${row.variable.padEnd(width)}  ${row.help} [${row.shownDefault}]`).join('\n');
}
