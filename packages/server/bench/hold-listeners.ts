import { Agent, request } from 'undici';

export interface Listeners {
  /** Resolves with the milliseconds until each of them had an event of that type; rejects after 30 s. */
  whenAllSaw(type: string, since: number): Promise<readonly number[]>;
  close(): Promise<void>;
}

/** Opens `count` event streams and resolves once every one has had its first event. */
export async function holdListeners(
  origin: string,
  pathOf: (n: number) => string,
  headers: Record<string, string>,
  count: number,
): Promise<Listeners> {
  const agent = new Agent({ connections: count, pipelining: 1, bodyTimeout: 0 });
  const stop = new AbortController();
  const seen = Array.from({ length: count }, () => new Map<string, number>());
  const bells: (() => void)[] = [];
  const listen = async (n: number): Promise<void> => {
    const { body } = await request(`${origin}${pathOf(n)}`, {
      dispatcher: agent,
      headers,
      signal: stop.signal,
    });
    let text = '';
    try {
      for await (const chunk of body) {
        text += String(chunk);
        for (const [, type = ''] of text.matchAll(/^event: (\w+)$/gm)) seen[n]?.set(type, performance.now());
        text = text.slice(text.lastIndexOf('\n\n') + 2);
        for (const ring of bells) ring();
      }
    } catch (error) {
      if (!stop.signal.aborted) throw error;
    }
  };
  for (let n = 0; n < count; n++) void listen(n).catch((error: unknown) => console.error(error));
  const whenAllSaw = async (type: string, since: number): Promise<readonly number[]> => {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const timer = setTimeout(() => reject(new Error(`not every listener saw ${type} within 30 s`)), 30_000);
    const look = (): void => {
      if (seen.every((one) => one.has(type))) resolve();
    };
    bells.push(look);
    look();
    await promise;
    clearTimeout(timer);
    bells.splice(bells.indexOf(look), 1);
    return seen.map((one) => (one.get(type) ?? since) - since).toSorted((a, b) => a - b);
  };
  await whenAllSaw('queued', performance.now());
  return {
    whenAllSaw,
    async close() {
      stop.abort();
      await agent.destroy();
    },
  };
}
