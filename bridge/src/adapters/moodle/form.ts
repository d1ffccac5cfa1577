/** A parameter of a web service function, nested as PHP arrays are. */
export type Parameter =
  string | number | boolean | readonly Parameter[] | { readonly [key: string]: Parameter };
export type Parameters = Readonly<Record<string, Parameter>>;

/** The body of a call: Moodle reads parameters from forms only, arrays in PHP's notation (`options[0][name]=…`). */
export function encodeForm(token: string, wsfunction: string, parameters: Parameters): string {
  const form = new URLSearchParams({ wstoken: token, wsfunction, moodlewsrestformat: 'json' });
  for (const [name, value] of Object.entries(parameters)) append(form, name, value);
  return form.toString();
}

function append(form: URLSearchParams, name: string, value: Parameter): void {
  if (typeof value === 'object') {
    for (const [key, inner] of Object.entries(value)) append(form, `${name}[${key}]`, inner);
  } else {
    form.append(name, typeof value === 'boolean' ? String(Number(value)) : String(value));
  }
}
