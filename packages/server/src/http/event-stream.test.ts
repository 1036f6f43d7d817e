import { Hono } from 'hono';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { silentLogger } from '../kernel/log.ts';
import { openEventStream, type EventStream } from './event-stream.ts';
import type { HttpEnv } from './request-context.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A stream that was just opened, as its writer and its reader hold it. */
async function opened(stopping: AbortSignal | null = null) {
  const streams: EventStream[] = [];
  const app = new Hono<HttpEnv>();
  app.get('/', (c) => {
    c.set('log', silentLogger);
    const stream = openEventStream(c, stopping);
    streams.push(stream);
    return stream.response;
  });
  const { body } = await app.request('/');
  const [stream] = streams;
  if (!stream || !body) throw new Error('no stream was opened');
  const onEnd = vi.fn<() => void>();
  stream.onEnd(onEnd);
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  return { stream, onEnd, reader };
}

const message = (id: string) => ({ id, event: 'news', data: { text: 'two\nlines' } });

test('an event is written with its id, its name and its data as one line of JSON', async () => {
  const { stream, reader } = await opened();
  expect((await reader.read()).value).toBe('retry: 2000\n\n');
  stream.send(message('7'));
  expect((await reader.read()).value).toBe('id: 7\nevent: news\ndata: {"text":"two\\nlines"}\n\n');
});

test('a comment is sent every 15 seconds, and the stream ends after half an hour', async () => {
  const { reader, onEnd } = await opened();
  await reader.read();
  vi.advanceTimersByTime(15_000);
  expect((await reader.read()).value).toBe(':\n\n');
  vi.advanceTimersByTime(30 * 60_000);
  expect(onEnd).toHaveBeenCalledTimes(1);
  let read = await reader.read();
  while (!read.done) read = await reader.read();
  expect(vi.getTimerCount()).toBe(0);
});

test('a reader who hangs up is let go of, and what is sent afterwards goes nowhere', async () => {
  const { stream, reader, onEnd } = await opened();
  await reader.cancel();
  expect([onEnd.mock.calls.length, stream.isOpen(), vi.getTimerCount()]).toEqual([1, false, 0]);
  stream.send(message('1'));
  stream.end();
  const late = vi.fn<() => void>();
  stream.onEnd(late);
  expect([onEnd.mock.calls.length, late.mock.calls.length]).toEqual([1, 1]);
});

test('a reader who does not read is dropped before much waits for it', async () => {
  const { stream, reader, onEnd } = await opened();
  let sent = 0;
  for (; stream.isOpen(); sent += 1) stream.send(message(String(sent)));
  expect(sent * JSON.stringify(message('')).length).toBeLessThan(200_000);
  expect(onEnd).toHaveBeenCalledTimes(1);
  await expect(reader.read().then(() => reader.read())).rejects.toThrow('too slow');
});

test('room for more is there once half of what may wait was read', async () => {
  const { stream, reader } = await opened();
  await stream.hasRoom();
  const text = 'x'.repeat(50_000);
  stream.send({ id: '1', event: 'long', data: text });
  const hasRoom = vi.fn<() => void>();
  const waiting = stream.hasRoom().then(hasRoom);
  await Promise.resolve();
  expect(hasRoom).not.toHaveBeenCalled();
  await reader.read();
  await reader.read();
  await waiting;
});

test('all end when the server is about to stop, also those that are opened then', async () => {
  const stopping = new AbortController();
  const early = await opened(stopping.signal);
  stopping.abort();
  const late = await opened(stopping.signal);
  for (const { reader, onEnd } of [early, late]) {
    expect((await reader.read()).value).toBe('retry: 2000\n\n');
    expect((await reader.read()).done).toBe(true);
    expect(onEnd).toHaveBeenCalledTimes(1);
  }
});
