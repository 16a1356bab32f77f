import type { FieldErrorCode } from '@dayi/shared/problems';
import type { z } from 'zod';
import type { FieldError } from '../problem.ts';

type Issue = z.core.$ZodIssue;

const field = (
  path: string,
  code: FieldErrorCode,
  values?: Record<string, string | number>,
): FieldError => ({ path, code, ...(values === undefined ? {} : { values }) });

/** What contracts call the errors they find themselves. */
const NAMED: Partial<Record<string, FieldErrorCode>> = {
  required: 'field.required',
  order: 'field.order',
  overlap: 'field.overlap',
  off_grid: 'field.off_grid',
  duplicate: 'field.duplicate',
};

function told(issue: Issue, path: string): FieldError[] {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined
        ? [field(path, 'field.required')]
        : [field(path, 'field.wrong_type', { expected: issue.expected })];
    case 'unrecognized_keys':
      return issue.keys.map((key) => field(`${path}.${key}`, 'field.unknown'));
    case 'invalid_format':
      return [field(path, 'field.bad_format')];
    case 'invalid_value':
      return [field(path, 'field.not_allowed', { options: issue.values.map(String).join(', ') })];
    case 'too_small':
      return [field(path, 'field.too_small', { limit: Number(issue.minimum) })];
    case 'too_big':
      return [field(path, 'field.too_big', { limit: Number(issue.maximum) })];
    case 'custom':
      return [field(path, NAMED[issue.message] ?? 'field.out_of_range')];
    default:
      return [field(path, 'field.invalid')];
  }
}

/** What zod found, as the field errors of `problems.ts`, in the order of the request. */
export function fieldErrorsOf(part: string, error: z.ZodError): FieldError[] {
  return error.issues.flatMap((issue) => told(issue, [part, ...issue.path.map(String)].join('.')));
}
