import { languagesFor } from '../outbox/index.ts';

const texts = {
  'zh-CN': (product: string, code: string, minutes: number) =>
    `【${product}】您的验证码是 ${code}，${minutes} 分钟内有效。请勿告诉他人。`,
  en: (product: string, code: string, minutes: number) =>
    `[${product}] Your code is ${code}. It is good for ${minutes} minutes. Tell it to nobody.`,
} as const;

/** The short message that brings a code, in the reader's language; both where it is not known. */
export const codeSms = (
  locale: string | null,
  { product, code, minutes }: { product: string; code: string; minutes: number },
): string =>
  languagesFor(locale)
    .map((language) => texts[language](product, code, minutes))
    .join('\n');
