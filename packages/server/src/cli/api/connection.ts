import { commandName } from '../request/command-name.ts';
import { UsageError } from '../usage-error.ts';

const DEFAULT_URL = 'http://127.0.0.1:8787';

/** What every command that talks to a server takes. */
export interface ApiOptions {
  readonly url?: string;
  readonly key?: string;
  readonly json?: boolean;
  readonly verbose?: boolean;
}

export interface Connection {
  readonly baseUrl: string;
  readonly apiKey: string;
}

/** Nobody said who is asking. */
export class MissingKeyError extends Error {
  override readonly name = 'MissingKeyError';

  constructor() {
    super(
      `there is no API key. Set REELAY_API_KEY to one: the first start of a server prints two, and "${commandName()} keys create" makes more.`,
    );
  }
}

/** Where the server is and who asks: the options, else the environment. Throws MissingKeyError and UsageError. */
export function readConnection(
  options: Pick<ApiOptions, 'url' | 'key'>,
  environment: Readonly<Record<string, string | undefined>>,
): Connection {
  const place = options.url ?? (environment['REELAY_URL'] || DEFAULT_URL);
  const name = options.url === undefined ? 'REELAY_URL' : '--url';
  if (!/^https?:\/\/[^/?#@]+(\/[^?#]*)?$/i.test(place) || !URL.canParse(place))
    throw new UsageError(`${name}: "${place}" is no address of a server, such as ${DEFAULT_URL}`);
  const key = options.key ?? (environment['REELAY_API_KEY'] || environment['REELAY_KEY'] || '');
  if (key.trim() === '') throw new MissingKeyError();
  if (!/^[\x21-\x7e]+$/.test(key.trim()))
    throw new UsageError('the API key has characters that no key has; copy it again');
  return { baseUrl: place, apiKey: key.trim() };
}
