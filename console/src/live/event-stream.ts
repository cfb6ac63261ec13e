import { ApiProblem } from '../api/problem';
import { type SseEvent, SseParser } from './sse-parser';

export type StreamState = 'connecting' | 'open' | 'waiting' | 'closed';

export interface StreamOptions {
  path: string;
  authorization: string;
  onEvent: (event: SseEvent) => void;
  onState?: (state: StreamState) => void;
  /** The server refused for good (4xx); the stream is closed. */
  onRefused?: (problem: ApiProblem) => void;
  /** The server said why it cannot serve now; the stream tries again by itself. */
  onUnavailable?: (problem: ApiProblem) => void;
  lastEventId?: string;
}

/** The server sends a comment every 15 s; a connection silent for longer than this is dead. */
const SILENCE_MS = 40_000;
const FIRST_DELAY_MS = 500;
const MAX_DELAY_MS = 8_000;

/**
 * A server-sent event stream that reconnects by itself and goes on after the last durable event seen. Close it when
 * done; it holds a connection.
 */
export class EventStream {
  private readonly abort = new AbortController();
  private lastEventId?: string;
  private wake?: () => void;

  constructor(private readonly options: StreamOptions) {
    this.lastEventId = options.lastEventId;
    void this.run();
  }

  close(): void {
    this.abort.abort();
    this.wake?.();
  }

  /** Ends the current wait, for example when the browser says that the network is back. */
  retryNow(): void {
    this.wake?.();
  }

  private async run(): Promise<void> {
    let failures = 0;
    while (!this.abort.signal.aborted) {
      this.state('connecting');
      let served = false;
      try {
        served = await this.readOnce();
      } catch (fault) {
        if (fault instanceof ApiProblem && !fault.transient) {
          this.state('closed');
          this.options.onRefused?.(fault);
          return;
        }
        if (fault instanceof ApiProblem && !this.abort.signal.aborted) this.options.onUnavailable?.(fault);
      }
      if (this.abort.signal.aborted) break;
      failures = served ? 0 : failures + 1;
      this.state('waiting');
      await this.pause(Math.min(MAX_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.min(failures, 5)));
    }
    this.state('closed');
  }

  /** Resolves when the stream ends; true when it had been open. */
  private async readOnce(): Promise<boolean> {
    const attempt = new AbortController();
    const signal = AbortSignal.any([this.abort.signal, attempt.signal]);
    let watchdog = setTimeout(() => attempt.abort(), SILENCE_MS);
    let open = false;
    try {
      const headers: Record<string, string> = {
        Authorization: this.options.authorization,
        Accept: 'text/event-stream',
      };
      if (this.lastEventId !== undefined) headers['Last-Event-ID'] = this.lastEventId;
      const response = await fetch(this.options.path, { headers, signal, cache: 'no-store' });
      if (!response.ok || !response.body) throw await ApiProblem.of(response);
      open = true;
      this.state('open');
      const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
      const parser = new SseParser();
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return true;
        clearTimeout(watchdog);
        watchdog = setTimeout(() => attempt.abort(), SILENCE_MS);
        for (const event of parser.push(value)) this.deliver(event);
      }
    } catch (fault) {
      if (fault instanceof ApiProblem) throw fault;
      return open;
    } finally {
      clearTimeout(watchdog);
    }
  }

  private deliver(event: SseEvent): void {
    if (this.abort.signal.aborted) return;
    if (event.id) this.lastEventId = event.id;
    try {
      this.options.onEvent(event);
    } catch (fault) {
      // One event that cannot be shown must not end the stream.
      console.error('live event could not be shown', event.event, fault);
    }
  }

  private state(state: StreamState): void {
    if (!this.abort.signal.aborted || state === 'closed') this.options.onState?.(state);
  }

  private pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
