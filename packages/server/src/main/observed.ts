/** Parts that say what they do, around those that do it: neither engines nor stores know that they are watched. */
import type { Engine } from '../engines/engine.ts';
import type { Meter } from '../kernel/meter.ts';
import type { Tracer } from '../kernel/trace.ts';
import type { MediaStore } from '../media/store.ts';
import type { Deliverer } from '../webhooks/deliver.ts';

/** Every call to the engine is a span; the drive that makes it is its parent. */
export function tracedEngine(engine: Engine, trace: Tracer): Engine {
  const find = engine.find?.bind(engine);
  const cancel = engine.cancel?.bind(engine);
  const span = <Result>(what: string, work: () => Promise<Result>): Promise<Result> =>
    trace.span(`engine ${what}`, { 'reelay.engine': engine.id }, work, { kind: 'client' });
  return {
    ...engine,
    start: (request, key, signal) => span('start', () => engine.start(request, key, signal)),
    status: (operation, signal) =>
      trace.span(
        'engine status',
        { 'reelay.engine': engine.id },
        async (current) => {
          const status = await engine.status(operation, signal);
          current.set({ 'reelay.engine.state': status.state });
          return status;
        },
        { kind: 'client' },
      ),
    ...(find ? { find: (key, signal) => span('find', () => find(key, signal)) } : {}),
    ...(cancel ? { cancel: (operation, signal) => span('cancel', () => cancel(operation, signal)) } : {}),
  };
}

export function tracedStore(store: MediaStore, trace: Tracer): MediaStore {
  return {
    ...store,
    putFile: (path, mediaType) =>
      trace.span('store put', { 'reelay.media_type': mediaType }, async (current) => {
        const stored = await store.putFile(path, mediaType);
        current.set({ 'reelay.byte_count': stored.byteCount });
        return stored;
      }),
  };
}

/** Each try is counted, and a span. The receiver's address is not told: its path may hold a secret. */
export function observedDeliverer(deliverer: Deliverer, meter: Meter, trace: Tracer): Deliverer {
  return {
    ...deliverer,
    deliver: (message, signal) =>
      trace.span(
        'webhook try',
        { 'reelay.delivery.id': message.id },
        async (current) => {
          const started = performance.now();
          const result = await deliverer.deliver(message, signal);
          meter.delivered(result.kind, (performance.now() - started) / 1000);
          current.set({ 'reelay.webhook.result': result.kind });
          if (result.kind !== 'delivered') current.fail(result.kind);
          return result;
        },
        { kind: 'client' },
      ),
  };
}
