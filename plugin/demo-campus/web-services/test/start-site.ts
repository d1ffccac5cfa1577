import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Router from '@koa/router';
import Koa from 'koa';
import type { Campus } from '../../campus.ts';
import { createCampus } from '../../data/seed.ts';
import { mountWebServices, type WebServices, type WebServiceSettings } from '../mount.ts';

export interface TestSite extends WebServices {
  campus: Campus;
  url: string;
  /** Posts a form with the right token, asks for JSON and answers it parsed. */
  call: (functionName: string, params?: Record<string, string | number>) => Promise<unknown>;
  stop: () => void;
}

export const token = '0123456789abcdef0123456789abcdef';

/** The demo's web services on a free port of their own. */
export async function startSite(settings: Partial<WebServiceSettings> = {}): Promise<TestSite> {
  const campus = settings.campus ?? createCampus();
  const router = new Router();
  const services = mountWebServices(router, {
    campus,
    token,
    origin: 'http://localhost:8080',
    // Within the term, when the seed's one ended enrolment is over.
    now: () => Date.UTC(2026, 10, 23),
    ...settings,
  });
  const handle = new Koa().use(router.routes()).callback();
  const server = createServer((request, response) => void handle(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}/webservice/rest/server.php`;
  return {
    ...services,
    campus,
    url,
    call: async (wsfunction, params = {}) => {
      const form = formOf({ wstoken: token, moodlewsrestformat: 'json', wsfunction, ...params });
      const answer = await fetch(url, { method: 'POST', body: form });
      return (await answer.json()) as unknown;
    },
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

export const formOf = (params: Record<string, string | number>): URLSearchParams =>
  new URLSearchParams(Object.entries(params).map(([name, value]) => [name, String(value)]));
