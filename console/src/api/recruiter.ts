import { HttpClient } from './http';
import type {
  ClusterStatus,
  Decision,
  Evaluation,
  Interview,
  InterviewList,
  SearchFilter,
  SearchResults,
  StartRequest,
  StartResponse,
  SystemStatus,
  Transcript,
} from './types';

const INTERVIEWS = '/api/v1/interview';

export interface ListFilter {
  state?: string;
  job_id?: string;
  candidate_id?: string;
  created_from?: string;
  created_to?: string;
  limit?: number;
  cursor?: string;
}

/** What a recruiter's API key may do. */
export class RecruiterApi {
  readonly http: HttpClient;

  constructor(apiKey: string) {
    this.http = new HttpClient(apiKey);
  }

  list(filter: ListFilter, signal?: AbortSignal): Promise<InterviewList> {
    return this.http.json(`${INTERVIEWS}${query(filter)}`, { signal });
  }

  /** The same key sent again answers with the interview made first. */
  start(request: StartRequest, idempotencyKey: string): Promise<StartResponse> {
    return this.http.json(`${INTERVIEWS}/start`, {
      method: 'POST',
      json: request,
      headers: { 'Idempotency-Key': idempotencyKey },
    });
  }

  find(id: string, signal?: AbortSignal): Promise<Interview> {
    return this.http.json(path(id), { signal });
  }

  transcript(id: string, signal?: AbortSignal): Promise<Transcript> {
    return this.http.json(`${path(id)}/transcript?format=json`, { signal });
  }

  /** The transcript as a file; it needs the key, so a plain link would not do. */
  async transcriptFile(id: string, format: 'json' | 'text' | 'vtt'): Promise<Blob> {
    const response = await this.http.send(`${path(id)}/transcript?format=${format}`, { accept: '*/*' });
    return response.blob();
  }

  evaluation(id: string, signal?: AbortSignal): Promise<Evaluation> {
    return this.http.json(`${path(id)}/evaluation`, { signal });
  }

  async decide(id: string, decision: Omit<Decision, 'decided_at'>): Promise<void> {
    await this.http.send(`${path(id)}/decision`, { method: 'PUT', json: decision });
  }

  async cancel(id: string, reason: string): Promise<void> {
    await this.http.send(`${INTERVIEWS}/cancel/${encodeURIComponent(id)}`, {
      method: 'POST',
      json: reason ? { reason } : {},
    });
  }

  async erase(id: string): Promise<void> {
    await this.http.send(path(id), { method: 'DELETE' });
  }

  search(text: string, filter: SearchFilter, limit: number, signal?: AbortSignal): Promise<SearchResults> {
    return this.http.json(`${INTERVIEWS}/search`, { method: 'POST', json: { query: text, filter, limit }, signal });
  }

  cluster(signal?: AbortSignal): Promise<ClusterStatus> {
    return this.http.json('/api/v1/cluster', { signal });
  }

  system(signal?: AbortSignal): Promise<SystemStatus> {
    return this.http.json('/api/v1/system', { signal });
  }

  static eventsPath(id?: string): string {
    return id ? `${path(id)}/events` : '/api/v1/events';
  }
}

function path(id: string): string {
  return `${INTERVIEWS}/${encodeURIComponent(id)}`;
}

function query(filter: ListFilter): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(filter)) {
    if (value !== undefined && value !== '') parameters.set(name, String(value));
  }
  const text = parameters.toString();
  return text ? `?${text}` : '';
}
