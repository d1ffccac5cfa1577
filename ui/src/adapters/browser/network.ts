/** Whether the browser believes to be on a network at all. */
export interface Network {
  online(): boolean;
  /** Calls `listener` at each change; returns the function that ends it. */
  subscribe(listener: (online: boolean) => void): () => void;
}

export const browserNetwork: Network = {
  // Browsers only know for sure that there is none.
  online: () => navigator.onLine,
  subscribe(listener) {
    const on = () => listener(true);
    const off = () => listener(false);
    window.addEventListener('online', on);
    window.addEventListener('offline', off);
    return () => {
      window.removeEventListener('online', on);
      window.removeEventListener('offline', off);
    };
  },
};
