import { routes, type RouteName } from '@dayi/shared/routes/index';
import Ajv2020, { type ValidateFunction } from 'ajv/dist/2020';
import addFormats from 'ajv-formats';

interface Operation {
  responses: Record<string, { content?: Record<string, { schema: object }> } | undefined>;
}

interface Document {
  paths: Record<string, Record<string, Operation | undefined> | undefined>;
}

const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats(ajv);

const documents = new Map<string, Promise<Document>>();
const validators = new Map<string, ValidateFunction>();

function documentOf(url: string): Promise<Document> {
  const known = documents.get(url);
  if (known !== undefined) return known;
  const read = fetch(new URL('/api/v1/openapi.json', url)).then(
    (response) => response.json() as Promise<Document>,
  );
  documents.set(url, read);
  return read;
}

/** Throws where the server answered something that its own OpenAPI document does not describe. */
export async function expectDescribed(
  url: string,
  name: RouteName,
  status: number,
  contentType: string,
  body: unknown,
): Promise<void> {
  const document = await documentOf(url);
  const { method, path } = routes[name];
  const place = path.replace(/:(\w+)/g, '{$1}');
  const described = document.paths[place]?.[method.toLowerCase()]?.responses[String(status)];
  if (described === undefined) {
    throw new Error(`${name} answered ${status}, which its document does not name`);
  }
  if (described.content === undefined) {
    if (body !== '') throw new Error(`${name} ${status} has a body, its document says none`);
    return;
  }
  const type = Object.keys(described.content).find((one) => contentType.startsWith(one));
  if (type === undefined) throw new Error(`${name} ${status} came as ${contentType}`);
  if (!type.includes('json')) return;
  const id = `${url} ${name} ${status} ${type}`;
  const validate = validators.get(id) ?? ajv.compile(described.content[type]!.schema);
  validators.set(id, validate);
  if (!validate(body)) {
    throw new Error(
      `${name} ${status} differs from its document: ${ajv.errorsText(validate.errors)}`,
    );
  }
}
