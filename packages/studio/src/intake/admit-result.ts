import { open } from 'node:fs/promises';
import type { MediaFault } from './inspection.ts';
import type { VideoContainer } from './intake-wire.ts';
import { judgeByteCount } from './judge-media.ts';
import { RESULT_LIMITS } from './limits.ts';
import { missingFrom, readOuterParts } from './outer-parts.ts';
import type { OuterPart } from './outer-parts.ts';
import { SNIFFED_BYTES, sniffMedia } from './sniff-media.ts';

type Admission =
  | { readonly admitted: true; readonly container: VideoContainer; readonly parts: readonly OuterPart[] }
  | { readonly admitted: false; readonly fault: MediaFault };

/** What can be judged of an upstream's result before any decoder sees it. Rejects when it cannot be read. */
export async function admitResult(path: string): Promise<Admission> {
  const { byteCount, head } = await readHead(path);
  const large = judgeByteCount('video', byteCount, RESULT_LIMITS);
  if (large) return { admitted: false, fault: large };
  const container = containerOf(head);
  if (typeof container !== 'string') return { admitted: false, fault: container };
  const parts = await readOuterParts(path, container);
  const end = missingFrom(parts, byteCount);
  if (end === null) return { admitted: true, container, parts };
  const sentence = `The video is cut short: it says that it has ${end} bytes, and ${byteCount} are there.`;
  return { admitted: false, fault: { code: 'damaged', sentence } };
}

/** AVI comes from scripts around open models; of callers it is not taken. */
function containerOf(head: Buffer): VideoContainer | MediaFault {
  if (head.toString('latin1', 0, 4) === 'RIFF' && head.toString('latin1', 8, 12) === 'AVI ') return 'avi';
  const sniffed = sniffMedia(head);
  if (sniffed.kind === 'video') return sniffed.container;
  const name = sniffed.kind === 'other' ? sniffed.name : `a ${sniffed.format.toUpperCase()} picture`;
  return { code: 'unknown_format', sentence: `The file is ${name} and no MP4, MOV, WEBM or AVI video.` };
}

async function readHead(path: string): Promise<{ byteCount: number; head: Buffer }> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const head = Buffer.alloc(SNIFFED_BYTES);
    const { bytesRead } = await file.read(head, 0, SNIFFED_BYTES, 0);
    return { byteCount: size, head: head.subarray(0, bytesRead) };
  } finally {
    await file.close();
  }
}
