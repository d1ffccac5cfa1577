/** The invite feature's front door. */
export { default as InviteDialog } from './InviteDialog.vue';
export { invitationText } from './text.ts';
