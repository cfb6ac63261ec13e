import { ApiProblem } from './problem';

export interface Call {
  method?: string;
  /** Sent as JSON. */
  json?: unknown;
  /** Sent as it is, with `contentType`. */
  body?: string;
  contentType?: string;
  accept?: string;
  headers?: Record<string, string>;
  signal?: AbortSignal;
  /** Lets the request outlive the page. */
  keepalive?: boolean;
  /** Milliseconds until the request is given up; 10 s unless told, as at the server's edge. */
  timeout?: number;
}

/** Talks to the REST API with one credential. Every failure is an {@link ApiProblem}. */
export class HttpClient {
  constructor(
    private readonly credential: string,
    private readonly base = '',
  ) {}

  get authorization(): string {
    return `Bearer ${this.credential}`;
  }

  async send(path: string, call: Call = {}): Promise<Response> {
    const headers: Record<string, string> = {
      Authorization: this.authorization,
      Accept: call.accept ?? 'application/json',
      ...call.headers,
    };
    let body = call.body;
    if (call.json !== undefined) {
      body = JSON.stringify(call.json);
      headers['Content-Type'] = 'application/json';
    } else if (call.contentType) {
      headers['Content-Type'] = call.contentType;
    }
    const limit = AbortSignal.timeout(call.timeout ?? 12_000);
    const signal = call.signal ? AbortSignal.any([call.signal, limit]) : limit;
    let response: Response;
    try {
      response = await fetch(this.base + path, {
        method: call.method ?? 'GET',
        headers,
        body,
        signal,
        keepalive: call.keepalive ?? false,
        cache: 'no-store',
      });
    } catch (fault) {
      if (call.signal?.aborted) throw fault;
      throw ApiProblem.network();
    }
    if (!response.ok) throw await ApiProblem.of(response);
    return response;
  }

  async json<T>(path: string, call: Call = {}): Promise<T> {
    const response = await this.send(path, call);
    return (await response.json()) as T;
  }
}
