import { linesOf } from '../../live/conversation';
import { type CandidateState, floorOf } from '../state';

/**
 * What a screen reader hears of the call: whose turn it is, lost connections, and, for who types, the interviewer's
 * finished sentences. A candidate who listens hears those already, and two voices at once help nobody.
 */
export class Announcer {
  private floor = '';
  private readonly seen = new Set<string>();
  /** Sentences said as captions, of which the turn is still to come. */
  private parts: string[] = [];

  constructor(private readonly say: (text: string) => void) {}

  update(state: CandidateState): void {
    if (state.phase !== 'call') {
      this.floor = '';
      return;
    }
    if (state.mode === 'text') this.sentences(state);
    const floor = floorOf(state);
    if (floor === this.floor) return;
    const before = this.floor;
    this.floor = floor;
    if (floor === 'reconnecting') this.say('Connection lost, reconnecting.');
    else if (before === 'reconnecting') this.say('Connected again.');
    if (floor === 'you') this.say('Your turn.');
    if (floor === 'muted') this.say('Your turn, but you are muted.');
  }

  private sentences(state: CandidateState): void {
    for (const line of linesOf(state.call.conversation)) {
      if (line.speaker !== 'agent' || line.state === 'interim' || this.seen.has(line.key)) continue;
      this.seen.add(line.key);
      const text = line.text.trim();
      if (line.turn && this.wasSaid(text)) continue;
      if (!line.turn) this.parts.push(text);
      this.say(`Interviewer: ${text}`);
    }
  }

  /** Whether a turn is made of the sentences said already; they are used up then, so that a repeat is said again. */
  private wasSaid(turn: string): boolean {
    const known = this.parts.filter((part) => turn.includes(part));
    this.parts = this.parts.filter((part) => !known.includes(part));
    return known.join(' ').length * 2 >= turn.length;
  }
}
