/** One line that is drawn over itself on a terminal, and a line every tenth elsewhere (logs, CI). */
export interface ProgressLine {
  update(phase: string, percent: number): void;
  end(): void;
}

const WIDTH = 30;

export function progressLine(stream: NodeJS.WriteStream, now: () => number): ProgressLine {
  let startedAt: number | null = null;
  let lastTenth = -1;
  return {
    update(phase, percent) {
      if (percent > 0) startedAt ??= now();
      const line = `${bar(percent)} ${String(Math.floor(percent)).padStart(3)} %  ${phase.padEnd(12)}${timeLeft(startedAt, now(), percent)}`;
      if (stream.isTTY) stream.write(`\r\u001b[K${line}`);
      else if (Math.floor(percent / 10) !== lastTenth) {
        lastTenth = Math.floor(percent / 10);
        stream.write(`${line.trimEnd()}\n`);
      }
    },
    end() {
      if (stream.isTTY) stream.write('\n');
    },
  };
}

function bar(percent: number): string {
  const filled = Math.round((WIDTH * percent) / 100);
  return `[${'#'.repeat(filled)}${'.'.repeat(WIDTH - filled)}]`;
}

function timeLeft(startedAt: number | null, now: number, percent: number): string {
  if (startedAt === null || percent < 5 || percent >= 100) return '';
  return ` ${Math.ceil(((now - startedAt) / 1000) * (100 / percent - 1))} s left`;
}
