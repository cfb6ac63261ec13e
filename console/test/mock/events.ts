import type { ServerResponse } from 'node:http';

interface Stored {
  id: number;
  type: string;
  subject: string;
  time: string;
  data: unknown;
}

interface Reader {
  response: ServerResponse;
  subject?: string;
  live: boolean;
  types?: string[];
}

/** Event streams as the server keeps them: durable events with numbers, live updates without. */
export class Events {
  private readonly stored: Stored[] = [];
  private readonly readers = new Set<Reader>();

  open(response: ServerResponse, reader: Omit<Reader, 'response'>, lastEventId: string | undefined): void {
    const full = { ...reader, response };
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    response.write(': hello\n\n');
    const after = lastEventId === undefined ? (reader.subject ? 0 : Infinity) : Number(lastEventId);
    for (const event of this.stored) if (event.id > after) this.write(full, event);
    this.readers.add(full);
    response.on('close', () => this.readers.delete(full));
  }

  durable(subject: string, type: string, data: unknown, time = new Date().toISOString()): void {
    const event = { id: this.stored.length + 1, type, subject, time, data };
    this.stored.push(event);
    for (const reader of this.readers) this.write(reader, event);
  }

  live(subject: string, name: string, data: unknown): void {
    for (const reader of this.readers) {
      if (reader.live && reader.subject === subject) {
        reader.response.write(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`);
      }
    }
  }

  /** Cuts all streams, as a lost connection does. */
  cut(): void {
    for (const reader of this.readers) reader.response.destroy();
    this.readers.clear();
  }

  get count(): number {
    return this.readers.size;
  }

  /** Whether somebody follows this interview; live updates before that are lost. */
  isFollowed(subject: string): boolean {
    return [...this.readers].some((reader) => reader.subject === subject);
  }

  private write(reader: Reader, { id, type, subject, time, data }: Stored): void {
    if (reader.subject && reader.subject !== subject) return;
    if (reader.types && !reader.types.includes(type)) return;
    const event = { id: `event-${id}`, source: 'recruiterbrain-voice', type, subject, time, specversion: '1.0', data };
    reader.response.write(`id: ${id}\nevent: ${type}\ndata: ${JSON.stringify(event)}\n\n`);
  }
}
