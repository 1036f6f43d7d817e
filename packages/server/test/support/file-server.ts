import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** Bytes, a status to answer instead, or `hang`: no answer at all. */
export type ServedFile = Buffer | number | 'hang';

export interface FileServer {
  /** Of this machine, such as `http://127.0.0.1:40000`. */
  readonly url: string;
  /** May be changed while it runs. */
  readonly files: Record<string, ServedFile>;
  /** Paths, in the order in which they were asked for. */
  readonly asked: readonly string[];
}

/** Serves files from memory on loopback until the test has finished. */
export async function fileServer(files: Record<string, ServedFile>): Promise<FileServer> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    asked.push(path);
    const file = files[path] ?? 404;
    if (file === 'hang') return;
    if (typeof file === 'number') response.writeHead(file).end();
    else response.writeHead(200, { 'content-length': file.length }).end(file);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a TCP server's address is one of these
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, files, asked };
}
