import { describe, expect, it } from 'vitest';
import { ApiProblem, retryAfter } from './problem';

describe('ApiProblem', () => {
  it('reads a problem document with its field errors', async () => {
    // Given
    const errors = [{ field: 'candidate.name', message: 'is missing' }];
    const body = JSON.stringify({ code: 'INVALID_REQUEST', detail: 'One field is wrong.', errors });

    // When
    const problem = await ApiProblem.of(new Response(body, { status: 400 }));

    // Then
    expect(problem).toMatchObject({ status: 400, code: 'INVALID_REQUEST', message: 'One field is wrong.', errors });
    expect(problem.transient).toBe(false);
  });

  it('makes do with an answer that is no problem document', async () => {
    const problem = await ApiProblem.of(new Response('<html>', { status: 502 }));
    expect(problem).toMatchObject({ code: 'HTTP_502', transient: true });
  });

  it.each([
    ['7', 7],
    ['0', 0],
    [null, undefined],
    ['', undefined],
    ['soon', undefined],
    ['Fri, 20 Nov 2026 10:00:30 GMT', 30],
  ])('reads Retry-After %s as %s', (header, seconds) => {
    expect(retryAfter(header, Date.parse('2026-11-20T10:00:00Z'))).toBe(seconds);
  });
});
