import type { ReelayErrorInit } from '../errors/reelay-error.ts';

const MOST_DETAIL_CHARACTERS = 500;

/** Reads an answer that is no success; one whose body cannot be read still has its status. */
export async function readRefusal(response: Response): Promise<ReelayErrorInit> {
  if (response.type === 'opaqueredirect' || (response.status >= 300 && response.status < 400))
    return redirected(response);
  const text = await response.text().catch(() => '');
  const body = parseObject(text);
  return {
    status: response.status,
    code: textOf(body['code']) ?? textOf(body['message']) ?? `HTTP_${response.status}`,
    detail:
      textOf(body['detail']) ??
      (text.slice(0, MOST_DETAIL_CHARACTERS) || `The server answered HTTP ${response.status}.`),
    field: textOf(body['field']),
    requestId: response.headers.get('x-request-id') ?? undefined,
    retryAfterSeconds: readRetryAfter(response.headers.get('retry-after')),
  };
}

/** Following would turn a POST into a GET, or send the key somewhere else. */
function redirected(response: Response): ReelayErrorInit {
  const to = response.headers.get('location');
  return {
    status: response.status,
    code: 'REDIRECTED',
    detail: `The server is somewhere else${to === null ? '' : `: ${to}`}. Set baseUrl to where it is.`,
  };
}

/** Seconds, or the time at which to come back. */
function readRetryAfter(text: string | null): number | undefined {
  if (text === null) return undefined;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  const time = Date.parse(text);
  return Number.isNaN(time) ? undefined : Math.max(0, Math.ceil((time - Date.now()) / 1000));
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function parseObject(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
