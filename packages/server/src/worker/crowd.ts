/** Who is busy with how much in this process, so that one name never takes all the room. */
export interface Crowd {
  /** Does `work`, or answers `crowded` without having begun when `name` has as much under way as one may. */
  run<Result>(name: string, work: () => Promise<Result>): Promise<Result | 'crowded'>;
}

/** `most`: pieces of work of one name at once. */
export function createCrowd(most: number): Crowd {
  const underWay = new Map<string, number>();
  return {
    async run(name, work) {
      const busy = underWay.get(name) ?? 0;
      if (busy >= most) return 'crowded';
      underWay.set(name, busy + 1);
      try {
        return await work();
      } finally {
        const left = (underWay.get(name) ?? 1) - 1;
        if (left > 0) underWay.set(name, left);
        else underWay.delete(name);
      }
    },
  };
}
