/** The invite feature's public interface. */
export { default as InviteDialog } from './InviteDialog.vue';
export { invitationText } from './text.ts';
