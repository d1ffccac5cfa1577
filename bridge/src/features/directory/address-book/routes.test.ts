import assert from 'node:assert/strict';
import { addressBookRoutes, type AddressBook } from './index.ts';

describe('the endpoints of the address book', () => {
  it('are for people of the campus: none takes a guest or a stranger', () => {
    const routes = addressBookRoutes({} as AddressBook);
    assert.equal(routes.length, 6);
    for (const { endpoint } of routes) assert.equal(endpoint.who, 'person', endpoint.id);
  });
});
