import { HttpClient } from './http';
import type { CandidateInterview, JoinResponse, MediaDirection, QueuedResponse } from './types';

export interface MediaAnswer {
  sdp: string;
  /** Where the connection is restarted and closed. */
  location: string;
}

/** What a candidate's link opens: one interview. */
export class CandidateApi {
  readonly http: HttpClient;
  private readonly base: string;

  constructor(interviewId: string, token: string) {
    this.http = new HttpClient(token);
    this.base = `/api/v1/candidate/${encodeURIComponent(interviewId)}`;
  }

  find(): Promise<CandidateInterview> {
    return this.http.json(this.base);
  }

  async consent(version: string, sha256: string): Promise<void> {
    await this.http.send(`${this.base}/consent`, { method: 'POST', json: { version, sha256 } });
  }

  /** With the session of this page it comes back by itself, and is refused when another browser joined since. */
  join(sessionId?: string): Promise<JoinResponse | QueuedResponse> {
    return this.http.json(`${this.base}/join`, { method: 'POST', json: sessionId ? { session_id: sessionId } : {} });
  }

  async offer(direction: MediaDirection, sessionId: string, sdp: string): Promise<MediaAnswer> {
    const response = await this.http.send(
      `${this.base}/media/${direction}?session_id=${encodeURIComponent(sessionId)}`,
      { method: 'POST', body: sdp, contentType: 'application/sdp', accept: 'application/sdp' },
    );
    return { sdp: await response.text(), location: withSession(response.headers.get('location') ?? '', sessionId) };
  }

  /** Answers the new offer of an ICE restart. */
  async restart(location: string, sdp: string): Promise<string> {
    const response = await this.http.send(location, {
      method: 'PATCH',
      body: sdp,
      contentType: 'application/sdp',
      accept: 'application/sdp',
    });
    return response.text();
  }

  async close(location: string): Promise<void> {
    await this.http.send(location, { method: 'DELETE', keepalive: true });
  }

  /** The same `messageId` sent again is not taken twice. */
  async message(sessionId: string, messageId: string, text: string): Promise<void> {
    await this.http.send(`${this.base}/messages`, {
      method: 'POST',
      json: { session_id: sessionId, message_id: messageId, text },
    });
  }

  async presence(sessionId: string, presence: 'typing' | 'text_mode' | 'voice_mode'): Promise<void> {
    await this.http.send(`${this.base}/presence`, { method: 'POST', json: { session_id: sessionId, presence } });
  }

  async leave(sessionId: string): Promise<void> {
    await this.http.send(`${this.base}/leave`, { method: 'POST', json: { session_id: sessionId } });
  }

  eventsPath(sessionId: string): string {
    return `${this.base}/events?session_id=${encodeURIComponent(sessionId)}`;
  }
}

/** Every media request names its session; the server's `Location` may leave that to the page. */
function withSession(location: string, sessionId: string): string {
  if (location === '') return '';
  const url = new URL(location, window.location.href);
  if (!url.searchParams.has('session_id')) url.searchParams.set('session_id', sessionId);
  return url.pathname + url.search;
}
