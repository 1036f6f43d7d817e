import { open } from 'node:fs/promises';
import type { MediaFault } from './inspection.ts';
import { judgeByteCount } from './judge-media.ts';
import { SNIFFED_BYTES, sniffMedia } from './sniff-media.ts';
import type { Sniffed } from './sniff-media.ts';

type Admission<Kind extends Sniffed['kind']> =
  | {
      readonly admitted: true;
      readonly byteCount: number;
      readonly sniffed: Extract<Sniffed, { readonly kind: Kind }>;
    }
  | { readonly admitted: false; readonly fault: MediaFault };

const WANTED = {
  image: { noun: 'picture', formats: 'JPEG, PNG and WEBP pictures are taken' },
  video: { noun: 'video', formats: 'MP4, MOV and WEBM videos are taken' },
} as const;

/** What can be judged before any decoder sees the file: its size and first bytes. Rejects when it cannot be read. */
export async function admitFile<Kind extends 'image' | 'video'>(
  path: string,
  kind: Kind,
): Promise<Admission<Kind>> {
  const { byteCount, head } = await readHead(path);
  const fault = judgeByteCount(WANTED[kind].noun, byteCount);
  if (fault) return { admitted: false, fault };
  const sniffed = sniffMedia(head);
  if (isKind(sniffed, kind)) return { admitted: true, byteCount, sniffed };
  const sentence = `The file is ${nameOf(sniffed)}; ${WANTED[kind].formats}.`;
  return { admitted: false, fault: { code: 'unknown_format', sentence } };
}

function isKind<Kind extends Sniffed['kind']>(
  sniffed: Sniffed,
  kind: Kind,
): sniffed is Extract<Sniffed, { readonly kind: Kind }> {
  return sniffed.kind === kind;
}

function nameOf(sniffed: Sniffed): string {
  if (sniffed.kind === 'other') return sniffed.name;
  return sniffed.kind === 'image' ? `a ${sniffed.format.toUpperCase()} picture` : 'a video';
}

async function readHead(path: string): Promise<{ byteCount: number; head: Uint8Array }> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const head = new Uint8Array(SNIFFED_BYTES);
    const { bytesRead } = await file.read(head, 0, SNIFFED_BYTES, 0);
    return { byteCount: size, head: head.subarray(0, bytesRead) };
  } finally {
    await file.close();
  }
}
