import type { InterviewState } from '../../api/types';

/** The interviewer's words for an end (`EndReason` of the agent), its one for a start that failed, and "failed". */
export const END_WORDS = [
  'completed',
  'time_limit',
  'candidate_stopped',
  'no_answer',
  'candidate_left',
  'recruiter_cancelled',
  'shutdown',
  'preparation_failed',
  'failed',
] as const;

export type EndWord = (typeof END_WORDS)[number];

export interface Farewell {
  title: string;
  text: string;
  /** Transcript, evaluation and a decision follow. */
  evaluated: boolean;
}

interface Words extends Farewell {
  /** Said only to one who said anything. */
  kept?: string;
}

const KEPT = 'What you said until then is kept.';

const FAREWELLS: Record<EndWord, Words> = {
  completed: { title: 'Thank you, that was the interview', text: 'It is complete.', evaluated: true },
  time_limit: {
    title: 'Thank you, the time is up',
    text: 'The interview reached its time limit and is complete.',
    evaluated: true,
  },
  candidate_stopped: {
    title: 'You have left the interview',
    text: 'Thank you for your time.',
    kept: KEPT,
    evaluated: true,
  },
  no_answer: {
    title: 'The interview has ended',
    text: 'Nothing was heard from you for a while.',
    kept: KEPT,
    evaluated: true,
  },
  candidate_left: {
    title: 'The interview has ended',
    text: 'The connection was away for too long.',
    kept: KEPT,
    evaluated: true,
  },
  recruiter_cancelled: {
    title: 'The interview was ended',
    text: 'The recruiter ended this interview.',
    kept: 'What you said is kept.',
    evaluated: false,
  },
  shutdown: {
    title: 'The interview had to pause',
    text: 'The interview server is being restarted. Nothing you said is lost: you can come back with the same link in a few minutes, and the interview goes on where it stopped.',
    evaluated: false,
  },
  preparation_failed: {
    title: 'The interview could not begin',
    text: 'Something failed on our side, not yours. Please tell the recruiter, who can send you a new link.',
    evaluated: false,
  },
  failed: {
    title: 'The interview ended early',
    text: 'Something failed on our side, not yours.',
    kept: 'What you said until then is kept; the recruiter can see it.',
    evaluated: false,
  },
};

const WORD_OF_STATE: Partial<Record<InterviewState, EndWord>> = {
  completed: 'completed',
  evaluated: 'completed',
  cancelled: 'recruiter_cancelled',
  abandoned: 'candidate_left',
  expired: 'candidate_left',
  failed: 'failed',
};

/** Why an interview in this state is over, absent while it is not. */
export function endWordOf(state: InterviewState): EndWord | undefined {
  return WORD_OF_STATE[state];
}

/**
 * What the goodbye page says. A word of a newer server says no more than that it is over; to one who said nothing,
 * nothing is promised to be kept or evaluated.
 */
export function farewell(word: string | undefined, spoke: boolean): Farewell {
  const words: Words = END_WORDS.includes(word as EndWord)
    ? FAREWELLS[word as EndWord]
    : { ...FAREWELLS.completed, title: 'The interview has ended', text: '' };
  const text = spoke && words.kept ? `${words.text} ${words.kept}` : words.text;
  return { title: words.title, text, evaluated: words.evaluated && spoke };
}
