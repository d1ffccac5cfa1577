import { isDateFormat } from './formats.ts';
import { isTrue, readXml } from './xml.ts';
import { Failure } from '../../kernel/failure.ts';
import { sheetLimits } from './limits.ts';

/** A sheet of a workbook: its name, where it is, and whether it is hidden. */
export interface BookSheet {
  name: string;
  part: string;
  hidden: boolean;
}

/** How the numbers of a style are shown. */
export interface Style {
  isDate: boolean;
  /** The format's code; undefined for those that every program knows by number. */
  code: string | undefined;
}

/** What the sheets of a workbook are read by. */
export interface Book {
  sheets: BookSheet[];
  styles: Style[];
  texts: string[];
  /** Days are counted from 1904 on, as Excel on the Mac once did. */
  from1904: boolean;
}

/** Reads a workbook's list of sheets, styles and shared texts. @throws Failure sheet/… */
export function readBook(file: Uint8Array): Book {
  const targets = readRelations(file);
  const sheets: BookSheet[] = [];
  let from1904 = false;
  readXml(file, 'xl/workbook.xml', {
    open: (name, attributes) => {
      if (name === 'workbookPr') from1904 = isTrue(attributes['date1904']);
      if (name !== 'sheet') return;
      const relation = Object.entries(attributes).find(([key]) => /(?:^|:)id$/u.test(key))?.[1];
      const part = targets.get(relation ?? '');
      const isHidden = ['hidden', 'veryHidden'].includes(attributes['state'] ?? '');
      if (part) sheets.push({ name: attributes['name'] ?? '', part, hidden: isHidden });
    },
  });
  if (sheets.length === 0) throw new Failure('sheet/broken');
  return { sheets, styles: readStyles(file), texts: readTexts(file), from1904 };
}

/** Deps of the worksheets by their relation's id; charts and the like are none. */
function readRelations(file: Uint8Array): Map<string, string> {
  const targets = new Map<string, string>();
  readXml(file, 'xl/_rels/workbook.xml.rels', {
    open: (name, { Id: id, Target: target, Type: type = '' }) => {
      if (name !== 'Relationship' || !id || !target || !/\/worksheet$/u.test(type)) return;
      targets.set(id, target.startsWith('/') ? target.slice(1) : `xl/${target}`);
    },
  });
  return targets;
}

function readStyles(file: Uint8Array): Style[] {
  const codes = new Map<number, string>();
  const styles: Style[] = [];
  let isInCells = false;
  readXml(file, 'xl/styles.xml', {
    open: (name, attributes) => {
      if (name === 'numFmt') {
        codes.set(Number(attributes['numFmtId']), (attributes['formatCode'] ?? '').slice(0, 255));
      }
      if (name === 'cellXfs') isInCells = true;
      if (name !== 'xf' || !isInCells) return;
      const id = Number(attributes['numFmtId'] ?? 0);
      const code = codes.get(id);
      if (styles.length >= sheetLimits.styles) throw new Failure('sheet/too-large');
      styles.push({ isDate: isDateFormat(id, code), code });
    },
    close: (name) => {
      if (name === 'cellXfs') isInCells = false;
    },
  });
  return styles;
}

/** The texts that cells share; how they are pronounced (furigana) is no part of them. */
function readTexts(file: Uint8Array): string[] {
  const texts: string[] = [];
  let text = '';
  let isText = false;
  let pronounced = 0;
  let size = 0;
  readXml(file, 'xl/sharedStrings.xml', {
    open: (name) => {
      if (name === 'si') text = '';
      if (name === 'rPh') pronounced += 1;
      isText = name === 't' && pronounced === 0;
    },
    text: (part) => {
      if (isText && text.length < sheetLimits.cellText) text += part;
    },
    close: (name) => {
      if (name === 't') isText = false;
      if (name === 'rPh') pronounced -= 1;
      if (name !== 'si') return;
      size += text.length;
      if (size > sheetLimits.allText || texts.length >= sheetLimits.sharedTexts) {
        throw new Failure('sheet/too-large');
      }
      texts.push(unescaped(text));
    },
  });
  return texts;
}

/** Characters that XML cannot hold stand as `_x000D_` (ECMA-376 part 1, §22.9.2.19). */
export const unescaped = (text: string): string =>
  text.replace(/_x([\dA-Fa-f]{4})_/gu, (_, code: string) =>
    String.fromCharCode(parseInt(code, 16)),
  );
