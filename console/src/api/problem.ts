export interface FieldError {
  field: string;
  message: string;
}

interface ProblemDocument {
  title?: string;
  detail?: string;
  code?: string;
  errors?: FieldError[];
}

/**
 * A request that did not succeed. `code` is the server's stable word (`INVALID_STATE`, `BUSY`, ...) or `NETWORK` when
 * no answer came; `message` is one sentence that may be shown.
 */
export class ApiProblem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly errors: FieldError[] = [],
    readonly retryAfterSeconds?: number,
  ) {
    super(message);
    this.name = 'ApiProblem';
  }

  /** Whether the same request may succeed later without being changed. */
  get transient(): boolean {
    return this.status === 0 || this.status === 408 || this.status === 429 || this.status >= 500;
  }

  static network(): ApiProblem {
    return new ApiProblem(0, 'NETWORK', 'The server cannot be reached. Check the network connection.');
  }

  static async of(response: Response): Promise<ApiProblem> {
    const document = (await response.json().catch(() => ({}))) as ProblemDocument;
    const text = document.detail ?? document.title ?? `The server answered with status ${response.status}.`;
    return new ApiProblem(
      response.status,
      document.code ?? `HTTP_${response.status}`,
      text,
      document.errors ?? [],
      retryAfter(response.headers.get('retry-after')),
    );
  }
}

/** Seconds from a `Retry-After` header, which may also be a date; absent when there is none or it is unreadable. */
export function retryAfter(header: string | null, now: number = Date.now()): number | undefined {
  if (header === null || header.trim() === '') return undefined;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return Math.max(0, Math.ceil(seconds));
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, Math.ceil((date - now) / 1000));
}

/** One sentence for whatever was thrown. */
export function messageOf(fault: unknown): string {
  return fault instanceof ApiProblem ? fault.message : 'Something went wrong on this page. Reload it and try again.';
}
