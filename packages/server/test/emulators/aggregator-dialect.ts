/** What the three aggregators have in common. */
import { z } from 'zod';
import {
  EmulatedRefusal,
  type EmulatedReply,
  type EmulatedRequest,
  type EmulatedRoute,
  type EmulatedWork,
} from './emulated-upstream.ts';
import type { EmulatorWorld } from './emulator.ts';

export const address = z.url({ protocol: /^https?$/ });
export const prompt = z.string().min(1).max(2_500);
export const aspect = z.enum(['16:9', '9:16', '1:1']);
export const fiveOrTen = z.enum(['5', '10']);
export const cfg = z.number().min(0).max(1);

export function readJson<Body>(
  { headers, body }: EmulatedRequest,
  schema: z.ZodType<Body>,
  refuse: Refuse,
): Body {
  if (headers['content-type'] !== 'application/json')
    throw refuse(422, 'Content-Type must be application/json');
  const read = schema.safeParse(JSON.parse(body.toString('utf8')));
  if (!read.success) throw refuse(422, z.prettifyError(read.error));
  return read.data;
}

export type Refuse = (status: number, message: string) => EmulatedRefusal;

interface Task {
  readonly prompt?: string | undefined;
  readonly callbackUrl?: string | undefined;
  readonly request: unknown;
}

export function accept(world: EmulatorWorld, { prompt = '', callbackUrl = '', request }: Task): EmulatedWork {
  return world.accept({ key: null, prompt, request, callbackUrl: callbackUrl === '' ? null : callbackUrl });
}

export function withWord(field: string) {
  return (reply: EmulatedReply): EmulatedReply => {
    const body = reply.body as { data?: object };
    return { ...reply, body: { ...body, data: { ...body.data, [field]: 'rendering' } } };
  };
}

export function route(
  method: string,
  pattern: RegExp,
  operation: EmulatedRoute['operation'],
  answer: EmulatedRoute['answer'],
): EmulatedRoute {
  return { method, pattern, operation, answer };
}

export function message(body: unknown) {
  return { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

export function says(status: (code: number) => number, words: 'msg' | 'message') {
  return (code: number, text: string, data: unknown = null): EmulatedReply => ({
    status: status(code),
    body: { code, [words]: text, data },
  });
}

export function refuseWith(say: (code: number, text: string) => EmulatedReply): Refuse {
  return (code, text) => new EmulatedRefusal(say(code, text));
}
