import assert from 'node:assert/strict';
import { applicationFixture } from '../../../../test/application-fixture.ts';
import { forEachDatabase } from '../../../../test/databases.ts';
import { decidingFixture } from '../../../../test/deciding-fixture.ts';
import { Failure } from '../../../kernel/failure.ts';
import { vouches } from './directory.ts';
import type { DirectoryEntry } from './ports.ts';

const here = '10.0.0.1';

forEachDatabase('With the policy "directory"', (open) => {
  /** What becomes of an application when the directory answers so. */
  const outcome = async (answer: Partial<DirectoryEntry> | null | Failure, more = {}) => {
    const looked: string[] = [];
    const fixture = await applicationFixture(await open(), {
      directory: (number) => {
        looked.push(number);
        if (answer instanceof Failure) return Promise.reject(answer);
        const units = ['unit-2'];
        const entry = { name: '李 雷', email: 'Li.Lei@uni.test', units, active: true };
        return Promise.resolve(answer && { ...entry, ...answer });
      },
    });
    const { applicationId, code } = await fixture.applied(more);
    const given = { applicationId, code: code ?? '' };
    const { state } = await fixture.applying.confirmByCode(given, here);
    return { ...fixture, state, looked, applicationId };
  };

  it('whom the directory vouches for is accepted at once, told so, and in the audit log', async () => {
    const fixture = await outcome({});
    assert.deepEqual([fixture.state, fixture.looked], ['accepted', ['T2']]);
    const [person] = await fixture.people.named('T2');
    assert.equal(person?.email, 'li.lei@uni.test');
    assert.equal(fixture.sent.at(-1)?.about, 'application-accepted');
    const [entry] = await fixture.audit.list(
      { isSystem: true, departmentIds: new Set() },
      { action: 'application.accept', limit: 9 },
    );
    assert.deepEqual([entry?.actor, entry?.subject.name], [null, '李雷']);
  });

  it('whoever differs in name, mail or unit, is suspended or unknown waits for an admin', async () => {
    const answers: (Partial<DirectoryEntry> | null)[] = [
      { name: '韩梅梅' },
      { email: 'other@uni.test' },
      { email: null },
      { units: ['another'] },
      { active: false },
      null,
    ];
    for (const answer of answers) {
      const { state, people } = await outcome(answer);
      assert.deepEqual([state, await people.named('T2')], ['waiting', []], JSON.stringify(answer));
    }
  });

  it('all wait while the directory is away', async () => {
    assert.equal((await outcome(new Failure('directory/unavailable'))).state, 'waiting');
  });

  it('whom others know already waits too: an admin has to look', async () => {
    const { state } = await outcome({ name: '李雷' }, { campusNumber: 'T1' });
    assert.equal(state, 'waiting');
  });

  it('the directory is asked only once the address is confirmed', async () => {
    let asked = 0;
    const fixture = await applicationFixture(await open(), {
      directory: () => {
        asked += 1;
        return Promise.resolve(null);
      },
    });
    await fixture.applied();
    assert.equal(asked, 0);
  });
});

forEachDatabase('What the directory says', (open) => {
  it('is shown to the admin beside the application, with what agrees', async () => {
    const entry = { name: 'LI Lei', email: 'a1@uni.test', units: ['physics'], active: false };
    const fixture = await decidingFixture(await open(), { look: () => Promise.resolve(entry) });
    const id = await fixture.application({ name: 'Li Lei' });
    const { directory } = await fixture.deciding.get({ adminId: fixture.chief.id, id });
    assert.deepEqual(directory, {
      is: 'found',
      name: 'LI Lei',
      email: 'a1@uni.test',
      active: false,
      agrees: { name: true, email: true, department: false },
    });
    assert.equal(vouches(directory), false);
  });

  it('says that it is away, that it knows nobody, that there is none', async () => {
    const away = { look: () => Promise.reject(new Failure('directory/unavailable')) };
    for (const [directory, is] of [
      [away, 'away'],
      [{ look: () => Promise.resolve(null) }, 'unknown'],
      [null, 'none'],
    ] as const) {
      const fixture = await decidingFixture(await open(), directory);
      const id = await fixture.application();
      const seen = await fixture.deciding.get({ adminId: fixture.chief.id, id });
      assert.deepEqual(seen.directory, { is });
    }
  });
});
