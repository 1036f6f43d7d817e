/** What happens on the line, for people who wait or look for the cause of something. */
export interface Listeners {
  /** Bytes of an upload that went out. */
  readonly onSent?: (byteCount: number) => void;
  /** The server did not answer, after answering before or at first. */
  readonly onTrouble?: () => void;
  /** It answers again. */
  readonly onRecovery?: () => void;
  readonly onAnswer?: (facts: {
    readonly method: string;
    readonly url: string;
    readonly status: number;
    readonly requestId: string | null;
    readonly milliseconds: number;
  }) => void;
}

/** The global fetch, telling what happens. */
export function toldFetch(listeners: Listeners): typeof fetch {
  let isInTrouble = false;
  return async (input, init) => {
    const startedAt = performance.now();
    let response: Response;
    try {
      response = await fetch(input, counted(init, listeners.onSent));
    } catch (error) {
      if (!isInTrouble && !(init?.signal?.aborted ?? false)) {
        isInTrouble = true;
        listeners.onTrouble?.();
      }
      throw error;
    }
    if (isInTrouble) listeners.onRecovery?.();
    isInTrouble = false;
    listeners.onAnswer?.({
      method: init?.method ?? 'GET',
      url: input instanceof Request ? input.url : String(input),
      status: response.status,
      requestId: response.headers.get('x-request-id'),
      milliseconds: performance.now() - startedAt,
    });
    return response;
  };
}

/** Sends an upload as the stream that it would be anyhow, so that its bytes can be counted as they go. */
function counted(init: RequestInit | undefined, onSent: Listeners['onSent']): RequestInit | undefined {
  if (onSent === undefined || !(init?.body instanceof Blob || init?.body instanceof FormData)) return init;
  const packed = new Response(init.body);
  const headers = new Headers(init.headers);
  if (!headers.has('content-type')) headers.set('content-type', packed.headers.get('content-type') ?? '');
  const counter = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(bytes, controller) {
      onSent(bytes.byteLength);
      controller.enqueue(bytes);
    },
  });
  return { ...init, headers, body: packed.body?.pipeThrough(counter) ?? null, duplex: 'half' };
}
