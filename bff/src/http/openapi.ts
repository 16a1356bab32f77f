import {
  OpenApiGeneratorV31,
  OpenAPIRegistry,
  extendZodWithOpenApi,
} from '@asteasolutions/zod-to-openapi';
import { contracts } from '@dayi/shared/contracts/index';
import type { Contract } from '@dayi/shared/contracts/contract';
import { type ProblemCode, problems } from '@dayi/shared/problems';
import { type RouteName, routes } from '@dayi/shared/routes/index';
import { z } from 'zod';
import { policy } from '../policy.ts';

extendZodWithOpenApi(z);

const ProblemBody = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  detail: z.string(),
  requestId: z.string(),
  errors: z
    .array(
      z.object({
        path: z.string(),
        code: z.string(),
        message: z.string(),
        overridable: z.boolean().optional(),
        sums: z.record(z.string(), z.int()).optional(),
      }),
    )
    .optional(),
});

/** What any route can answer besides its own problems. */
const EVERYWHERE: readonly ProblemCode[] = [
  'request.malformed',
  'request.invalid',
  'request.too_large',
  'request.unsupported_media',
  'request.rate_limited',
  'auth.token_invalid',
  'resource.not_found',
  'server.internal',
  'server.unavailable',
];

function codesOf(name: RouteName, contract: Contract): ProblemCode[] {
  const isGuarded = policy[name] !== 'anyone';
  return [
    ...EVERYWHERE,
    ...(isGuarded ? (['auth.required', 'access.forbidden'] as const) : []),
    ...(contract.idempotent
      ? ([
          'idempotency.key_missing',
          'idempotency.key_invalid',
          'idempotency.body_differs',
        ] as const)
      : []),
    ...(contract.problems ?? []),
  ];
}

function responsesOf(name: RouteName, contract: Contract) {
  const byStatus = new Map<number, ProblemCode[]>();
  for (const code of codesOf(name, contract)) {
    const status = problems[code][0];
    byStatus.set(status, [...new Set([...(byStatus.get(status) ?? []), code])]);
  }
  const refused = [...byStatus]
    .filter(([status]) => contract.responses[status] === undefined)
    .map(([status, codes]) => [
      status,
      {
        description: codes.join(', '),
        content: { 'application/problem+json': { schema: ProblemBody } },
      },
    ]);
  const given = Object.entries(contract.responses).map(([status, schema]) => [
    status,
    {
      description: contract.summary,
      ...(schema !== null
        ? { content: { 'application/json': { schema } } }
        : contract.produces === undefined
          ? {}
          : { content: { [contract.produces]: { schema: z.string() } } }),
    },
  ]);
  return Object.fromEntries([...given, ...refused]) as Record<string, { description: string }>;
}

function requestOf(contract: Contract) {
  const headers = contract.idempotent
    ? { headers: z.object({ 'Idempotency-Key': z.string().min(8).max(100) }) }
    : {};
  const content = {
    ...(contract.body === undefined ? {} : { 'application/json': { schema: contract.body } }),
    ...(contract.multipart === undefined
      ? {}
      : {
          'multipart/form-data': {
            schema: contract.multipart.extend({
              files: z.array(z.string().openapi({ format: 'binary' })),
            }),
          },
        }),
  };
  const body = Object.keys(content).length === 0 ? {} : { body: { content } };
  return {
    ...(contract.params === undefined ? {} : { params: contract.params }),
    ...(contract.query === undefined ? {} : { query: contract.query }),
    ...headers,
    ...body,
  };
}

let made: ReturnType<OpenApiGeneratorV31['generateDocument']> | undefined;

/** OpenAPI 3.1 of every route, made from the contracts once per process. */
export function openApiDocument(): Record<string, unknown> {
  if (made === undefined) {
    const registry = new OpenAPIRegistry();
    const bearer = registry.registerComponent('securitySchemes', 'bearer', {
      type: 'http',
      scheme: 'bearer',
    });
    for (const [name, { method, path }] of Object.entries(routes)) {
      const contract: Contract = contracts[name as RouteName];
      registry.registerPath({
        operationId: name,
        summary: contract.summary,
        method: method.toLowerCase() as 'get',
        path: path.replace(/:(\w+)/g, '{$1}'),
        tags: [path.split('/')[3] ?? 'platform'],
        ...(policy[name as RouteName] === 'anyone' ? {} : { security: [{ [bearer.name]: [] }] }),
        request: requestOf(contract),
        responses: responsesOf(name as RouteName, contract),
      });
    }
    made = new OpenApiGeneratorV31(registry.definitions).generateDocument({
      openapi: '3.1.0',
      info: {
        title: 'Dayi 大仪',
        version: '1.0.0',
        description: 'Find, book, pay for and review shared large scientific instruments.',
      },
      servers: [{ url: '/' }],
    });
  }
  return made as unknown as Record<string, unknown>;
}
