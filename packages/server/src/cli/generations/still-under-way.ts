import { resumeHint } from './resume-hint.ts';

/** The time to wait was up; nothing has become of the generation yet. */
export class StillUnderWay extends Error {
  override readonly name = 'StillUnderWay';

  constructor(id: string, output?: string, cause?: unknown) {
    super(
      `generation ${id} has not ended within the time, and goes on. Go on waiting with: ${resumeHint([id], output)}`,
      { cause },
    );
  }
}
