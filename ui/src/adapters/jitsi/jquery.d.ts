/** jQuery has no types of its own, and we only hand it on to the library. */
declare module 'jquery' {
  const jquery: unknown;
  export default jquery;
}
