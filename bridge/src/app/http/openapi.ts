import { z } from 'zod';
import type { Endpoint } from '../../kernel/contract.ts';
import { file, problem } from '../../kernel/contract.ts';
import type { Route } from '../../kernel/route.ts';

type Json = Record<string, unknown>;

const anyType = 'application/octet-stream';
const bytes = { type: 'string', format: 'binary' };

/** The OpenAPI 3.1 document of the JSON endpoints, made from their contracts. */
export function openApi(routes: Route[]): Json {
  const paths: Record<string, Json> = {};
  for (const { endpoint } of routes) {
    const path = endpoint.path.replace(/:(\w+)/gu, '{$1}');
    (paths[path] ??= {})[endpoint.method.toLowerCase()] = operation(endpoint);
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Campus Meet bridge', version: '0.1.0' },
    components: {
      securitySchemes: { session: { type: 'http', scheme: 'bearer' } },
      schemas: { Problem: schema(problem) },
    },
    paths,
  };
}

function operation(endpoint: Endpoint): Json {
  const body = schema(endpoint.body);
  const properties = Object.keys((body['properties'] as Json | undefined) ?? {});
  const takesBody = properties.length > 0 || 'oneOf' in body;
  return {
    operationId: endpoint.id,
    summary: endpoint.summary,
    // anyone, person or participant (a person or a guest).
    'x-who': endpoint.who,
    ...(endpoint.who !== 'anyone' ? { security: [{ session: [] }] } : {}),
    parameters: [...parameters(endpoint.params, 'path'), ...parameters(endpoint.query, 'query')],
    ...(takesBody ? { requestBody: content(body, 'application/json') } : {}),
    ...(endpoint.upload === undefined ? {} : { requestBody: content(bytes, anyType) }),
    responses: {
      200: {
        description: 'Done',
        ...(endpoint.reply === file
          ? { content: Object.fromEntries((endpoint.download ?? []).map(fileType)) }
          : content(schema(endpoint.reply, 'output'), 'application/json')),
      },
      default: {
        description: 'A failure with a code',
        ...content({ $ref: '#/components/schemas/Problem' }, 'application/problem+json'),
      },
    },
  };
}

function parameters(shape: z.ZodType, place: 'path' | 'query'): Json[] {
  const json = schema(shape);
  const required = new Set((json['required'] as string[] | undefined) ?? []);
  return Object.entries((json['properties'] as Json | undefined) ?? {}).map(([name, value]) => ({
    name,
    in: place,
    required: place === 'path' || required.has(name),
    schema: value,
  }));
}

const fileType = (type: string): [string, Json] => [type, { schema: bytes }];

const content = (value: Json, type: string): Json => ({ content: { [type]: { schema: value } } });

function schema(shape: z.ZodType, io: 'input' | 'output' = 'input'): Json {
  return z.toJSONSchema(shape, {
    io,
    unrepresentable: 'any',
    target: 'draft-2020-12',
    // Classes of characters are words that few readers of JSON Schema know; the bridge itself checks them.
    override: ({ jsonSchema }) => {
      if (jsonSchema.pattern?.includes('\\p{')) delete jsonSchema.pattern;
    },
  });
}
