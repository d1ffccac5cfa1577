import type { Transport } from '../media.ts';
import { attribute, xml, type Element } from '../xmpp/element.ts';
import { names } from './names.ts';
import { contentsOf } from './source.ts';

/** A transport as XEP-0176 (ICE) with XEP-0320 (DTLS) writes it. @param more what belongs to this content only */
export function transportElement(transport: Transport, ...more: Element[]): Element {
  const { ufrag, pwd, fingerprint, candidates } = transport;
  const { hash, setup, value } = fingerprint;
  return xml(
    'transport',
    { xmlns: names.ice, ufrag, pwd },
    xml('fingerprint', { xmlns: names.dtls, hash, setup, required: 'false' }, value),
    ...candidates.map(candidateElement),
    xml('rtcp-mux'),
    ...more,
  );
}

function candidateElement(line: string, index: number): Element {
  const [foundation, component, protocol = '', priority, ip, port, , type] = line.split(' ');
  return xml('candidate', {
    foundation,
    component,
    protocol: protocol.toLowerCase(),
    priority,
    ip,
    port,
    type,
    generation: 0,
    id: `candidate${index}`,
    network: 0,
  });
}

/** The first whole transport of a session-accept; null where none is. */
export function transportOf(jingle: Element): Transport | null {
  for (const content of contentsOf(jingle)) {
    const transport = content.getChild('transport');
    const fingerprint = transport?.getChild('fingerprint');
    if (!transport || !fingerprint) continue;
    return {
      ufrag: attribute(transport, 'ufrag'),
      pwd: attribute(transport, 'pwd'),
      fingerprint: {
        hash: attribute(fingerprint, 'hash'),
        value: fingerprint.getText().trim(),
        setup: attribute(fingerprint, 'setup') || 'active',
      },
      candidates: candidatesOf(jingle),
    };
  }
  return null;
}

/** Every candidate once, as SDP has it behind `candidate:` (RFC 8839 §5.1). */
export function candidatesOf(jingle: Element): string[] {
  const lines = contentsOf(jingle)
    .flatMap((content) => content.getChildren('transport'))
    .flatMap((transport) => transport.getChildren('candidate'))
    .map(candidateLine);
  return [...new Set(lines)];
}

function candidateLine(element: Element): string {
  const value = (name: string) => attribute(element, name);
  const first = ['foundation', 'component', 'protocol', 'priority', 'ip', 'port'].map(value);
  const related = value('rel-addr') ? `raddr ${value('rel-addr')} rport ${value('rel-port')} ` : '';
  return `${first.join(' ')} typ ${value('type')} ${related}generation ${value('generation') || 0}`;
}
