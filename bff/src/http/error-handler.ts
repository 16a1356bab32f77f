import {
  type FieldErrorCode,
  fieldErrors,
  fill,
  type Language,
  type ProblemCode,
  problems,
  wordsOf,
} from '@dayi/shared/problems';
import type { Context, Middleware } from 'koa';
import type { Deps } from '../deps.ts';
import { toProblem } from '../infra/database-errors.ts';
import { wordsOfRule } from '../infra/words.ts';
import { Problem } from '../problem.ts';

function wordsOfField(code: string, values: Record<string, string | number>, language: Language) {
  const words = fieldErrors[code as FieldErrorCode];
  return fill(words[language === 'en' ? 1 : 0], values);
}

function problemBody(problem: Problem, language: Language, requestId: string) {
  const { code, more } = problem;
  const broken = (more.broken ?? []).map((rule) => ({
    path: '',
    code: rule.code,
    message: wordsOfRule(rule),
    overridable: rule.overridable,
    ...(rule.sums === undefined ? {} : { sums: rule.sums }),
  }));
  const fields = (more.fields ?? []).map((field) => ({
    path: field.path,
    code: field.code,
    message: wordsOfField(field.code, field.values ?? {}, language),
  }));
  const errors = [...broken, ...fields];
  return {
    type: `/problems/${code}`,
    title: wordsOf(code, language),
    status: problems[code][0],
    code,
    detail: errors.map((error) => error.message).join(' ') || wordsOf(code, language),
    requestId,
    ...(errors.length > 0 ? { errors } : {}),
  };
}

/** Koa's own errors carry a status; the rest of the house throws Problems. */
function codeOfStatus(status: unknown): ProblemCode | undefined {
  if (status === 413) return 'request.too_large';
  if (status === 415) return 'request.unsupported_media';
  if (status === 400) return 'request.malformed';
  return typeof status === 'number' && status > 400 && status < 500
    ? 'resource.not_found'
    : undefined;
}

function asProblem(thrown: unknown): Problem {
  const error = toProblem(thrown);
  if (error instanceof Problem) return error;
  const code = codeOfStatus((error as { status?: unknown } | null)?.status);
  return new Problem(code ?? 'server.internal', { cause: error });
}

function writeProblem(ctx: Context, problem: Problem): void {
  const language = ctx.state.language as Language;
  ctx.status = problems[problem.code][0];
  ctx.body = problemBody(problem, language, String(ctx.state.requestId));
  ctx.type = 'application/problem+json';
  ctx.set('Content-Language', language);
  ctx.set('Cache-Control', 'no-store');
  if (problem.more.retryAfterSeconds !== undefined) {
    ctx.set('Retry-After', String(problem.more.retryAfterSeconds));
  }
}

/** The only place that writes problem+json. */
export function errorHandler(deps: Deps): Middleware {
  return async (ctx, next) => {
    try {
      await next();
      if (ctx.status === 404 && ctx.body == null && ctx.path.startsWith('/api/')) {
        throw new Problem('resource.not_found');
      }
    } catch (error) {
      const problem = asProblem(error);
      if (problems[problem.code][0] >= 500) {
        deps.logger.error(
          {
            err: problem.more.cause ?? problem,
            requestId: ctx.state.requestId,
            code: problem.code,
          },
          'request failed',
        );
      }
      writeProblem(ctx, problem);
    }
  };
}
