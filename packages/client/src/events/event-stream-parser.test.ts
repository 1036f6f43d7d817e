import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type EventBlock, EventStreamParser } from './event-stream-parser.ts';

function parse(...pieces: readonly string[]): readonly EventBlock[] {
  const parser = new EventStreamParser();
  return pieces.flatMap((piece) => parser.push(piece));
}

const dataOf = (blocks: readonly EventBlock[]) => blocks.map(({ data }) => data);

describe('a stream of events', () => {
  test('is read by its fields', () => {
    expect(parse('id: 7\nevent: progress\ndata: {"a":1}\n\n')).toEqual([
      { id: '7', event: 'progress', data: '{"a":1}', retryMilliseconds: null },
    ]);
  });

  test.each([
    ['several lines of data', 'data: a\ndata: b\n\n', ['a\nb']],
    ['no space after the colon', 'data:a\n\n', ['a']],
    ['one space is taken, more are data', 'data:   a\n\n', ['  a']],
    ['a field without a colon is empty', 'data\n\n', ['']],
    ['comments and unknown fields mean nothing', ':\n\n: hello\nfoo: bar\ndata: a\n\n', ['a']],
    ['an event without an empty line after it has not come', 'data: a\n\ndata: b\n', ['a']],
    ['CR LF', 'data: a\r\ndata: b\r\n\r\n', ['a\nb']],
    ['CR', 'data: a\r\rdata: b\r\r:', ['a', 'b']],
  ])('%s', (_, text, data) => {
    expect(dataOf(parse(text))).toEqual(data);
  });

  test('tells an id and a time to wait that come without data', () => {
    expect(parse('retry: 2000\n\n', 'id: 9\n\n')).toEqual([
      { id: null, event: 'message', data: null, retryMilliseconds: 2000 },
      { id: '9', event: 'message', data: null, retryMilliseconds: null },
    ]);
  });

  test('takes neither an id with a zero in it nor a time that is no number', () => {
    expect(parse('id: a\0b\nretry: soon\ndata: x\n\n')).toEqual([
      { id: null, event: 'message', data: 'x', retryMilliseconds: null },
    ]);
  });

  test('says the same wherever it is cut', () => {
    const line = fc.constantFrom(
      'data: a',
      'data: {"x":"ü"}',
      'id: 4',
      'event: e',
      ':',
      'retry: 5',
      '',
      'data',
    );
    const end = fc.constantFrom('\n', '\r\n', '\r');
    const text = fc
      .array(fc.tuple(line, end), { maxLength: 30 })
      .map((lines) => `${lines.map((parts) => parts.join('')).join('')}:end`);
    fc.assert(
      fc.property(text, fc.array(fc.nat(200), { maxLength: 20 }), (whole, cuts) => {
        const places = [
          0,
          ...cuts.map((cut) => cut % (whole.length + 1)).sort((a, b) => a - b),
          whole.length,
        ];
        const pieces = places.slice(1).map((place, index) => whole.slice(places[index], place));
        expect(parse(...pieces)).toEqual(parse(whole));
      }),
    );
  });

  test('that never ends an event is no stream of ours', () => {
    const parser = new EventStreamParser();
    expect(() => {
      for (let megabytes = 0; megabytes < 6; megabytes++) parser.push('x'.repeat(1_000_000));
    }).toThrow(RangeError);
  });
});
