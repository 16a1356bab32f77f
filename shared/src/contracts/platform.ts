import { z } from 'zod';
import { Id, Instant, pageOf, pageQuery } from '../primitives.ts';
import type { Contract } from './contract.ts';

const AuditEvent = z.object({
  id: Id,
  at: Instant,
  actor: z.object({ id: Id.nullable(), name: z.string() }),
  action: z.string(),
  objectKind: z.string(),
  objectId: z.string(),
  unitId: Id.nullable(),
  requestId: z.string().nullable(),
  detail: z.record(z.string(), z.unknown()),
});

const Dependency = z.object({ state: z.enum(['up', 'down']), tookMs: z.number().min(0) });

const Readiness = z.object({
  ready: z.boolean(),
  dependencies: z.object({ database: Dependency, redis: Dependency }),
});

export const platformContracts = {
  healthz: { summary: 'Liveness', responses: { 200: z.object({ ok: z.literal(true) }) } },
  readyz: {
    summary: 'Readiness with each dependency',
    responses: { 200: Readiness, 503: Readiness },
  },
  metrics: { summary: 'Prometheus text', responses: { 200: null }, produces: 'text/plain' },
  openapi: {
    summary: 'This document',
    responses: { 200: z.looseObject({ openapi: z.string() }) },
  },
  listAuditEvents: {
    summary: 'The audit trail within my scope, newest first',
    query: z.strictObject({
      ...pageQuery,
      objectKind: z.string().max(40).optional(),
      objectId: Id.optional(),
    }),
    responses: { 200: pageOf(AuditEvent) },
    problems: ['request.cursor_invalid'],
  },
} satisfies Record<string, Contract>;
