import { Parser } from 'htmlparser2';
import { readPart } from './zip.ts';

/** What is told of a part's XML while it is read. Names come without their namespace's prefix. */
export interface XmlReader {
  open: (name: string, attributes: Readonly<Record<string, string>>) => void;
  close?: (name: string) => void;
  text?: (text: string) => void;
  /** True: the rest of the part is not needed. */
  isDone?: () => boolean;
}

/** Reads a part of an archive as XML, piece by piece; entities of its own making mean nothing. @throws Failure sheet/… */
export function readXml(file: Uint8Array, part: string, reader: XmlReader): boolean {
  // Of a piece that holds the end of what is needed, the rest is not told.
  const isDone = () => reader.isDone?.() ?? false;
  const parser = new Parser(
    {
      onopentag: (name, attributes) => {
        if (!isDone()) reader.open(local(name), attributes);
      },
      onclosetag: (name) => {
        if (!isDone()) reader.close?.(local(name));
      },
      ontext: (text) => {
        if (!isDone()) reader.text?.(text);
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  return readPart(file, part, (text, isLast) => {
    parser.write(text);
    if (isLast) parser.end();
    return !isDone();
  });
}

const local = (name: string): string => name.slice(name.indexOf(':') + 1);

/** An attribute that is true or false. */
export const isTrue = (value: string | undefined): boolean => value === '1' || value === 'true';
