/** The login feature's public interface. */
export { default as LoginPage } from './LoginPage.vue';
export { default as CodeEntry } from './CodeEntry.vue';
export { default as CodeForm } from './CodeForm.vue';
export { default as PasswordForm } from './PasswordForm.vue';
export { useAsking } from './asking.ts';
export { useCountdown, type Countdown } from './countdown.ts';
export { default as AccountAccess } from './AccountAccess.vue';
