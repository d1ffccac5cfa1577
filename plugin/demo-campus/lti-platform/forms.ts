import { html, Html } from '../portal/html.ts';

/** A form as Moodle sends tools one: hidden fields, submitted by a script as soon as the page is there. */
export function autoForm(name: string, action: string, fields: Record<string, string>): string {
  const inputs = Object.entries(fields).map(
    ([key, value]) => html` <input type="hidden" name="${key}" value="${value}" /> `,
  );
  return html`<form
      action="${action}"
      name="${name}"
      id="${name}"
      method="post"
      enctype="application/x-www-form-urlencoded"
    >
      ${inputs}
    </form>
    ${new Html(`<script type="text/javascript">
//<![CDATA[
document.${name}.submit();
//]]>
</script>`)} `.markup;
}

/**
 * The same request once more, from a page of our own: browsers hold back cookies from requests that another site
 * started in a frame, and send them with this one.
 */
export const repost = (address: string, fields: Record<string, string>): string =>
  `<!DOCTYPE html><html><head><title>…</title></head><body>${autoForm('repost', address, { ...fields, repost: '1' })}</body></html>`;

/** Moodle's page for errors that end a request: HTTP 404 with HTML. */
export const errorDocument = (siteName: string, message: string): string =>
  html`<!DOCTYPE html>

    <html dir="ltr" lang="en" xml:lang="en">
      <head>
        <title>Error | ${siteName}</title>
        <meta http-equiv="Content-Type" content="text/html; charset=utf-8" />
      </head>
      <body>
        <div class="errorbox alert alert-danger"><p class="errormessage">${message}</p></div>
      </body>
    </html> `.markup;
