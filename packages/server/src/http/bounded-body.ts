/** The body of an answer that is written while it is read, and of which only so much may wait to be read. */
export interface BoundedBody {
  readonly stream: ReadableStream<Uint8Array>;
  /** False, and nothing is written, when more would wait than may. */
  write(text: string): boolean;
  /** Nothing more comes; what waits can still be read. */
  close(): void;
  /** Nothing more comes, and what waits is lost. */
  fail(why: Error): void;
  /** Resolves as soon as there is room for half of what may wait, or nothing more can be written. */
  hasRoom(): Promise<void>;
}

/** `onLeave` is called when the reader hangs up, and only then. */
export function createBoundedBody(mostBytes: number, onLeave: () => void): BoundedBody {
  const waiting = new Set<() => void>();
  let isOpen = true;
  let controller: ReadableStreamDefaultController<Uint8Array> | null = null;
  const isRoomy = (): boolean => !isOpen || (controller?.desiredSize ?? 0) >= mostBytes / 2;
  const letOn = (): void => {
    if (!isRoomy()) return;
    for (const resolve of waiting) resolve();
    waiting.clear();
  };
  const settle = (): void => {
    isOpen = false;
    letOn();
  };
  const stream = new ReadableStream<Uint8Array>(
    {
      start: (given) => {
        controller = given;
      },
      pull: letOn,
      cancel: () => {
        settle();
        onLeave();
      },
    },
    new ByteLengthQueuingStrategy({ highWaterMark: mostBytes }),
  );
  return {
    stream,
    write(text) {
      const bytes = Buffer.from(text);
      if (!isOpen || bytes.length > (controller?.desiredSize ?? 0)) return false;
      controller?.enqueue(bytes);
      return true;
    },
    close() {
      if (isOpen) controller?.close();
      settle();
    },
    fail(why) {
      if (isOpen) controller?.error(why);
      settle();
    },
    hasRoom: () =>
      new Promise((resolve) => {
        waiting.add(resolve);
        letOn();
      }),
  };
}
