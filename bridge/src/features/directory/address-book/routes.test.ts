import assert from 'node:assert/strict';
import { addressBookRoutes } from './routes.ts';

describe('the endpoints of the address book', () => {
  it('are for people of the campus: none takes a guest or a stranger', () => {
    const routes = addressBookRoutes({} as Parameters<typeof addressBookRoutes>[0]);
    assert.equal(routes.length, 6);
    for (const { endpoint } of routes) assert.equal(endpoint.who, 'person', endpoint.id);
  });
});
