/** In what a session was opened, as people call it; null where it cannot be told. */
export interface Place {
  browser: string | null;
  system: string | null;
}

/** And the browser itself, by what it keeps of its former sessions; null where it keeps nothing. */
export interface Where extends Place {
  browserId: string | null;
}

/** The more special ones first: nearly all call themselves Chrome and Safari as well. */
const browsers: readonly [RegExp, string][] = [
  [/MicroMessenger\//u, 'WeChat'],
  [/DingTalk\//u, 'DingTalk'],
  [/\bEdg(?:e|A|iOS)?\//u, 'Edge'],
  [/\bOPR\//u, 'Opera'],
  [/\b(?:Firefox|FxiOS)\//u, 'Firefox'],
  [/\b(?:Chrome|HeadlessChrome|CriOS)\//u, 'Chrome'],
  [/\bSafari\//u, 'Safari'],
];

const systems: readonly [RegExp, string][] = [
  [/\b(?:HarmonyOS|OpenHarmony)\b/u, 'HarmonyOS'],
  [/\biPad\b/u, 'iPad'],
  [/\biPhone\b/u, 'iPhone'],
  [/\bAndroid\b/u, 'Android'],
  [/\bWindows\b/u, 'Windows'],
  [/\bCrOS\b/u, 'ChromeOS'],
  [/\bMacintosh\b/u, 'macOS'],
  [/\bLinux\b/u, 'Linux'],
];

/** Reads a browser's User-Agent. What it holds besides is not kept. */
export function placeOf(userAgent: string): Place {
  const find = (known: readonly [RegExp, string][]) =>
    known.find(([sign]) => sign.test(userAgent))?.[1] ?? null;
  return { browser: find(browsers), system: find(systems) };
}

export const unknownPlace: Where = { browser: null, system: null, browserId: null };
