import { describe, expect, it } from 'vitest';
import { ago, clock, plural, secondsBetween, spokenDuration } from './time';

describe('time', () => {
  it.each([
    [0, '0:00'],
    [59.6, '1:00'],
    [503, '8:23'],
    [3661, '1:01:01'],
    [-4, '0:00'],
    [Number.NaN, '0:00'],
  ])('shows %s seconds as %s', (seconds, text) => {
    expect(clock(seconds)).toBe(text);
  });

  it.each([
    [45, '45 seconds'],
    [60, '1 minute'],
    [91, '1 minute 31 seconds'],
    [0, '0 seconds'],
  ])('says %s seconds as %s', (seconds, text) => {
    expect(spokenDuration(seconds)).toBe(text);
  });

  it('tells distances in words', () => {
    const now = Date.parse('2026-11-20T10:00:00Z');
    expect(ago('2026-11-20T09:59:50Z', now)).toBe('just now');
    expect(ago('2026-11-20T09:40:00Z', now)).toBe('20 minutes ago');
    expect(ago('2026-11-20T07:00:00Z', now)).toBe('3 hours ago');
    expect(ago('2026-11-19T10:00:00Z', now)).toBe('yesterday');
  });

  it('counts one thing and many', () => {
    expect([plural(1, 'hit'), plural(0, 'hit')]).toEqual(['1 hit', '0 hits']);
  });

  it('takes a missing or earlier end for no time', () => {
    expect(secondsBetween('2026-11-20T10:00:00Z', undefined)).toBe(0);
    expect(secondsBetween('2026-11-20T10:00:00Z', '2026-11-20T09:00:00Z')).toBe(0);
  });
});
