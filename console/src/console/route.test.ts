import { describe, expect, it } from 'vitest';
import { interviewHash, routeOf } from './route';

describe('routes', () => {
  it.each([
    ['', { page: 'interviews' }],
    ['#/nonsense', { page: 'interviews' }],
    ['#/start', { page: 'start' }],
    ['#/cluster', { page: 'cluster' }],
    ['#/interviews/a-1', { page: 'interview', id: 'a-1', turn: undefined }],
    ['#/interviews/a-1?turn=12', { page: 'interview', id: 'a-1', turn: 12 }],
    ['#/interviews/a-1?turn=x', { page: 'interview', id: 'a-1', turn: undefined }],
  ])('%s', (hash, route) => {
    expect(routeOf(hash)).toEqual(route);
  });

  it('leads back to the turn', () => {
    expect(routeOf(interviewHash('a/b', 3))).toEqual({ page: 'interview', id: 'a/b', turn: 3 });
  });
});
