/** The sending half of a websocket server, as small as it can be: RFC 6455 without fragments and extensions. */
import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
const TEXT = 0x81;
const BINARY = 0x82;
const CLOSE = 0x88;

export interface EmulatedSockets {
  /** Takes a connection over, or refuses it. */
  accept(incoming: IncomingMessage, socket: Duplex, id: string): void;
  refuse(socket: Duplex, status: string): void;
  sendText(id: string, text: string): void;
  sendBytes(id: string, bytes: Buffer): void;
}

/** By id; a newer one with the same id takes the place of the older, as ComfyUI does it. */
export function emulatedSockets(): EmulatedSockets {
  const sockets = new Map<string, Duplex>();
  const send = (id: string, head: number, payload: Buffer): void =>
    void sockets.get(id)?.write(frameOf(head, payload));
  return {
    accept(incoming, socket, id) {
      const key = incoming.headers['sec-websocket-key'] ?? '';
      const answer = createHash('sha1').update(`${key}${GUID}`).digest('base64');
      socket.write(
        `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${answer}\r\n\r\n`,
      );
      sockets.set(id, socket);
      // Whatever a client says but to close is not listened to.
      socket.on('data', (bytes: Buffer) => {
        if (bytes[0] === CLOSE) socket.end(frameOf(CLOSE, Buffer.from([0x03, 0xe8])));
      });
    },
    refuse: (socket, status) => void socket.end(`HTTP/1.1 ${status}\r\nContent-Length: 0\r\n\r\n`),
    sendText: (id, text) => send(id, TEXT, Buffer.from(text)),
    sendBytes: (id, bytes) => send(id, BINARY, bytes),
  };
}

function frameOf(head: number, payload: Buffer): Buffer {
  const { byteLength } = payload;
  if (byteLength < 126) return Buffer.concat([Buffer.from([head, byteLength]), payload]);
  const long = Buffer.alloc(4);
  long.writeUInt8(head, 0);
  long.writeUInt8(126, 1);
  long.writeUInt16BE(byteLength, 2);
  return Buffer.concat([long, payload]);
}
