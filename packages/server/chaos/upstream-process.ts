/** The upstream over HTTP: `node upstream-process.ts <directory> <port> <seed>`. Ended by SIGKILL, or with its parent. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { ANSWER_WEIGHTS, type StartFate } from './fate.ts';
import { openFlags } from './flags.ts';
import { cutReply, giveHalf } from './misbehave.ts';
import { randomOf } from './random.ts';
import { openUpstream } from './upstream.ts';
import { outputOf } from './upstream-output.ts';

const SLOW_MILLISECONDS = 2_500;

const [, , directory = '', port = '', seedText = ''] = process.argv;
const seed = Number(seedText);
const flags = openFlags(join(directory, 'flags'));
const isCalm = (): boolean => flags.isSet('calm');
const upstream = openUpstream(directory, seed, isCalm);
const random = randomOf(seed, 'answers', process.env['CHAOS_LIFE'] ?? '');

const startBody = z.object({ key: z.string(), request: z.number() });

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '', 'http://upstream.test');
  const [, , task = '', part] = url.pathname.split('/');
  if (request.method === 'POST') return answerStart(request, response);
  if (!(await isAnswered(response))) return;
  if (request.method === 'DELETE') return reply(response, 200, { cancelled: upstream.cancel(task) });
  if (part === 'output') return void response.writeHead(200).end(outputOf(task));
  const key = url.searchParams.get('key');
  if (key !== null) return answerFind(response, key);
  const status = upstream.status(task);
  if (status === null) reply(response, 404, { error: 'there was never such a task' });
  else if (status.state === 'forgotten')
    reply(response, 410, { error: 'the task was lost; it is not charged' });
  else reply(response, 200, status);
}

async function answerStart(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = startBody.parse(JSON.parse(await text(request)));
  const { task, fate } = await upstream.start(body.key, body.request);
  replyToStart(response, task, fate);
}

function replyToStart(response: ServerResponse, task: string | null, { fault }: StartFate): void {
  switch (fault) {
    case 'none':
    case 'slow':
    case 'late':
      return reply(response, 201, { task });
    case 'error_after':
    case 'error_500':
      return reply(response, 500, { error: 'internal' });
    case 'error_502':
      return reply(response, 502, { error: 'bad gateway' });
    case 'error_429':
      return reply(response, 429, { error: 'too many' });
    case 'reset_before':
    case 'reset_after':
      return cutReply(response);
    case 'half_reply':
      return giveHalf(response, JSON.stringify({ task }));
    case 'hang_before':
    case 'hang_after':
      return undefined;
  }
}

function answerFind(response: ServerResponse, key: string): void {
  const found = upstream.find(key);
  if (found === 'absent') reply(response, 404, { error: 'no task has this key' });
  else if (found === 'unknown') reply(response, 409, { error: 'cannot tell yet' });
  else reply(response, 200, found);
}

/** False when the question was given a fault instead of an answer. */
async function isAnswered(response: ServerResponse): Promise<boolean> {
  const fault = isCalm() ? 'none' : random.weighted(ANSWER_WEIGHTS);
  if (fault === 'slow') await pause(SLOW_MILLISECONDS);
  if (fault === 'none' || fault === 'slow') return true;
  if (fault === 'reset') cutReply(response);
  else if (fault === 'half_reply') giveHalf(response, '{"state":"pending","progress":1}');
  else if (fault !== 'hang') reply(response, ERROR_STATUSES[fault], { error: fault });
  return false;
}

const ERROR_STATUSES = { error_500: 500, error_502: 502, error_429: 429 } as const;

function reply(response: ServerResponse, status: number, body: object): void {
  const bytes = JSON.stringify(body);
  response
    .writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(bytes) })
    .end(bytes);
}

const server = createServer((request, response) => {
  answer(request, response).catch((error: unknown) => {
    process.stderr.write(`upstream: ${String(error)}\n`);
    cutReply(response);
  });
});
server.listen(Number(port), '127.0.0.1', () => process.stdout.write('ready\n'));
process.once('disconnect', () => process.exit(0));
