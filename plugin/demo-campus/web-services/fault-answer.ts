import { errorAnswer, type Answer, type RestFormat } from './answer.ts';
import { databaseDown, siteMaintenance, upgradeRunning } from './errors.ts';
import type { Fault } from './faults.ts';

/** What a fault answers instead of the function, with its headers; null when the function answers all the same. */
export function faultAnswer(
  { kind }: Fault,
  format: RestFormat,
  origin: string,
): (Answer & { headers?: Record<string, string> }) | null {
  switch (kind) {
    case 'maintenance':
      return errorAnswer(siteMaintenance(), format);
    case 'upgrade':
      return errorAnswer(upgradeRunning(), format);
    case 'db-down':
      return errorAnswer(databaseDown(), format);
    case 'maintenance-html':
      return { ...page(503, maintenancePage), headers: { 'Retry-After': '300' } };
    case 'php-fatal':
      return page(500, '');
    case 'ws-disabled':
      return page(403, '');
    case 'host-redirect':
      return {
        ...page(303, redirectPage(origin)),
        headers: { Location: origin, 'X-Redirect-By': 'Moodle' },
      };
    case 'html-prefix':
    case 'cut-off':
    case 'slow':
      return null;
  }
}

const page = (status: number, body: string): Answer => ({
  status,
  type: 'text/html; charset=utf-8',
  body,
});

const maintenancePage = `<!DOCTYPE html>
<html lang="en" xml:lang="en">
    <head><meta charset="utf-8"><title>Lakeside University under maintenance</title></head>
    <body><div id="page"><h1>Lakeside University under maintenance</h1>
    <div class='alert-danger'>The site is undergoing maintenance and is currently not available</div></div></body>
</html>
`;

const redirectPage = (origin: string) => `<!DOCTYPE html>
<html lang="en" xml:lang="en">
    <head><meta charset="utf-8"><title>Redirect</title></head>
    <body><div id="page">This page should automatically redirect. If nothing is happening please use the continue link below.<br /><a href="${origin}">Continue</a></div></body>
</html>
`;
