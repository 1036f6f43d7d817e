import { AsyncLocalStorage } from 'node:async_hooks';
import type * as Api from '@opentelemetry/api';
import type { Logger } from '../kernel/log.ts';
import { silentTracer, type Span, type Tracer } from '../kernel/trace.ts';
import type { Config } from './config.ts';
import { VERSION } from './version.ts';

export interface OpenedTracer {
  readonly trace: Tracer;
  /** Sends what is left. */
  close(): Promise<void>;
}

/** A collector that does not answer must not keep the process from ending. */
const CLOSE_MILLISECONDS = 3_000;

/** Sends traces to the collector that the configuration names. Without one nothing of OpenTelemetry is even loaded. */
export async function openTracer(
  { traceEndpoint, traceServiceName }: Pick<Config, 'traceEndpoint' | 'traceServiceName'>,
  log: Logger,
): Promise<OpenedTracer> {
  if (traceEndpoint === undefined) return { trace: silentTracer, close: async () => {} };
  const [api, sdk, { OTLPTraceExporter }, { resourceFromAttributes }] = await Promise.all([
    import('@opentelemetry/api'),
    import('@opentelemetry/sdk-trace'),
    import('@opentelemetry/exporter-trace-otlp-http'),
    import('@opentelemetry/resources'),
  ]);
  const exporter = new OTLPTraceExporter({ url: `${traceEndpoint}/v1/traces` });
  const provider = new sdk.TracerProvider({
    resource: resourceFromAttributes({ 'service.name': traceServiceName, 'service.version': VERSION }),
    spanProcessors: [
      new sdk.BatchSpanProcessor({
        exporter: {
          export(spans, done) {
            exporter.export(spans, (result) => {
              if (result.error)
                log.warn({ err: String(result.error), spans: spans.length }, 'traces could not be sent');
              done(result);
            });
          },
          forceFlush: () => exporter.forceFlush(),
          shutdown: () => exporter.shutdown(),
        },
      }),
    ],
  });
  return {
    trace: createTracer(api, provider.getTracer('reelay', VERSION)),
    async close() {
      const timer = new AbortController();
      await Promise.race([
        provider.shutdown().catch((error: unknown) => log.warn({ err: String(error) }, 'traces were lost')),
        pause(CLOSE_MILLISECONDS, timer.signal),
      ]);
      timer.abort();
    },
  };
}

/** What a span is a part of goes along in a storage of our own, so that nothing global is set. */
function createTracer(api: typeof Api, tracer: Api.Tracer): Tracer {
  const active = new AsyncLocalStorage<Api.Context>();
  const kinds = {
    server: api.SpanKind.SERVER,
    client: api.SpanKind.CLIENT,
    internal: api.SpanKind.INTERNAL,
  } as const;
  return {
    async span(name, attributes, work, { kind = 'internal', traceparent } = {}) {
      const remote = traceparent === undefined ? null : readTraceparent(api, traceparent);
      const parent = remote
        ? api.trace.setSpanContext(api.ROOT_CONTEXT, remote)
        : (active.getStore() ?? api.ROOT_CONTEXT);
      const span = tracer.startSpan(name, { kind: kinds[kind], attributes }, parent);
      try {
        return await active.run(api.trace.setSpan(parent, span), () => work(handleOf(api, span)));
      } catch (error) {
        span.setStatus({ code: api.SpanStatusCode.ERROR, message: String(error) });
        throw error;
      } finally {
        span.end();
      }
    },
  };
}

function handleOf(api: typeof Api, span: Api.Span): Span {
  return {
    set: (attributes) => void span.setAttributes(attributes),
    rename: (name) => void span.updateName(name),
    fail: (message) => void span.setStatus({ code: api.SpanStatusCode.ERROR, message }),
  };
}

/** W3C Trace Context, version 00 and what later ones keep of it. Null for anything else: then a trace of our own begins. */
function readTraceparent(api: typeof Api, header: string): Api.SpanContext | null {
  const match = /^(?!ff)[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-|$)/.exec(header);
  if (!match) return null;
  const [, traceId = '', spanId = '', flags = ''] = match;
  const context = { traceId, spanId, traceFlags: Number.parseInt(flags, 16), isRemote: true };
  return api.isSpanContextValid(context) ? context : null;
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
