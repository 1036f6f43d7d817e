/** What the bodies of all submits are put together from. A wrong value is told what to be instead. */
import { z } from 'zod';
import { readFileUrl } from './file-view.ts';

/** The most characters of a prompt, counted as Unicode code points. */
const PROMPT_MOST = 2500;

export const ASPECT_RATIOS = ['16:9', '9:16', '1:1'] as const;
export type AspectRatio = (typeof ASPECT_RATIOS)[number];

const codePoints = (text: string): number => Array.from(text).length;

/** At most 2500 characters; may be empty. */
export const promptText = z
  .string()
  .refine((text) => codePoints(text) <= PROMPT_MOST, { error: `must be at most ${PROMPT_MOST} characters` });

export const prompt = promptText.refine((text) => text.trim() !== '', { error: 'must not be empty' });

/** A picture or video as base64: raw or a `data:` URI, with or without line breaks, either alphabet. */
export const base64 = z.string().min(1, { error: 'must not be empty' });

/** An address we will download from, or a file that was uploaded. */
export const mediaUrl = z
  .string()
  .refine((text) => isAddress(text, ['https:', 'http:']) || readFileUrl(text) !== null, {
    error: 'must be an absolute https or http URL, or reelay://file_... of an uploaded file',
  });

export function isAddress(text: string, protocols: readonly string[]): boolean {
  const url = URL.parse(text);
  return (
    url !== null &&
    protocols.includes(url.protocol) &&
    url.hostname !== '' &&
    url.username === '' &&
    url.password === ''
  );
}

/** Seconds as a number or as text of digits; `error` says which are legal. */
export function wholeSeconds(error: string) {
  const digits = z
    .string()
    .regex(/^\d{1,3}$/)
    .transform((text) => Number.parseInt(text, 10));
  return z.union([z.int(), digits], { error });
}

const SEED = { error: 'must be a whole number from 0 to 2147483647' };

export const seed = z.int(SEED).min(0, SEED).max(2147483647, SEED).optional().meta({
  description: 'Same seed, same video. Random unless said, and reported back.',
});

export const callbackUrl = z
  .string()
  .refine((text) => isAddress(text, ['https:', 'http:']), { error: 'must be an absolute https URL' })
  .optional()
  .meta({ description: 'Told when the generation has ended. https; the query string is kept.' });

export const yesOrNo = z.boolean({ error: 'must be true or false' });
