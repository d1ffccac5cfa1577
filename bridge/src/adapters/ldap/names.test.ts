import assert from 'node:assert/strict';
import { connect, createServer, type AddressInfo } from 'node:net';
import { onlyOnce } from './connection.ts';
import { toFilter } from './filters.ts';
import { ancestors, dnKey, guidBytes, guidText } from './names.ts';

describe('names and filters of LDAP', () => {
  it('compares names whatever their spelling', () => {
    assert.equal(dnKey('OU=A\\, B , DC=Uni'), dnKey('ou=a\\2c b,dc=uni'));
    assert.equal(dnKey('ou=\\e5\\b7\\a5,dc=uni'), dnKey('ou=工,dc=uni'));
    assert.deepEqual(ancestors('uid=x,ou=a\\,b,dc=uni'), ['ou=a\\,b,dc=uni', 'dc=uni']);
    assert.notEqual(dnKey('cn=x\\,ou=a,dc=uni'), dnKey('cn=x,ou=a,dc=uni'));
  });

  it('writes objectGUID as Active Directory shows it', () => {
    const bytes = Buffer.from('00112233445566778899aabbccddeeff', 'hex');
    assert.equal(guidText(bytes), '33221100-5544-7766-8899-aabbccddeeff');
    assert.deepEqual(guidBytes(guidText(bytes)), bytes);
    assert.equal(guidBytes('*'), null);
  });

  it('a value never becomes a filter', () => {
    const filter = toFilter([{ attribute: 'sn', value: '*)(uid=*' }]).toString();
    assert.equal(filter, '(&(sn=\\2a\\29\\28uid=\\2a))');
  });

  it('a connection is made once: no search goes on as anybody after the directory hung up', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const dial = onlyOnce(connect);
    const first = dial(port, '127.0.0.1');
    assert.throws(() => dial(port, '127.0.0.1'), { code: 'directory/unavailable' });
    first.destroy();
    server.close();
  });
});
