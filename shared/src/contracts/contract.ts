import type { z } from 'zod';
import type { ProblemCode } from '../problems.ts';

/**
 * What a route takes and gives. `responses` maps each success status to its body, or to null where
 * there is none; `problems` lists the codes this route can answer besides those every route can.
 */
export interface Contract {
  summary: string;
  params?: z.ZodObject;
  query?: z.ZodObject;
  body?: z.ZodType;
  /** Parts of a multipart/form-data body: fields, and files under `files`. */
  multipart?: z.ZodObject;
  responses: Record<number, z.ZodType | null>;
  /** Success bodies that are no JSON, by content type. */
  produces?: string;
  problems?: readonly ProblemCode[];
  /** Takes an `Idempotency-Key`: this route creates or pays something. */
  idempotent?: true;
}
