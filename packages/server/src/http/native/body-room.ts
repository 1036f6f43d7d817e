/** Room in memory for large bodies: when many come at once they wait for each other, instead of ending the process. */
export interface BodyRoom {
  /** Does `work`, which reads a body of `byteCount` bytes, as soon as there is room. First come, first served. */
  run<Result>(byteCount: number, work: () => Promise<Result>): Promise<Result>;
}

/** Requests without files never wait. */
const SMALL_BYTES = 1_000_000;

/** `mostBytes`: of all large bodies together. One that is larger still gets in when it is alone. */
export function createBodyRoom(mostBytes: number): BodyRoom {
  let taken = 0;
  const waiting: { readonly byteCount: number; readonly enter: () => void }[] = [];
  const letIn = (): void => {
    for (let next = waiting[0]; next; next = waiting[0]) {
      if (taken > 0 && taken + next.byteCount > mostBytes) return;
      waiting.shift();
      taken += next.byteCount;
      next.enter();
    }
  };
  return {
    async run(byteCount, work) {
      if (byteCount <= SMALL_BYTES) return work();
      await new Promise<void>((enter) => {
        waiting.push({ byteCount, enter });
        letIn();
      });
      try {
        return await work();
      } finally {
        taken -= byteCount;
        letIn();
      }
    },
  };
}
