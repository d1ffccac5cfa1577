declare module '@pushcorn/hocon-parser' {
  /** Parses HOCON; with `strict`, without what this parser knows beyond the specification. */
  const parser: { parse: (source: { text: string; strict: boolean }) => Promise<unknown> };
  export default parser;
}
