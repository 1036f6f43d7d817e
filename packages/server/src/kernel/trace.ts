/** What every room may say about how long its work takes and what it is part of. `main` makes the real one. */

export type SpanAttributes = Readonly<Record<string, string | number | boolean>>;

/** A piece of work while it is being done. */
export interface Span {
  /** Adds what is known only by now. */
  set(attributes: SpanAttributes): void;
  rename(name: string): void;
  /** Marks it as failed; what throws does so by itself. */
  fail(why: string): void;
}

export interface SpanOptions {
  /** Who asks for the work: somebody outside (`server`), or we somebody outside (`client`); `internal` when absent. */
  readonly kind?: 'server' | 'client' | 'internal';
  /** The W3C `traceparent` of a caller whose trace this goes on with. */
  readonly traceparent?: string;
}

export interface Tracer {
  /** Does `work` as a span, a part of the span that this is called in. Never changes what the work answers or throws. */
  span<Result>(
    name: string,
    attributes: SpanAttributes,
    work: (span: Span) => Promise<Result>,
    options?: SpanOptions,
  ): Promise<Result>;
}

const SILENT_SPAN: Span = { set() {}, rename() {}, fail() {} };

export const silentTracer: Tracer = { span: (_name, _attributes, work) => work(SILENT_SPAN) };
