/** What a fault makes of an answer, on its way out. */
import type { ServerResponse } from 'node:http';
import type { EmulatedFault, EmulatedReply, EmulatedUpstream } from './emulated-upstream.ts';

/** The faults in which the upstream does not even look at the request. */
export function refusedAtOnce(
  upstream: EmulatedUpstream,
  fault: EmulatedFault,
): EmulatedReply | 'hang' | 'lose' | undefined {
  switch (fault) {
    case 'hang':
    case 'lose':
      return fault;
    case 'error_500':
      return upstream.error(500);
    case 'error_503':
      return upstream.error(503);
    case 'full':
      return upstream.full;
    case 'account':
      return upstream.account;
    case 'garbage':
      return { status: 200, body: Buffer.from('<html>not what you expect</html>') };
    case 'gone':
      return { status: 404, body: Buffer.from('gone') };
    case 'expired':
      return { status: 403, body: Buffer.from('Request has expired') };
    default:
      return undefined;
  }
}

/** Sends what the upstream answers, or what a fault makes of it. */
export function sendWith(
  outgoing: ServerResponse,
  upstream: EmulatedUpstream,
  reply: EmulatedReply,
  fault: EmulatedFault | null,
): void {
  switch (fault) {
    case 'accept_then_lose':
      return void outgoing.destroy();
    case 'accept_then_hang':
      return;
    case 'accept_then_half':
    case 'truncated':
      return sendHalf(outgoing, reply);
    case 'accept_then_500':
      return send(outgoing, upstream.error(500));
    case 'accept_then_502':
      return send(outgoing, { status: 502, body: Buffer.from('<html>502 Bad Gateway</html>') });
    case 'accept_then_504':
      return send(outgoing, { status: 504, body: Buffer.from('<html>504 Gateway Time-out</html>') });
    case 'wrong_word':
      return send(outgoing, upstream.withWrongWord(reply));
    default:
      return send(outgoing, reply);
  }
}

function bytesOf({ body }: EmulatedReply): Buffer {
  return Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body));
}

export function send(outgoing: ServerResponse, reply: EmulatedReply): void {
  const bytes = bytesOf(reply);
  const type = Buffer.isBuffer(reply.body) ? 'application/octet-stream' : 'application/json';
  outgoing.writeHead(reply.status, {
    'content-type': type,
    'content-length': bytes.byteLength,
    ...reply.headers,
  });
  outgoing.end(bytes);
}

/** Half of what was announced, and then the connection is cut. */
function sendHalf(outgoing: ServerResponse, reply: EmulatedReply): void {
  const bytes = bytesOf(reply);
  outgoing.writeHead(reply.status, { 'content-length': bytes.byteLength, ...reply.headers });
  outgoing.write(bytes.subarray(0, Math.floor(bytes.byteLength / 2)), () => outgoing.destroy());
}
