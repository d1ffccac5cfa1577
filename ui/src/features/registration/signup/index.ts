/** Applying for an account. */
export { default as RegisterPage } from './RegisterPage.vue';
