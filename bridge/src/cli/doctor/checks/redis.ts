import { tryRedis } from '../../../adapters/redis/trial.ts';
import type { Settings } from '../../../app/config.ts';
import { connectionAdvice, reasonOf } from '../network-advice.ts';
import { failed, notConfigured, ok, type Check } from '../result.ts';

/** Redis, as several bridges use it: what one publishes is heard by another. */
export const redisCheck = ({ REDIS_URL: url }: Settings): Check => ({
  name: 'redis',
  run: async () => {
    if (url === undefined) return notConfigured('redis', 'REDIS_URL; one bridge alone needs none');
    try {
      const { version } = await tryRedis(url);
      return ok('redis/ok', `Redis ${version}: what one connection says, another one hears.`);
    } catch (error) {
      const seen = `It does not serve: ${reasonOf(error)}.`;
      return failed('redis/unavailable', seen, adviceOf(error));
    }
  },
});

function adviceOf(error: unknown): string {
  const words = error instanceof Error ? error.message : '';
  if (/WRONGPASS|NOAUTH|invalid password/u.test(words)) {
    return 'It wants another user or password: REDIS_URL=redis://user:password@host:6379';
  }
  if (/NOPERM/u.test(words)) {
    return 'The user of REDIS_URL needs more rights there: ACL SETUSER … +@pubsub +@connection +info allchannels';
  }
  return connectionAdvice(error, 'REDIS_URL');
}
