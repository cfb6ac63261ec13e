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
    expect(farewell('recruiter_cancelled', true).text).toContain('The recruiter ended');
    expect(farewell('candidate_stopped', true).title).toContain('You have left');
    expect(farewell('shutdown', true).text).toContain('come back with the same link');
    expect(farewell('shutdown', true).evaluated).toBe(false);
  });

  it('promises nothing to be kept or evaluated to one who never spoke', () => {
    for (const word of END_WORDS) {
      const { text, evaluated } = farewell(word, false);
      expect(text).not.toContain('is kept');
      expect(evaluated).toBe(false);
    }
    expect(farewell('no_answer', false).text).toBe('Nothing was heard from you for a while.');
    expect(farewell('no_answer', true)).toMatchObject({
      text: 'Nothing was heard from you for a while. What you said until then is kept.',
      evaluated: true,
    });
  });

  it('claims nothing about an end it does not know', () => {
    expect(farewell('something_new', true).title).toBe('The interview has ended');
    expect(farewell('something_new', true).text).toBe('');
  });

  it('knows of each state whether it is an end', () => {
    expect(endWordOf('cancelled')).toBe('recruiter_cancelled');
    expect(endWordOf('recovering')).toBeUndefined();
  });
});
