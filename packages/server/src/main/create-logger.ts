import pino from 'pino';
import type { Logger } from '../kernel/log.ts';

/** Names of fields whose values never reach a log, wherever they stand. */
const SECRET_FIELDS = [
  'authorization',
  'apiKey',
  'key',
  'secret',
  'password',
  'url.password',
  'databaseUrl',
  'webhookSecret',
];

/** One JSON object a line on standard error, so that standard output stays for what a command prints. */
export function createLogger(level: 'debug' | 'info' | 'warn' | 'error' | 'silent'): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: SECRET_FIELDS.flatMap((name) => [name, `*.${name}`]), censor: '[secret]' },
      serializers: { error: pino.stdSerializers.err },
    },
    pino.destination({ dest: 2, sync: true }),
  );
}
