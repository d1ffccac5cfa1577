import { Element, Parser } from 'ltx';

interface Sax {
  write: (text: string) => void;
  on(event: 'startElement', take: (name: string, attrs: Record<string, string>) => void): void;
  on(event: 'endElement' | 'text', take: (text: string) => void): void;
  on(event: 'error', take: (error: Error) => void): void;
}

export interface StreamListener {
  /** The stream's head; `id` is what the handshake is made of. */
  open: (id: string) => void;
  /** A whole child of the stream. */
  element: (element: Element) => void;
  close: () => void;
}

/**
 * Takes an XML stream apart into stanzas (RFC 6120 §4). ltx's own parser waits for the end of the document, which
 * a stream has at its end only, so the one inside of it is used.
 * @returns what to hand the incoming text to
 */
export function readStream(listener: StreamListener): (text: string) => void {
  const { DefaultParser } = Parser.prototype as unknown as { DefaultParser: new () => Sax };
  const parser = new DefaultParser();
  let depth = 0;
  let current: Element | null = null;
  parser.on('startElement', (name, attrs) => {
    depth += 1;
    if (depth === 1) {
      listener.open(attrs['id'] ?? '');
      return;
    }
    const element = new Element(name, attrs);
    current = current ? current.cnode(element) : element;
  });
  parser.on('text', (text) => {
    current?.t(text);
  });
  parser.on('endElement', () => {
    depth -= 1;
    if (depth === 0) listener.close();
    if (!current) return;
    const { parent } = current;
    if (!parent) listener.element(current);
    current = parent;
  });
  parser.on('error', () => listener.close());
  return withoutDeclaration((text) => parser.write(text));
}

/** ltx loses its way when a text ends within the XML declaration, so that is left out before. */
function withoutDeclaration(write: (text: string) => void): (text: string) => void {
  let head: string | null = '';
  return (text) => {
    if (head === null) {
      write(text);
      return;
    }
    head += text;
    const isDeclared = '<?xml'.startsWith(head.slice(0, 5));
    const end = isDeclared ? head.indexOf('?>') + 2 : 0;
    if (isDeclared && end < 2) return;
    write(head.slice(end));
    head = null;
  };
}
