import assert from 'node:assert/strict';
import { applicationFixture } from '../../../../test/application-fixture.ts';
import { forEachDatabase } from '../../../../test/databases.ts';
import { isFailure } from '../../../kernel/failure.ts';

const tooMany = (error: unknown) => isFailure(error, 'request/too-many');
const wrong = (error: unknown) => isFailure(error, 'application/code-wrong');

forEachDatabase('Applying too often', (open) => {
  it('is slowed for a mailbox from wherever it comes, and other mailboxes go on', async () => {
    const { applying, form, clock } = await applicationFixture(await open());
    for (let round = 0; round < 5; round += 1) await applying.apply(form, `10.0.1.${round}`);
    await applying.apply(form, '10.0.1.9');
    await assert.rejects(applying.apply(form, '10.0.1.10'), tooMany);
    await applying.apply({ ...form, email: 'han@uni.test' }, '10.0.1.10');
    clock.move(11 * 60_000);
    await applying.apply(form, '10.0.1.10');
  });

  it('is slowed for one address, on every bridge of the database', async () => {
    const { applying, bridge, form } = await applicationFixture(await open());
    const flood = async () => {
      for (let round = 0; round < 200; round += 1) {
        const one = round % 2 === 0 ? applying : bridge();
        await one.apply({ ...form, email: `a${round}@uni.test` }, '10.0.2.1');
      }
    };
    await assert.rejects(flood(), tooMany);
    await applying.apply(form, '10.0.2.2');
  });

  it('counts wrong codes by address', async () => {
    const { applying } = await applicationFixture(await open());
    const guesses = async () => {
      for (let round = 0; round < 100; round += 1) {
        await applying
          .confirmByCode({ applicationId: crypto.randomUUID(), code: '123456' }, '10.0.3.1')
          .catch((error: unknown) => {
            if (!wrong(error)) throw error as Error;
          });
      }
    };
    await assert.rejects(guesses(), tooMany);
  });
});
