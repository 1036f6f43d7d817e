import type { Clock } from './clock.ts';

/**
 * Remembers what `load` answered for so long. Who asks while it is being loaded waits for that one, so that any number of
 * askers cost one load. A failure is not remembered.
 */
export function rememberFor<Value>(
  milliseconds: number,
  clock: Clock,
  load: () => Promise<Value>,
): () => Promise<Value> {
  let known: { readonly value: Value; readonly until: number } | null = null;
  let loading: Promise<Value> | null = null;
  return async () => {
    if (known && clock.now().getTime() < known.until) return known.value;
    loading ??= load()
      .then((value) => {
        known = { value, until: clock.now().getTime() + milliseconds };
        return value;
      })
      .finally(() => {
        loading = null;
      });
    return loading;
  };
}
