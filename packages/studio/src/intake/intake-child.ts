import { createInterface } from 'node:readline';
import { AV_LOG_QUIET } from 'node-av/constants';
import { Log } from 'node-av/lib';
import { sendAnswer } from './answer-channel.ts';
import { decodePicture, limitImageDecoders } from './decode-picture.ts';
import { deliverDriver } from './deliver-driver.ts';
import { deliverSound } from './deliver-sound.ts';
import { inspectResult } from './inspect-result.ts';
import { inspectStream } from './inspect-stream.ts';
import type { IntakeAnswer } from './intake-answer.ts';
import type { IntakeOrder } from './intake-wire.ts';

/**
 * The process that decodes strangers' files: takes orders one after another on its standard input and answers on file
 * descriptor 3. Its parent sets its limits (intake-child-process.ts) and kills it when it oversteps them.
 */
function serve(): void {
  Log.setLevel(AV_LOG_QUIET);
  limitImageDecoders();
  const lines = createInterface({ input: process.stdin });
  lines.on('line', (line) => {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by our own parent
    void work(JSON.parse(line) as IntakeOrder);
  });
  // The parent has gone. An ordinary exit would wait for decoders at work in the thread pool.
  lines.on('close', () => process.kill(process.pid, 'SIGKILL'));
  sendAnswer({ kind: 'ready' });
}

/** A decoder's throw ends the process as a crash would: the parent has one way to deal with both. */
async function work(order: IntakeOrder): Promise<void> {
  sendAnswer(await answerTo(order));
}

function answerTo(order: IntakeOrder): Promise<IntakeAnswer> {
  switch (order.kind) {
    case 'inspect_image':
    case 'read_image':
      return decodePicture(order);
    case 'inspect_video':
      return inspectStream(order);
    case 'inspect_result':
      return inspectResult(order);
    case 'read_driver':
      return deliverDriver(order);
    case 'read_sound':
      return deliverSound(order);
    default:
      return order satisfies never;
  }
}

serve();
