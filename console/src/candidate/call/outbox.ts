import { ApiProblem } from '../../api/problem';
import type { PendingMessage } from '../../live/conversation';

const ATTEMPTS = 4;
const DELAY_MS = 800;

export interface OutboxOptions {
  send: (id: string, text: string) => Promise<void>;
  onStatus: (id: string, status: PendingMessage['status'], problem?: ApiProblem) => void;
  /** The session is not the current one any more; the message waits for {@link Outbox.resume}. */
  onSessionLost: (problem: ApiProblem) => void;
}

/**
 * Sends typed answers in order, one at a time. A repeat carries the same id, so an answer whose reply was lost is not
 * taken twice.
 */
export class Outbox {
  private readonly queue: { id: string; text: string }[] = [];
  /** What was not taken for reasons that pass; the candidate may send it again, and so does {@link Outbox.resume}. */
  private unsent: { id: string; text: string }[] = [];
  private running = false;
  private halted = false;

  constructor(
    private readonly options: OutboxOptions,
    private readonly delay: (ms: number) => Promise<void> = (ms) => new Promise((done) => setTimeout(done, ms)),
  ) {}

  add(id: string, text: string): void {
    this.unsent = this.unsent.filter((other) => other.id !== id);
    this.queue.push({ id, text });
    this.options.onStatus(id, 'sending');
    void this.run();
  }

  /** Goes on after a session was lost and a new one is there, or another agent. */
  resume(): void {
    this.halted = false;
    // Before what is queued: they were written earlier. One that is on its way stays first.
    const next = this.running ? 1 : 0;
    this.queue.splice(next, 0, ...this.unsent);
    this.unsent.forEach(({ id }) => this.options.onStatus(id, 'sending'));
    this.unsent = [];
    void this.run();
  }

  private async run(): Promise<void> {
    if (this.running || this.halted) return;
    this.running = true;
    while (this.queue.length > 0 && !this.halted) {
      const message = this.queue[0]!;
      try {
        await this.deliver(message.id, message.text);
        this.queue.shift();
        this.options.onStatus(message.id, 'sent');
      } catch (fault) {
        const problem = fault instanceof ApiProblem ? fault : ApiProblem.network();
        // With nobody in the room the page joins again, and then sends it to who is there.
        if (isSessionLost(problem) || problem.code === 'UNAVAILABLE') {
          this.halted = true;
          this.options.onSessionLost(problem);
        } else {
          this.queue.shift();
          if (problem.transient) this.unsent.push(message);
          this.options.onStatus(message.id, 'failed', problem);
        }
      }
    }
    this.running = false;
  }

  private async deliver(id: string, text: string): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.options.send(id, text);
      } catch (fault) {
        const transient = fault instanceof ApiProblem && fault.transient;
        if (!transient || attempt === ATTEMPTS) throw fault;
        await this.delay((fault.retryAfterSeconds ?? 0) * 1000 || DELAY_MS * 2 ** (attempt - 1));
      }
    }
  }
}

/** Whether the agent does not know this browser's session (any more). */
export function isSessionLost(problem: ApiProblem): boolean {
  return ['SESSION_TAKEN_OVER', 'INVALID_STATE', 'NOT_FOUND'].includes(problem.code);
}
