import { readFileSync } from 'node:fs';
import * as client from '@reelay/client';
import { expect, test } from 'vitest';
import { EXIT_CODES } from '../exit-codes.ts';
import { StillUnderWay } from '../generations/still-under-way.ts';
import { AboutOption } from '../request/about-option.ts';
import { UsageError } from '../usage-error.ts';
import { MissingKeyError } from './connection.ts';
import { exitCodeOf } from './exit-code-of.ts';
import { Interrupted } from './interruption.ts';

const init = (code = 'CODE') => ({ code, detail: 'A sentence.' });
const generation = { generation_id: 'x', message: 'TASK_FAILED', error: null } as client.Generation;
const invalid = new client.ValidationError(init());

test.each([
  [new Error('a bug'), 1],
  [new client.ConnectionError(init()), 1],
  [new client.ServerError(init()), 1],
  [new client.RateLimitError(init()), 1],
  [new client.PermissionError(init('LINK_EXPIRED')), 1],
  [new UsageError('no'), 2],
  [new client.ReelayError(init('REDIRECTED')), 2],
  [new MissingKeyError(), 3],
  [new client.AuthenticationError(init()), 3],
  [new client.PermissionError(init('FORBIDDEN')), 3],
  [invalid, 4],
  [new AboutOption('--image', invalid), 4],
  [new client.InsufficientCreditsError(init()), 4],
  [new client.NotFoundError(init()), 4],
  [new client.ConflictError(init()), 4],
  [new client.ServerError(init('ENGINE_UNAVAILABLE')), 4],
  [new client.JobFailedError(generation), 5],
  [new client.JobFailedError({ ...generation, message: 'ENGINE_UNAVAILABLE' }), 5],
  [new client.ModerationError(generation), 6],
  [new StillUnderWay('x'), 7],
  [new Interrupted(), 130],
])('%o ends with exit code %i', (error, code) => {
  expect(exitCodeOf(error)).toBe(code);
});

test('the guide tells what every exit code means', () => {
  const guide = readFileSync(new URL('../../../../../docs/guides/command-line.md', import.meta.url), 'utf8');
  for (const { code, meaning } of Object.values(EXIT_CODES))
    expect(guide).toContain(`| ${code} | ${meaning} |`);
});
