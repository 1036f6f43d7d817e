import type { ServerResponse } from 'node:http';
import { Socket } from 'node:net';

/** A TCP reset instead of a reply. */
export function cutReply(response: ServerResponse): void {
  if (response.socket instanceof Socket) response.socket.resetAndDestroy();
}

/** The beginning of a reply, and then the end of the connection. */
export function giveHalf(response: ServerResponse, bytes: string): void {
  response.writeHead(200, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(bytes),
  });
  response.write(bytes.slice(0, Math.floor(bytes.length / 2)), () => response.socket?.destroy());
}
