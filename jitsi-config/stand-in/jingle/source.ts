import type { Medium, OwnedSource, Source } from '../media.ts';
import { attribute, elementsOf, xml, type Element } from '../xmpp/element.ts';
import { bridgeOwner, media, names } from './names.ts';

/** The contents of a Jingle element that are about media or data (XEP-0166 §7.3). */
export const contentsOf = (jingle: Element): Element[] =>
  elementsOf(jingle).filter(({ name }) => name === 'content');

/** What a participant says that it sends: each simulcast group is one source (XEP-0339, RFC 5576 §4.2). */
export function sourcesOf(jingle: Element): Source[] {
  return contentsOf(jingle).flatMap((content) => {
    const description = content.getChild('description');
    const medium = media.find((one) => one === mediumOf(content));
    return description && medium ? describedIn(description, medium) : [];
  });
}

const mediumOf = (content: Element): string => {
  const description = content.getChild('description');
  return (description && attribute(description, 'media')) || attribute(content, 'name');
};

function describedIn(description: Element, medium: Medium): Source[] {
  const layers = new Map<number, number[]>();
  /** Those that belong to another one: simulcast's upper layers, retransmissions. */
  const followers = new Set<number>();
  for (const group of description.getChildren('ssrc-group')) {
    const [first, ...rest] = elementsOf(group).map(ssrcOf);
    for (const ssrc of rest) followers.add(ssrc);
    if (attribute(group, 'semantics') === 'SIM' && first !== undefined) {
      layers.set(first, [first, ...rest]);
    }
  }
  return description.getChildren('source').flatMap((element) => {
    const ssrc = ssrcOf(element);
    const msid = parameter(element, 'msid');
    if (ssrc === 0 || msid === '' || followers.has(ssrc)) return [];
    return [{ medium, ssrc, layers: layers.get(ssrc) ?? [ssrc], msid }];
  });
}

const ssrcOf = (element: Element): number => Number(attribute(element, 'ssrc')) || 0;

function parameter(source: Element, name: string): string {
  const found = elementsOf(source).find((element) => attribute(element, 'name') === name);
  return found ? attribute(found, 'value') : '';
}

/** A source as others are told of it: of simulcast they see the first SSRC, under which the bridge sends. */
export function sourceElement(room: string, { ssrc, msid, owner }: OwnedSource): Element {
  const whose = owner === bridgeOwner ? bridgeOwner : `${room}/${owner}`;
  return xml(
    'source',
    { xmlns: names.source, ssrc },
    xml('parameter', { name: 'msid', value: msid }),
    xml('ssrc-info', { xmlns: names.jitmeet, owner: whose }),
  );
}
