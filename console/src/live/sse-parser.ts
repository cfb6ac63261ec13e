/** One event of a `text/event-stream`. */
export interface SseEvent {
  /** Absent when the event had none of its own: it is then not a place to resume from. */
  id?: string;
  event: string;
  data: string;
}

/**
 * Parses a `text/event-stream` as the HTML standard says, from chunks cut anywhere. `EventSource` itself cannot send an
 * `Authorization` header.
 */
export class SseParser {
  /** Milliseconds the server asked to wait before reconnecting. */
  retry?: number;
  private rest = '';
  private first = true;
  private id?: string;
  private event = '';
  private data: string[] = [];

  push(chunk: string): SseEvent[] {
    let text = this.rest + chunk;
    if (this.first && text.length > 0) {
      this.first = false;
      if (text.startsWith('\uFEFF')) text = text.slice(1);
    }
    const events: SseEvent[] = [];
    let from = 0;
    for (;;) {
      const end = lineEnd(text, from);
      if (end === undefined) break;
      const event = this.line(text.slice(from, end.at));
      if (event) events.push(event);
      from = end.next;
    }
    this.rest = text.slice(from);
    return events;
  }

  private line(line: string): SseEvent | undefined {
    if (line === '') return this.dispatch();
    if (line.startsWith(':')) return undefined;
    const colon = line.indexOf(':');
    const field = colon < 0 ? line : line.slice(0, colon);
    let value = colon < 0 ? '' : line.slice(colon + 1);
    if (value.startsWith(' ')) value = value.slice(1);
    if (field === 'data') this.data.push(value);
    else if (field === 'event') this.event = value;
    else if (field === 'id' && !value.includes('\0')) this.id = value;
    else if (field === 'retry' && /^\d+$/.test(value)) this.retry = Number(value);
    return undefined;
  }

  private dispatch(): SseEvent | undefined {
    const event: SseEvent | undefined =
      this.data.length > 0
        ? { id: this.id, event: this.event || 'message', data: this.data.join('\n') }
        : undefined;
    this.id = undefined;
    this.event = '';
    this.data = [];
    return event;
  }
}

/** A carriage return at the very end is left for the next chunk: a line feed that belongs to it may follow. */
function lineEnd(text: string, from: number): { at: number; next: number } | undefined {
  for (let at = from; at < text.length; at++) {
    const char = text[at];
    if (char === '\n') return { at, next: at + 1 };
    if (char === '\r') {
      if (at + 1 === text.length) return undefined;
      return { at, next: text[at + 1] === '\n' ? at + 2 : at + 1 };
    }
  }
  return undefined;
}
