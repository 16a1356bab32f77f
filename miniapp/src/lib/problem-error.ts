interface FieldError {
  path: string;
  code: string;
  message: string;
}

interface ProblemBody {
  code?: string;
  title?: string;
  detail?: string;
  status?: number;
  requestId?: string;
  errors?: FieldError[];
}

/** A refusal by the server, in its own words, or `network.away` where nothing answered. */
export class ProblemError extends Error {
  readonly status: number;
  readonly code: string;
  readonly detail: string | null;
  readonly errors: FieldError[];
  readonly requestId: string | null;

  constructor(status: number, body: ProblemBody) {
    super(body.title ?? body.code ?? `HTTP ${status}`);
    this.name = 'ProblemError';
    this.status = status;
    this.code = body.code ?? 'server.internal';
    this.detail = body.detail ?? null;
    this.errors = body.errors ?? [];
    this.requestId = body.requestId ?? null;
  }
}

export function isProblem(error: unknown, code?: string): error is ProblemError {
  return error instanceof ProblemError && (code === undefined || error.code === code);
}
