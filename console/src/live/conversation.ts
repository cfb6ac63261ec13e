import type { CaptionUpdate, Speaker, Turn } from '../api/types';

/** What is being said and is not durable yet. */
export interface Segment {
  id: string;
  speaker: Speaker;
  text: string;
  final: boolean;
}

/** A typed answer on its way to the server. */
export interface PendingMessage {
  id: string;
  text: string;
  status: 'sending' | 'sent' | 'failed';
}

/**
 * The conversation as a page knows it: durable turns, then what is being said, then typed answers that are not turns
 * yet. Immutable; every change makes a new one.
 */
export interface Conversation {
  readonly turns: readonly Turn[];
  readonly segments: readonly Segment[];
  readonly pending: readonly PendingMessage[];
  /** Segments that became part of a turn; late updates of them are ignored. */
  readonly settled: ReadonlySet<string>;
  /** The highest fencing number heard of: what an agent with a lower one still says is not shown. */
  readonly fence: number;
}

export const NO_CONVERSATION: Conversation = { turns: [], segments: [], pending: [], settled: new Set(), fence: 0 };

/** One line to show. */
export interface Line {
  key: string;
  speaker: Speaker;
  text: string;
  state: 'turn' | 'final' | 'interim' | 'sending' | 'failed';
  turn?: Turn;
  messageId?: string;
}

/** Another agent holds the interview: the one before may still be on its way here with words of its own. */
export function withAgent(now: Conversation, fence = 0): Conversation {
  return fence > now.fence ? { ...now, fence } : now;
}

export function withCaption(before: Conversation, update: CaptionUpdate): Conversation {
  const now = withAgent(before, update.fence);
  if (now.settled.has(update.segment_id) || (update.fence ?? now.fence) < now.fence) return now;
  const segment: Segment = {
    id: update.segment_id,
    speaker: update.speaker,
    text: update.text,
    final: update.final,
  };
  const known = now.segments.findIndex((other) => other.id === segment.id);
  const segments =
    known < 0
      ? [...now.segments, segment]
      : now.segments.map((other, index) => (index === known ? segment : other));
  return { ...now, segments: segments.filter((other) => other.text.trim() !== '' || !other.final) };
}

/**
 * A turn is durable: it takes the place of what was shown of it while it was said, which is the speaker's first
 * unbroken run of segments.
 */
export function withTurn(now: Conversation, turn: Turn): Conversation {
  // It is stored, whatever became of the reply: also one that failed here.
  const named = new Set(turn.message_ids);
  const pending = now.pending.filter((message) => !named.has(message.id));
  if (now.turns.some((other) => other.turn_no === turn.turn_no)) {
    return { ...now, pending, turns: now.turns.map((other) => (other.turn_no === turn.turn_no ? turn : other)) };
  }
  const said = new Set(firstRun(now.segments, turn.speaker).map((segment) => segment.id));
  const turns = [...now.turns, turn].sort((a, b) => a.turn_no - b.turn_no);
  return {
    ...now,
    turns,
    segments: now.segments.filter((segment) => !said.has(segment.id)),
    pending: turn.typed && !turn.message_ids ? withoutFirst(pending, turn.text) : pending,
    settled: new Set([...now.settled, ...said]),
  };
}

function firstRun(segments: readonly Segment[], speaker: Speaker): Segment[] {
  const start = segments.findIndex((segment) => segment.speaker === speaker);
  if (start < 0) return [];
  let end = start;
  while (end < segments.length && segments[end]!.speaker === speaker) end++;
  const run = segments.slice(start, end);
  // What is still being said belongs to the next turn, unless nothing else was said.
  const finished = run.filter((segment) => segment.final);
  return finished.length > 0 ? finished : run;
}

/** Of a turn that does not name its messages. One may be saved together with others, so containing it is enough. */
function withoutFirst(pending: readonly PendingMessage[], saved: string): PendingMessage[] {
  const text = normal(saved);
  return pending.filter((message) => !(message.status !== 'failed' && text.includes(normal(message.text))));
}

function normal(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

export function withPending(now: Conversation, id: string, text: string): Conversation {
  const others = now.pending.filter((message) => message.id !== id);
  return { ...now, pending: [...others, { id, text, status: 'sending' }] };
}

export function withStatus(now: Conversation, id: string, status: PendingMessage['status']): Conversation {
  return {
    ...now,
    pending: now.pending.map((message) => (message.id === id ? { ...message, status } : message)),
  };
}

/** Everything to show, oldest first. */
export function linesOf(now: Conversation): Line[] {
  const typed = new Set(now.pending.map((message) => normal(message.text)));
  return [
    ...now.turns.map(
      (turn): Line => ({ key: `turn-${turn.turn_no}`, speaker: turn.speaker, text: turn.text, state: 'turn', turn }),
    ),
    ...now.segments
      // The caption of a typed answer says what its own line says already.
      .filter((segment) => !(segment.speaker === 'candidate' && typed.has(normal(segment.text))))
      .map(
        (segment): Line => ({
          key: `segment-${segment.id}`,
          speaker: segment.speaker,
          text: segment.text,
          state: segment.final ? 'final' : 'interim',
        }),
      ),
    ...now.pending.map(
      (message): Line => ({
        key: `message-${message.id}`,
        speaker: 'candidate',
        text: message.text,
        state: message.status === 'sent' ? 'final' : message.status,
        messageId: message.id,
      }),
    ),
  ];
}
