import { useAdminWords } from './words.ts';

/** Names what an audit entry says was done; a kind that has no words yet is shown as it is written. */
export function useActionNames(): (action: string) => string {
  const words = useAdminWords();
  return (action) => {
    const key = `actions['${action}']`;
    return words.te(key) ? words.t(key) : action;
  };
}
