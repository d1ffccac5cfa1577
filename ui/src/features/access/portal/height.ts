/**
 * Tells how high the page's content is, in CSS pixels, now and whenever it changes, until the returned function
 * is called. `fills` says that the page takes what it is given: then null is told.
 */
export function followHeight(
  fills: () => boolean,
  tell: (height: number | null) => void,
): () => void {
  let main: Element | null = null;
  let said: number | null | undefined;

  const say = (): void => {
    const height = fills() || !main ? null : Math.ceil(main.getBoundingClientRect().height);
    if (height === said || (!fills() && !main)) return;
    said = height;
    tell(height);
  };
  const sizes = new ResizeObserver(say);
  const look = (): void => {
    const now = document.querySelector('main');
    if (now !== main) {
      sizes.disconnect();
      main = now;
      if (main) sizes.observe(main);
    }
    say();
  };
  const pages = new MutationObserver(look);
  pages.observe(document.body, { childList: true, subtree: true });
  look();
  return () => {
    pages.disconnect();
    sizes.disconnect();
  };
}
