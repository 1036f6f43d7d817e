import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';

/** One connection to be made: to `address` and nowhere else. */
export interface DialTarget {
  /** An IP address that was checked. It is never resolved again. */
  readonly address: string;
  readonly port: number;
  /** The name the caller used: what the certificate must be for. */
  readonly hostname: string;
  readonly secure: boolean;
  readonly timeoutMilliseconds: number;
}

/** Opens a connection, with TLS when `secure`. Rejects with the system's error, or `DialTimeoutError`. */
export type Dial = (target: DialTarget) => Promise<Socket>;

export class DialTimeoutError extends Error {
  override readonly name = 'DialTimeoutError';
}

export const dialNetwork: Dial = (target) =>
  new Promise((resolve, reject) => {
    const socket = target.secure ? openTls(target) : openTcp(target);
    const timer = setTimeout(
      () => socket.destroy(new DialTimeoutError('no connection in time')),
      target.timeoutMilliseconds,
    );
    socket.setNoDelay(true);
    // Stays on when the connection stands, so that no error falls between us and whoever takes the socket over.
    socket.once('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    socket.once(target.secure ? 'secureConnect' : 'connect', () => {
      clearTimeout(timer);
      resolve(socket);
    });
  });

function openTcp({ address, port }: DialTarget): Socket {
  return connectTcp({ host: address, port });
}

/** HTTP/1.1 only: one parser to limit, not two. The dot at the end of a full name is not part of it in TLS. */
function openTls({ address, port, hostname }: DialTarget): Socket {
  const name = isIP(hostname) === 0 ? { servername: hostname.replace(/\.$/, '') } : {};
  return connectTls({ host: address, port, ...name, ALPNProtocols: ['http/1.1'] });
}
