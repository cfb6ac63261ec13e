import { linesOf } from '../../live/conversation';
import { type CandidateState, floorOf } from '../state';

/**
 * What a screen reader hears of the call: whose turn it is, lost connections, and, for who types, the interviewer's
 * finished sentences. A candidate who listens hears those already, and two voices at once help nobody.
 */
export class Announcer {
  private floor = '';
  private readonly said = new Set<string>();

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
      if (line.speaker !== 'agent' || line.state === 'interim') continue;
      const text = line.text.trim();
      // The same sentence comes as a caption first and as a turn later.
      if (this.said.has(text)) continue;
      this.said.add(text);
      if (line.turn && this.saidInParts(text)) continue;
      this.say(`Interviewer: ${text}`);
    }
  }

  private saidInParts(text: string): boolean {
    let rest = text;
    for (const part of this.said) if (part !== text) rest = rest.replace(part, '');
    return rest.trim().length < text.length / 2;
  }
}
