import { fakeVideo } from '../test/support/fake-media.ts';

/** The bytes of the video of a task: different for each, and known to whoever checks what was stored. */
export function outputOf(task: string): Buffer {
  return Buffer.concat([fakeVideo(), Buffer.from(`\nmade as ${task}\n`.repeat(50))]);
}
