import { describe, expect, it } from 'vitest';
import { SseParser } from './sse-parser';

const STREAM = '\uFEFF: hello\n\nid: 7\nevent: turn.saved\ndata: {"a":1}\n\nevent: caption\ndata: one\ndata: two\n\n';

describe('SseParser', () => {
  it('reads the same events however the stream is cut', () => {
    const whole = new SseParser().push(STREAM);
    for (let size = 1; size < STREAM.length; size++) {
      // When
      const parser = new SseParser();
      const events = [];
      for (let at = 0; at < STREAM.length; at += size) events.push(...parser.push(STREAM.slice(at, at + size)));

      // Then
      expect(events).toEqual(whole);
    }
    expect(whole).toEqual([
      { id: '7', event: 'turn.saved', data: '{"a":1}' },
      { id: undefined, event: 'caption', data: 'one\ntwo' },
    ]);
  });

  it.each([
    ['line feeds', 'data: a\n\n'],
    ['carriage returns', 'data: a\r\rdata'],
    ['both', 'data: a\r\n\r\n'],
  ])('takes %s as line ends', (_name, text) => {
    expect(new SseParser().push(text)).toEqual([{ id: undefined, event: 'message', data: 'a' }]);
  });

  it('does not dispatch an event without data, and forgets its name', () => {
    const parser = new SseParser();
    expect(parser.push('event: lost\n\ndata: x\n\n')).toEqual([{ id: undefined, event: 'message', data: 'x' }]);
  });

  it('keeps only one space away from the value, and knows fields without a colon', () => {
    expect(new SseParser().push('data:  two spaces\ndata\n\n')[0]?.data).toBe(' two spaces\n');
  });

  it('tells the wait that the server asked for', () => {
    const parser = new SseParser();
    parser.push('retry: 2500\nretry: soon\n\n');
    expect(parser.retry).toBe(2500);
  });
});
