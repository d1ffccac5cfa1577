/*
 * The scripts of our few pages. They are constant, so that the policy can allow them by their hash;
 * what differs stands in data attributes. ES5-like on purpose: they run in any campus browser.
 */

/** Sends the page's form as soon as it is there. */
export const submitScript = `document.forms[0].submit();`;

/** How platform storage is spoken to (LTI 1.3 postMessage storage): one message, one answer, or silence. */
const storageTalk = `
var data = document.body.dataset;
var home = window.parent !== window ? window.parent : window.opener;
function frame() {
  try {
    return data.target === '_parent' ? home : home.frames[data.target] || home;
  } catch (error) { return home; }
}
function talk(message, done) {
  var id = data.key + '.' + message.subject;
  var over = false;
  function end(value) { if (!over) { over = true; done(value); } }
  window.addEventListener('message', function (event) {
    var reply = event.data;
    if (event.origin !== data.origin || !reply || reply.message_id !== id) return;
    end(reply.error ? '' : String(reply.value || ''));
  });
  setTimeout(function () { end(''); }, 2000);
  message.message_id = id;
  message.key = data.key;
  if (home) frame().postMessage(message, data.origin); else end('');
}
`;

/** Has the platform keep the login's secret, then goes on to its authentication endpoint. */
export const storeScript = `${storageTalk}
talk({ subject: 'lti.put_data', value: data.value }, function () { location.replace(data.next); });
`;

/** Asks the platform for the login's secret and sends the launch on with it. */
export const fetchScript = `${storageTalk}
talk({ subject: 'lti.get_data' }, function (value) {
  document.forms[0].elements.storage_binding.value = value;
  document.forms[0].submit();
});
`;

/** Tells the platform that registration is over (Dynamic Registration 3.6.1): on the button, or after a while. */
export const closeScript = `
function close() {
  (window.opener || window.parent).postMessage({ subject: 'org.imsglobal.lti.close' }, '*');
}
document.getElementById('close').addEventListener('click', close);
setTimeout(close, 15000);
`;

/** The look of our pages: the system's own fonts and colours, light or dark. */
export const style = `
:root { color-scheme: light dark; font: 1rem/1.6 system-ui, "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; }
body { margin: 0; padding-block: 2rem; padding-inline: 1.25rem; }
main { max-inline-size: 40rem; margin-inline: auto; }
h1 { font-size: 1.4rem; line-height: 1.3; }
a, button { display: inline-block; min-block-size: 2.75rem; line-height: 2.75rem; padding-inline: 1.25rem;
  border: 1px solid; border-radius: .5rem; font: inherit; line-height: 2.75rem; text-decoration: none; cursor: pointer; }
label, fieldset { display: block; margin-block: .75rem; }
input:not([type=radio], [type=checkbox]), select { inline-size: 100%; box-sizing: border-box;
  min-block-size: 2.75rem; font: inherit; padding: .5rem; }
.plan > .fields { margin-inline-start: 1.6rem; padding-inline-start: 1rem; border-inline-start: 3px solid GrayText; }
.plan { margin-block: .75rem; }
label:has(> [type=radio], > [type=checkbox]) { position: relative; padding-inline-start: 1.75rem; }
label > [type=radio], label > [type=checkbox] { position: absolute; inset-inline-start: 0; inset-block-start: .3rem;
  inline-size: 1.1rem; block-size: 1.1rem; margin: 0; }
fieldset { border: 1px solid GrayText; border-radius: .5rem; }
[aria-invalid] { outline: 2px solid #d33; outline-offset: 1px; }
@supports selector(:has(a)) {
  .plan:not(:has(> label > :checked)) > .fields { display: none; }
  .fields > label:has(> select > [value=once]:checked) + label { display: none; }
  .plan:not(:has(> label > :checked)) ~ .plan:not(:has(> label > :checked)) { display: none; }
}
[role=alert] { padding: .75rem 1rem; border: 1px solid; border-radius: .5rem; }
form > [role=alert], main > [role=alert] { border-color: #d33; border-inline-start-width: 4px; }
:focus-visible { outline: 3px solid Highlight; outline-offset: 2px; }
footer { margin-block-start: 2rem; font-size: .85rem; opacity: .8; overflow-wrap: anywhere; }
`;
