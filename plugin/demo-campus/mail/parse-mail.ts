import {
  simpleParser,
  type AddressObject,
  type Attachment as ParsedAttachment,
  type HeaderValue,
  type StructuredHeader,
} from 'mailparser';
import type { Attachment, Mail } from './mailbox.ts';

/** Who sent it and who gets it, as the SMTP dialogue said (RFC 5321 §2.3.1). */
export interface Envelope {
  from: string;
  to: string[];
}

/** Reads one message of Internet mail (RFC 5322, MIME). What is odd in it is read as far as it goes. */
export async function parseMail(raw: Buffer, envelope: Envelope): Promise<Mail> {
  const parsed = await simpleParser(raw, { skipTextToHtml: true });
  return {
    kind: 'mail',
    from: parsed.from?.text ?? envelope.from,
    to: envelope.to,
    subject: parsed.subject ?? '',
    headers: [...parsed.headers].flatMap(([name, value]) =>
      headerTexts(value).map((text) => ({ name, value: text })),
    ),
    text: parsed.text ?? '',
    html: typeof parsed.html === 'string' ? parsed.html : null,
    attachments: parsed.attachments.filter(isNoSecondCopy).map(attachmentOf),
  };
}

/** The parser gives dates, addresses, structured values and lists their own shapes: back to text, for showing. */
function headerTexts(value: HeaderValue): string[] {
  if (typeof value === 'string') return [value];
  if (value instanceof Date) return [value.toUTCString()];
  if (Array.isArray(value)) return value.flatMap((one) => headerTexts(one));
  if (isAddress(value)) return [value.text];
  return [isStructured(value) ? structuredText(value) : JSON.stringify(value)];
}

const isAddress = (value: object): value is AddressObject =>
  'text' in value && typeof value.text === 'string';

const isStructured = (value: object): value is StructuredHeader =>
  'value' in value && typeof value.value === 'string';

function structuredText({ value, params }: StructuredHeader): string {
  const pairs = Object.entries(params).map(([name, text]) => `${name}=${text}`);
  return [value, ...pairs].join('; ');
}

/** Invitations carry their calendar file twice: once for mail programs, without a name, and once as a file. */
function isNoSecondCopy(one: ParsedAttachment, _: number, all: ParsedAttachment[]): boolean {
  const isNamed = (each: ParsedAttachment) => each.filename !== undefined;
  return isNamed(one) || !all.some((other) => isNamed(other) && other.checksum === one.checksum);
}

function attachmentOf(parsed: ParsedAttachment, index: number): Attachment {
  const content: unknown = parsed.content;
  return {
    name: parsed.filename ?? `attachment-${index + 1}`,
    type: parsed.contentType.toLowerCase(),
    content: Buffer.isBuffer(content) ? content : Buffer.alloc(0),
  };
}
