import type { BrokenRuleCode, ProblemCode } from '@dayi/shared/problems';

/** One broken rule with the values its sentence needs. */
export interface BrokenRule {
  code: BrokenRuleCode;
  values: Record<string, string | number>;
  /** Sums of money that the sentence names, in fen; outside programs get them too. */
  sums?: Readonly<Record<string, number>>;
  overridable: boolean;
}

/** One field that is wrong, by its path in the request (`body.startsAt`). */
export interface FieldError {
  path: string;
  code: string;
  values?: Record<string, string | number>;
}

interface More {
  /** For the log, never shown. */
  cause?: unknown;
  broken?: readonly BrokenRule[];
  fields?: readonly FieldError[];
  retryAfterSeconds?: number;
}

/** The one error that features throw on purpose. It knows no HTTP; `http/error-handler` tells it. */
export class Problem extends Error {
  override name = 'Problem';
  readonly code: ProblemCode;
  readonly more: More;

  constructor(code: ProblemCode, more: More = {}) {
    // A refusal is an answer, not a fault: in a rush the stacks of thousands would cost more than they
    // tell. What failed on our side has its own stack, as the cause.
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    super(code, { cause: more.cause });
    Error.stackTraceLimit = stackTraceLimit;
    this.code = code;
    this.more = more;
  }
}
