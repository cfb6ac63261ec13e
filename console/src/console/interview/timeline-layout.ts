import type { Speaker, Turn } from '../../api/types';
import type { Incident } from './incidents';

export interface Span {
  turn: Turn;
  speaker: Speaker;
  /** Percent of the whole. */
  x: number;
  width: number;
}

export interface TimelineLayout {
  spans: Span[];
  /** Where each question was asked first. */
  questions: { no: number; x: number }[];
  incidents: { incident: Incident; x: number }[];
  seconds: number;
}

/** Shorter turns are drawn this wide, in percent, so that they can be hit. */
const MIN_WIDTH = 0.6;

export function layoutOf(turns: readonly Turn[], incidents: readonly Incident[] = []): TimelineLayout {
  if (turns.length === 0) return { spans: [], questions: [], incidents: [], seconds: 0 };
  const begin = Math.min(...turns.map((turn) => Date.parse(turn.started_at)));
  const end = Math.max(...turns.map((turn) => Date.parse(turn.ended_at)), begin + 1000);
  const percent = (instant: string) => ((Date.parse(instant) - begin) / (end - begin)) * 100;
  const spans = turns.map((turn): Span => {
    const width = Math.max(MIN_WIDTH, percent(turn.ended_at) - percent(turn.started_at));
    return { turn, speaker: turn.speaker, x: Math.min(percent(turn.started_at), 100 - width), width };
  });
  const questions: TimelineLayout['questions'] = [];
  for (const { turn, x } of spans) {
    if (turn.question_no && !questions.some((question) => question.no === turn.question_no)) {
      questions.push({ no: turn.question_no, x });
    }
  }
  // One before the first word or after the last turn is drawn at the edge.
  const marks = incidents.map((incident) => ({ incident, x: Math.min(100, Math.max(0, percent(incident.time))) }));
  return { spans, questions, incidents: marks, seconds: (end - begin) / 1000 };
}
