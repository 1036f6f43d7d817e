/** Something between a client and a server that lets requests through and loses the replies. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { onTestFinished } from 'vitest';

/** What becomes of a reply. */
export const REPLY_FAULTS = {
  'the connection is dropped': (_reply, response) => void response.destroy(),
  'a 502 comes instead': (_reply, response) => void response.writeHead(502).end('<h1>Bad gateway</h1>'),
  'a 500 comes instead': (_reply, response) => void response.writeHead(500).end(),
  'a 504 comes instead': (_reply, response) => void response.writeHead(504).end(),
  'nothing comes, ever': () => undefined,
  'half of it comes': (reply, response) => {
    response.writeHead(reply.status, { ...reply.headers, 'content-length': String(reply.body.byteLength) });
    response.write(reply.body.subarray(0, reply.body.byteLength / 2), () => response.destroy());
  },
  'half of it comes and looks whole': (reply, response) => {
    const { 'content-length': _, ...headers } = reply.headers;
    response.writeHead(reply.status, headers).end(reply.body.subarray(0, reply.body.byteLength / 2));
  },
} as const satisfies Record<string, (reply: Reply, response: ServerResponse) => void>;

export type ReplyFault = keyof typeof REPLY_FAULTS;

interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

interface FaultyDoor {
  readonly url: string;
  /** Every request that came, as method and path. */
  readonly requests: readonly string[];
  /** How many replies to a POST are still to be lost. */
  losses: number;
}

/** Stands before the server at `to`, and loses the replies to the first `losses` POSTs. */
export async function faultyDoor(to: string, fault: ReplyFault, losses: number): Promise<FaultyDoor> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    void forward(to, request).then((reply) => {
      if (request.method !== 'POST' || door.losses === 0)
        return response.writeHead(reply.status, reply.headers).end(reply.body);
      door.losses -= 1;
      return REPLY_FAULTS[fault](reply, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not listening on a port');
  const door: FaultyDoor = { url: `http://127.0.0.1:${address.port}`, requests, losses };
  return door;
}

/** The server reads all of the request and answers; only the way back is bad. */
async function forward(to: string, request: IncomingMessage): Promise<Reply> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const {
    host: _,
    connection: __,
    'transfer-encoding': ___,
    'content-length': ____,
    ...headers
  } = request.headers;
  const answer = await fetch(`${to}${request.url}`, {
    method: request.method ?? 'GET',
    headers: Object.entries(headers).map(([name, value]) => [name, String(value)] as [string, string]),
    ...(chunks.length === 0 ? {} : { body: new Uint8Array(Buffer.concat(chunks)) }),
  });
  return {
    status: answer.status,
    headers: Object.fromEntries(answer.headers),
    body: Buffer.from(await answer.arrayBuffer()),
  };
}
