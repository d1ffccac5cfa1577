import type { Campus, Course } from '../campus.ts';
import type { Platform } from './platform.ts';

/** A request to services.php. */
export interface ServiceCall {
  method: string;
  /** Path after services.php, for example `/2/lineitems`. */
  path: string;
  /** Path and query as asked, for error answers. */
  url: string;
  query: URLSearchParams;
  accept: string;
  contentType: string;
  authorization: string;
  body: string;
}

export interface ServiceAnswer {
  status: number;
  type: string;
  headers?: Record<string, string>;
  /** Sent as JSON unless it is a string. */
  body: unknown;
}

/** One kind of address below services.php. */
export interface ServiceResource {
  methods: string[];
  pattern: RegExp;
  /** Media types that GET gives, or that POST and PUT take. */
  formats: string[];
  /** Any of these scopes will do for the method. */
  scopes: (method: string) => string[];
  /** The number of the tool that the address is for; null = any. */
  toolId: (match: RegExpExecArray, call: ServiceCall) => string | null;
  answer: (platform: Platform, call: ServiceCall, match: RegExpExecArray) => ServiceAnswer;
}

/** A refusal with Moodle's JSON body. */
export class ServiceRefusal extends Error {
  readonly status: number;
  constructor(status: number, reason: string) {
    super(reason);
    this.status = status;
  }
}

const wildcard = (accept: string): boolean => accept === '' || accept.includes('*/*');

function takes(resource: ServiceResource, call: ServiceCall): boolean {
  if (call.method === 'DELETE') return true;
  if (call.method === 'GET') return wildcard(call.accept) || resource.formats.includes(call.accept);
  return resource.formats.includes(call.contentType);
}

/** Finds the resource, checks the bearer token, and answers; refusals become Moodle's JSON. */
export function answerService(
  platform: Platform,
  resources: ServiceResource[],
  call: ServiceCall,
): ServiceAnswer {
  try {
    for (const resource of resources) {
      const match = resource.pattern.exec(call.path);
      if (!match || !resource.methods.includes(call.method) || !takes(resource, call)) continue;
      authorize(platform, resource, { call, match });
      return resource.answer(platform, call, match);
    }
    const accept = wildcard(call.accept) ? '' : call.accept;
    const reason = `No handler found for ${call.path} ${accept} ${call.contentType}`;
    throw new ServiceRefusal(400, reason);
  } catch (error) {
    if (error instanceof ServiceRefusal) return refusalAnswer(error, call);
    throw error;
  }
}

function authorize(
  platform: Platform,
  resource: ServiceResource,
  { call, match }: { call: ServiceCall; match: RegExpExecArray },
): void {
  const token = platform.tokens.get(call.authorization.replace(/^Bearer /i, ''));
  const fresh = token !== undefined && token.expiresAt > platform.now();
  const scoped =
    fresh && resource.scopes(call.method).some((scope) => token.scopes.includes(scope));
  const wanted = resource.toolId(match, call);
  if (!scoped || (wanted !== null && wanted !== String(token.toolId))) {
    throw new ServiceRefusal(401, 'Unauthorized');
  }
}

function refusalAnswer({ status, message }: ServiceRefusal, call: ServiceCall): ServiceAnswer {
  const request = {
    method: call.method,
    url: call.url,
    ...(call.accept && { accept: call.accept }),
    ...(call.contentType && { contentType: call.contentType }),
  };
  return {
    status,
    type: 'application/json; charset=utf-8',
    body: { status, reason: message, request },
  };
}

/** The course with this number, or Moodle's 404. */
export function courseOr404(campus: Campus, id: string | undefined): Course {
  const course = campus.courses.get(Number(id));
  if (!course) throw new ServiceRefusal(404, `Not Found: Course ${id ?? ''} doesn't exist`);
  return course;
}
