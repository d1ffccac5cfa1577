/** The administration's public interface. */
export { default as AdminFrame } from './AdminFrame.vue';
export { default as AdminLink } from './AdminLink.vue';
export { default as AdminOverview } from './AdminOverview.vue';
export { default as AdminPeople } from './AdminPeople.vue';
export { default as AdminAudit } from './AdminAudit.vue';
export { default as AdminGrants } from './AdminGrants.vue';
export { administrationKey } from './administration.ts';
