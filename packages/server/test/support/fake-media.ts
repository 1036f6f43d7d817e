/** Media that no decoder could open, and an inspector that believes what they say of themselves: fast, and exact. */
import { readFile } from 'node:fs/promises';
import type { InspectMedia, MediaFacts } from '../../src/kernel/media-input.ts';

/** What a fake file says of itself; `fault` is the sentence with which it is refused. */
export interface FakeFacts extends Partial<MediaFacts> {
  readonly fault?: string;
}

const PNG_START = '\x89PNG\r\n\x1a\n';
const MP4_START = '\x00\x00\x00\x18ftypisom';

/** A picture of 640 by 480 pixels unless said. */
export function fakePicture(facts: FakeFacts = {}): Buffer {
  const all = { mediaType: 'image/png', width: 640, height: 480, durationSeconds: null, ...facts };
  return Buffer.from(`${PNG_START}${JSON.stringify(all)}`, 'latin1');
}

/** A film of 5 seconds unless said. */
export function fakeVideo(facts: FakeFacts = {}): Buffer {
  const all = { mediaType: 'video/mp4', width: 720, height: 1280, durationSeconds: 5, ...facts };
  return Buffer.from(`${MP4_START}${JSON.stringify(all)}`, 'latin1');
}

export const fakeInspectMedia: InspectMedia = async (kind, path) => {
  const text = await readFile(path, 'latin1');
  const start = kind === 'image' ? PNG_START : MP4_START;
  if (!text.startsWith(start)) return { usable: false, sentence: `The file is no ${kind} that this knows.` };
  const { fault, ...facts } = JSON.parse(text.slice(start.length)) as MediaFacts & FakeFacts;
  return fault === undefined ? { usable: true, facts } : { usable: false, sentence: fault };
};
