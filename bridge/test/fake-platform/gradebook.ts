import type { FakePage, FakeReply, Gradebook, Item, Score } from './types.ts';

export const emptyGradebook = (): Gradebook => ({
  items: [],
  scores: [],
  refuses: null,
  headers: {},
  pageSize: 100,
});

const say = (body: unknown, status = 200, headers = {}): FakeReply => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(body),
});

/** The page at a path of the gradebook: line items, and scores and results of each, as Moodle keeps them. */
export function gradebookPage(issuer: () => string, book: Gradebook) {
  let made = 0;
  const idOf = (number: number): string => `${issuer()}/lineitems/${number}?type_id=1`;
  const items: FakePage = ({ method, body, query }) => {
    if (method === 'POST') {
      made += 1;
      const item = { ...(JSON.parse(body) as Item), id: idOf(made) };
      book.items.push(item);
      return say(item, 201);
    }
    const wanted = query.get('resource_id');
    const found = book.items.filter(({ resourceId }) => wanted === null || resourceId === wanted);
    const from = Number(query.get('from') ?? 0);
    const next = from + book.pageSize;
    const link = `<${issuer()}/lineitems?type_id=1&from=${next}>; rel="next"`;
    return say(found.slice(from, next), 200, found.length > next ? { link } : {});
  };
  return (path: string): FakePage | undefined => {
    if (path === '/lineitems') return items;
    const [, digits, what] = /^\/lineitems\/(\d+)\/(scores|results)$/u.exec(path) ?? [];
    if (digits === undefined) return undefined;
    const number = Number(digits);
    const id = idOf(number);
    const isThere = () => book.items.some((item) => item.id === id);
    if (what === 'results') {
      return () => (isThere() ? say(resultsOf(book, { number, id })) : say({}, 404));
    }
    return ({ body }) => {
      if (book.refuses !== null) return say([], book.refuses, book.headers);
      if (!isThere()) return say({}, 404);
      book.scores.push({ ...(JSON.parse(body) as Score), item: number });
      return { status: 200, body: '' };
    };
  };
}

/** Of each person the last score. */
function resultsOf(book: Gradebook, { number, id }: { number: number; id: string }) {
  const own = book.scores.filter(({ item }) => item === number);
  const last = new Map(own.map((one) => [one.userId, one]));
  return [...last.values()].map(({ userId, scoreGiven }) => ({
    id: `${id}/results/${userId}`,
    userId,
    resultScore: scoreGiven,
    resultMaximum: 100,
  }));
}
