import type { HeardWebhook } from '@reelay/client';
import type { Command } from 'commander';
import { withApiOptions } from '../api/api-command.ts';
import type { ApiOptions } from '../api/connection.ts';
import { Interrupted } from '../api/interruption.ts';
import type { RunApi } from '../api/run-api.ts';
import type { Session } from '../api/session.ts';
import { paint } from '../terminal/look.ts';
import { plainText } from '../terminal/plain-text.ts';
import { showClock } from '../terminal/show.ts';
import { type Forwarded, forwardWebhook, readForwardUrl, REFUSED } from './forward-webhook.ts';

interface ListenOptions extends ApiOptions {
  readonly forward?: string;
  readonly print?: boolean;
}

/** A machine may sleep over night, and its server too. */
const GIVE_UP_MILLISECONDS = 86_400_000;

const EXAMPLES = [
  'reelay webhooks listen --forward http://localhost:3000/hooks/reelay',
  'reelay webhooks listen --print',
  'reelay webhooks listen --json | jq .body',
];

/** `reelay webhooks listen`. */
export function addListenCommand(webhooks: Command, run: RunApi): void {
  const command = webhooks
    .command('listen')
    .description(
      'Hear of every generation that ends, and post its signed webhook to a server on your machine.',
    )
    .option('--forward <address>', 'post each webhook there, exactly as a real one would come')
    .option('--print', 'print the bodies')
    .addHelpText(
      'after',
      '\nIt hears what ends while it runs, with or without a callback_url, and after a broken connection what it\nmissed. The messages carry real signatures: "reelay webhooks secret" tells with which secret.',
    );
  withApiOptions(command, EXAMPLES).action((options: ListenOptions) =>
    run(options, {}, (session) => listen(session, options)),
  );
}

async function listen(session: Session, options: ListenOptions): Promise<void> {
  const url = options.forward === undefined ? null : readForwardUrl(options.forward);
  const to = url === null ? '' : `, forwarding to ${url}`;
  let isHearing = false;
  const onResponse = ({ ok }: Response): void => {
    if (ok && !isHearing) session.note(`Listening for generations that end${to}. Ctrl-C ends it.`);
    isHearing ||= ok;
  };
  try {
    for await (const heard of session.client.webhooks.listen({
      signal: session.signal,
      onResponse,
      giveUpMilliseconds: GIVE_UP_MILLISECONDS,
    })) {
      const forwarded = url === null ? null : await forwardWebhook(heard, url, session.signal);
      tell(session, { heard, forwarded }, options.print ?? false);
    }
  } catch (error) {
    // To be interrupted is how it ends.
    if (!(error instanceof Interrupted)) throw error;
  }
}

interface Told {
  readonly heard: HeardWebhook;
  readonly forwarded: Forwarded | null;
}

function tell(session: Session, { heard, forwarded }: Told, withBody: boolean): void {
  const { eventId, id, headers, body } = heard;
  if (session.isJson) {
    const line = { event_id: eventId, id, headers, body };
    session.printJson(forwarded === null ? line : { ...line, forwarded }, { isLine: true });
    return;
  }
  const { generationId, status, message } = subjectOf(body);
  const about = [showClock(new Date()), generationId, message === '' ? status : `${status} ${message}`];
  const line = about.map((part) => plainText(part)).join('  ');
  session.print(forwarded === null ? line : `${line}  ${describeForward(session, forwarded)}`);
  if (withBody) session.print(body);
  if (forwarded?.error === REFUSED) session.note('Nothing listens there: start your server.');
}

function describeForward({ look }: Session, { http_status: status, error, milliseconds }: Forwarded): string {
  const hasWorked = status !== null && status >= 200 && status < 300;
  const answer = status === null ? (error ?? 'no answer') : `HTTP ${status}`;
  return `-> ${paint(answer, hasWorked ? 'green' : 'red', look)} in ${milliseconds} ms`;
}

function subjectOf(body: string): {
  readonly generationId: string;
  readonly status: string;
  readonly message: string;
} {
  const { generation_id, status, message } = parseObject(body);
  return { generationId: textOf(generation_id), status: textOf(status), message: textOf(message) };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function parseObject(text: string): Readonly<Record<string, unknown>> {
  const value: unknown = JSON.parse(text);
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
