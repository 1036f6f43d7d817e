import { createSocket } from 'node:dgram';
import { onTestFinished } from 'vitest';

const TYPE_A = 1;
const HEADER_BYTES = 12;
const NAME_ERROR = 3;

/** The IPv4 addresses of a name, `null` when there is no such name, `silence` to answer nothing. */
export type NameAnswer = (name: string) => readonly string[] | null | 'silence';

/** A name server on loopback that answers what it likes, for no longer than this very moment. Gives `address:port`. */
export async function nameServer(answer: NameAnswer): Promise<string> {
  const socket = createSocket('udp4');
  socket.on('message', (question, from) => {
    const { name, type, end } = readQuestion(question);
    const addresses = type === TYPE_A ? answer(name) : [];
    if (addresses !== 'silence')
      socket.send(reply(question.subarray(0, end), addresses), from.port, from.address);
  });
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  onTestFinished(() => void socket.close());
  return `127.0.0.1:${socket.address().port}`;
}

function readQuestion(message: Buffer): { name: string; type: number; end: number } {
  const labels: string[] = [];
  let at = HEADER_BYTES;
  for (let length = message.readUInt8(at); length > 0; length = message.readUInt8(at)) {
    labels.push(message.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  return { name: labels.join('.').toLowerCase(), type: message.readUInt16BE(at + 1), end: at + 5 };
}

function reply(question: Buffer, addresses: readonly string[] | null): Buffer {
  const header = Buffer.from(question);
  header.writeUInt16BE(0x8180 | (addresses ? 0 : NAME_ERROR), 2);
  header.writeUInt16BE(addresses?.length ?? 0, 6);
  header.writeUInt32BE(0, 8);
  const records = (addresses ?? []).map((address) =>
    // A pointer to the name in the question, type A, class IN, no seconds to live, four bytes.
    Buffer.from([0xc0, HEADER_BYTES, 0, TYPE_A, 0, 1, 0, 0, 0, 0, 0, 4, ...address.split('.').map(Number)]),
  );
  return Buffer.concat([header, ...records]);
}
