import { expect, test } from 'vitest';
import type { JsonValue } from '../../kernel/json.ts';
import type { UpstreamReply } from '../http.ts';
import { readProgress, readResult } from './progress.ts';

const WORK = { requestId: 'request-1', endpoint: 'fal-ai/kling-video/v3/pro/text-to-video', asked: {} };

function reply(status: number, json?: JsonValue, headers: Record<string, string> = {}): UpstreamReply {
  return { status, headers, text: '', json, retryAfterSeconds: null, note: `HTTP ${status}` };
}
const result = (status: number, json?: JsonValue, headers?: Record<string, string>) =>
  readResult(reply(status, json, headers), WORK, null, (text) => text);
const typed = (type: string, loc: readonly string[] = ['body']) => ({
  detail: [{ loc, msg: 'words', type }],
});

test.each([
  ['content_policy_violation', ['body', 'prompt'], 'CONTENT_POLICY_VIOLATION', 'content'],
  ['image_too_small', ['body', 'image_url'], 'INVALID_IMAGE', 'input'],
  ['file_too_large', ['body', 'image_url'], 'INVALID_IMAGE', 'input'],
  ['file_too_large', ['body', 'video_url'], 'INVALID_VIDEO', 'input'],
  ['video_duration_too_long', ['body', 'video_url'], 'INVALID_VIDEO', 'input'],
  ['face_detection_error', ['body', 'image_url'], 'NO_PERSON_FOUND', 'input'],
  ['file_download_error', ['body', 'video_url'], 'TASK_FAILED', 'failed'],
  ['generation_timeout', ['body'], 'TASK_FAILED', 'failed'],
  ['missing', ['body', 'prompt'], 'TASK_FAILED', 'rejected'],
])('%s at %s ends as %s, %s', (type, loc, reason, trouble) => {
  expect(result(422, typed(type, loc))).toMatchObject({ state: 'failed', reason, trouble });
});

test('one word about the content outweighs the others', () => {
  const detail = [...typed('value_error').detail, ...typed('content_policy_violation').detail];
  expect(result(422, { detail })).toMatchObject({ reason: 'CONTENT_POLICY_VIOLATION' });
});

test('a result that is not there yet is pending, and any other 400 is the end', () => {
  expect(result(400, { detail: 'Request is still in progress' })).toMatchObject({ state: 'pending' });
  expect(result(400, { detail: 'no' })).toMatchObject({ state: 'failed', trouble: 'failed' });
});

test('an error of the platform about the request is its end', () => {
  expect(result(504, { detail: 'late', error_type: 'request_timeout' })).toMatchObject({ trouble: 'failed' });
  expect(result(499, { detail: 'stopped', error_type: 'client_cancelled' })).toMatchObject({
    reason: 'CANCELLED',
  });
});

test('a hiccup on the way to the result proves nothing', () => {
  for (const status of [401, 403, 404, 408, 429, 500, 502, 503, 504]) {
    expect(result(status)).toBeNull();
    expect(result(status, { detail: 'Internal Server Error' })).toBeNull();
  }
  expect(result(200)).toBeNull();
});

test('a 5xx of the request itself, or one that its status told, is its end', () => {
  const headers = { 'x-fal-request-id': 'request-1' };
  expect(result(500, { detail: 'broken' }, headers)).toMatchObject({ state: 'failed', trouble: 'failed' });
  expect(result(500, { detail: 'broken' }, { 'x-fal-request-id': 'another' })).toBeNull();
  const told = readProgress(reply(200, { status: 'COMPLETED', error: 'it broke' }))?.error ?? null;
  expect(readResult(reply(500), WORK, told, (text) => text)).toMatchObject({
    state: 'failed',
    note: expect.stringContaining('it broke'),
  });
});

test('a status that carries an error says what kind by its error_type', () => {
  const body = { status: 'COMPLETED', error: 'gone', error_type: 'client_cancelled' };
  const told = readProgress(reply(200, body))?.error ?? null;
  expect(readResult(reply(404), WORK, told, (text) => text)).toMatchObject({ reason: 'CANCELLED' });
  expect(readProgress(reply(200, { status: 'COMPLETED', error: null }))?.error).toBeNull();
});

test('a result without a video was paid for and is lost', () => {
  expect(result(200, { images: [] })).toMatchObject({ state: 'failed', trouble: 'result_lost' });
});

test('the pictures that an error repeats are not in the note', () => {
  const detail = [
    { loc: ['body', 'image_url'], msg: 'too small', type: 'image_too_small', input: 'data:image/x' },
  ];
  expect(result(422, { detail })).toMatchObject({ note: expect.not.stringContaining('data:image') });
});
