import { describe, expect, it } from 'vitest';
import type { Turn } from '../../api/types';
import { cutAtQuote } from './marks';
import { layoutOf } from './timeline-layout';

describe('a quote in its turn', () => {
  it('is found over line breaks and in any case', () => {
    expect(cutAtQuote('So I  looked\nat the pool first.', 'i looked at the pool')).toEqual({
      before: 'So ',
      quote: 'I  looked\nat the pool',
      after: ' first.',
    });
  });

  it('is plain text, not a pattern', () => {
    expect(cutAtQuote('C++ (mostly)? Yes.', 'C++ (mostly)?').quote).toBe('C++ (mostly)?');
  });

  it.each([undefined, '', 'never said'])('leaves the text whole for %s', (quote) => {
    expect(cutAtQuote('Some text.', quote)).toEqual({ before: 'Some text.', quote: '', after: '' });
  });
});

describe('timeline', () => {
  const turn = (turn_no: number, from: number, to: number, question_no?: number): Turn => ({
    turn_no,
    speaker: turn_no % 2 ? 'agent' : 'candidate',
    kind: 'question',
    text: '',
    question_no,
    interrupted: false,
    typed: false,
    started_at: new Date(from * 1000).toISOString(),
    ended_at: new Date(to * 1000).toISOString(),
  });

  it('places turns by time and marks where a question begins', () => {
    const { spans, questions, seconds } = layoutOf([turn(1, 0, 10, 1), turn(2, 10, 50, 1), turn(3, 60, 100, 2)]);
    expect(spans.map(({ x, width }) => [x, width])).toEqual([[0, 10], [10, 40], [60, 40]]);
    expect(questions).toEqual([{ no: 1, x: 0 }, { no: 2, x: 60 }]);
    expect(seconds).toBe(100);
  });

  it('keeps a moment visible and inside, and copes with nothing', () => {
    const { spans } = layoutOf([turn(1, 0, 100), turn(2, 100, 100)]);
    expect(spans[1]!.width).toBeGreaterThan(0);
    expect(spans[1]!.x + spans[1]!.width).toBeLessThanOrEqual(100);
    expect(layoutOf([])).toEqual({ spans: [], questions: [], incidents: [], seconds: 0 });
  });
});
