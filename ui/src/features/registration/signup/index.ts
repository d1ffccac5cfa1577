/** Applying for an account. */
export { default as SignupPage } from './SignupPage.vue';
