import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { END_WORDS, endWordOf, farewell } from './farewell';

const AGENT = new URL('../../../../verticles/agent/src/main/java/io/recruiterbrain/voice/agent/', import.meta.url);

describe('the goodbye page', () => {
  it('has words for every end that the interviewer knows', () => {
    const source = readFileSync(new URL('plan/EndReason.java', AGENT), 'utf8');
    const words = [...source.matchAll(/^ {4}([A-Z_]+)\(InterviewState\./gm)].map((match) => match[1]!.toLowerCase());
    expect(words).toContain('recruiter_cancelled');
    expect(END_WORDS).toEqual(expect.arrayContaining(words));
    expect(readFileSync(new URL('InterviewSession.java', AGENT), 'utf8')).toContain('"preparation_failed"');
  });

  it('says who ended it, and does not promise an evaluation of an interview that goes on', () => {
    expect(farewell('recruiter_cancelled').text).toContain('The recruiter ended');
    expect(farewell('candidate_stopped').title).toContain('You have left');
    expect(farewell('shutdown').text).toContain('come back with the same link');
    expect(farewell('shutdown').evaluated).toBe(false);
  });

  it('claims nothing about an end it does not know', () => {
    expect(farewell('something_new').title).toBe('The interview has ended');
    expect(farewell('something_new').text).toBe('');
  });

  it('knows of each state whether it is an end', () => {
    expect(endWordOf('cancelled')).toBe('recruiter_cancelled');
    expect(endWordOf('recovering')).toBeUndefined();
  });
});
