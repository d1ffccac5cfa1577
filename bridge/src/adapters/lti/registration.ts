import type { NewPlatform, RegistrationRequest } from '../../features/access/lti/ports.ts';
import { Failure, isFailure } from '../../kernel/failure.ts';
import { readJson, type Answer, type Send } from './http.ts';
import {
  openidConfiguration,
  registered,
  registrationBody,
  toolConfigurationClaim,
  type OpenidConfiguration,
} from './registration-shapes.ts';

const failed = (detail: string, cause?: unknown) =>
  new Failure('lti/registration-failed', { detail, cause });

/**
 * Dynamic registration (LTI 1.3 Dynamic Registration 1.0): reads the platform's configuration, sends
 * ours, answers the platform as it is to be stored. Only https addresses are asked, or http on a
 * loopback host where `allowLoopbackHttp`. Fails with lti/registration-failed, saying why in English,
 * or with lti/platform-unavailable.
 */
export async function registerWithPlatform(
  request: RegistrationRequest,
  ports: { send: Send; allowLoopbackHttp: boolean },
): Promise<NewPlatform> {
  const configuration = await readConfiguration(request.openidConfiguration, ports);
  const answer = await ports.send(configuration.registration_endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json',
      ...(request.registrationToken === null
        ? {}
        : { authorization: `Bearer ${request.registrationToken}` }),
    },
    body: JSON.stringify(registrationBody(request.tool, configuration)),
    timeoutMs: 15_000,
    maxBytes: 200_000,
  });
  return toPlatform(configuration, answer);
}

async function readConfiguration(
  url: string,
  { send, allowLoopbackHttp }: { send: Send; allowLoopbackHttp: boolean },
): Promise<OpenidConfiguration> {
  const safe = (address: string) => isSafe(address, allowLoopbackHttp);
  if (!safe(url))
    throw failed('The address of the platform’s configuration is not an https address.');
  const answer = await send(url, { timeoutMs: 8000, maxBytes: 200_000 });
  if (answer.status !== 200) throw failed(`The configuration answered HTTP ${answer.status}.`);
  const parsed = openidConfiguration.safeParse(jsonOrFail(answer));
  if (!parsed.success) throw failed('That is not an OpenID configuration of an LTI platform.');
  const found = parsed.data;
  const origin = new URL(url).origin;
  if (!sameOrigin(found.issuer, origin) || !sameOrigin(found.registration_endpoint, origin)) {
    throw failed('The configuration speaks for another site than the one that it is on.');
  }
  const used = [found.authorization_endpoint, found.token_endpoint, found.jwks_uri];
  if (!used.every(safe)) throw failed('An endpoint of the platform is not an https address.');
  return found;
}

function toPlatform(configuration: OpenidConfiguration, answer: Answer): NewPlatform {
  if (answer.status !== 200 && answer.status !== 201) {
    throw failed(`The platform refused (HTTP ${answer.status}${reasonOf(answer)}).`);
  }
  const parsed = registered.safeParse(jsonOrFail(answer));
  if (!parsed.success) throw failed('The platform’s answer names no client id.');
  const deployment = parsed.data[toolConfigurationClaim]?.deployment_id;
  const family = configuration[platformClaim]?.product_family_code ?? '';
  return {
    issuer: configuration.issuer,
    clientId: parsed.data.client_id,
    deploymentIds: deployment === undefined ? 'any' : [deployment],
    authUrl: configuration.authorization_endpoint,
    tokenUrl: configuration.token_endpoint,
    jwksUrl: configuration.jwks_uri,
    productFamily: family.toLowerCase(),
    name: new URL(configuration.issuer).host,
    // The one who asked is not the one who decides.
    status: 'pending',
    audience: configuration.authorization_server,
    origins: [],
  };
}

const platformClaim = 'https://purl.imsglobal.org/spec/lti-platform-configuration';

/** Moodle says why in a bare word (`token_already_used`); a page of HTML is not shown on. */
const reasonOf = ({ text }: Answer): string => (/^[\w .-]{1,80}$/u.test(text) ? `: ${text}` : '');

function jsonOrFail(answer: Answer): unknown {
  try {
    return readJson(answer);
  } catch (error) {
    if (isFailure(error)) throw failed(error.message, error);
    throw error;
  }
}

const sameOrigin = (url: string, origin: string) =>
  URL.canParse(url) && new URL(url).origin === origin;

// RFC 6761: every name below localhost is this machine as well.
const loopback = /^(?:[^.]+\.)?localhost$|^127(?:\.\d{1,3}){3}$|^\[::1\]$/u;

function isSafe(address: string, allowLoopbackHttp: boolean): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  if (url.username !== '' || url.password !== '') return false;
  if (url.protocol === 'https:') return true;
  return url.protocol === 'http:' && allowLoopbackHttp && loopback.test(url.hostname);
}
