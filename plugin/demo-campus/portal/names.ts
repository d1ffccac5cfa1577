import type { Person } from '../campus.ts';
import { html, type Html } from './html.ts';

const segmenter = new Intl.Segmenter();
const firstOf = (text: string): string =>
  segmenter.segment(text)[Symbol.iterator]().next().value?.segment ?? '';

const han = /^\p{Script=Han}+$/u;

/** How a person is called on the portal's pages: family name first, unspaced, when both names are Chinese. */
export const displayName = ({
  firstName,
  lastName,
}: Pick<Person, 'firstName' | 'lastName'>): string =>
  han.test(firstName) && han.test(lastName) ? lastName + firstName : `${firstName} ${lastName}`;

/** A name that cannot spill its direction or its length into what stands around it. */
export const nameOf = (person: Person): Html =>
  html`<bdi class="name">${displayName(person)}</bdi>`;

/** A round badge with the first characters of the name; the colour follows the number. */
export function avatar(person: Person): Html {
  const chinese = han.test(person.lastName);
  const first = firstOf(person.firstName);
  const last = firstOf(person.lastName);
  const initials = chinese ? last : `${first}${last}`;
  return html`<span class="avatar" aria-hidden="true" data-hue="${(person.id * 47) % 360}"
    >${initials}</span
  >`;
}
