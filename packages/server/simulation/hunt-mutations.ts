import { countPlaces, MUTATIONS, type MutationName } from './mutations.ts';
import { BERTHS_OF_THREAD, playInThreads } from './play-in-threads.ts';

/** Puts each defect in, as many at a time as there are threads, and plays seeds until one finds it. True when each was found. */
export async function huntMutations(
  names: readonly MutationName[],
  seeds: readonly number[],
  urls: readonly string[],
  say: (line: string) => void,
): Promise<boolean> {
  let isGood = true;
  const left = names[Symbol.iterator]();
  const hunters = Array.from(
    { length: Math.max(1, Math.floor(urls.length / BERTHS_OF_THREAD)) },
    async (_, index) => {
      const own = urls.slice(index * BERTHS_OF_THREAD, (index + 1) * BERTHS_OF_THREAD);
      for (let next = left.next(); !next.done; next = left.next()) {
        const found = await hunt(next.value, seeds, own);
        isGood &&= found.isFound;
        say(`${found.isFound ? 'found    ' : 'NOT FOUND'} ${next.value}: ${found.what}`);
      }
    },
  );
  await Promise.all(hunters);
  return isGood;
}

async function hunt(
  name: MutationName,
  seeds: readonly number[],
  urls: readonly string[],
): Promise<{ readonly isFound: boolean; readonly what: string }> {
  const places = countPlaces(MUTATIONS[name]);
  if (places !== 1) return { isFound: false, what: `what it changes stands in the source ${places} times` };
  let played = 0;
  let what: string | null = null;
  await playInThreads({ urls, seeds, mutation: name, stopsAtFailure: true }, (report) => {
    played += 1;
    const [violation] = report.violations;
    if (violation !== undefined) what ??= `seed ${report.seed}: ${violation}`;
  });
  return { isFound: what !== null, what: `${what ?? 'nothing happened'} (${played} seeds)` };
}
