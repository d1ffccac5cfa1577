/** What hosts write about a meeting, as forms take it and screens tell it. */
export { default as MeetingDetails } from './MeetingDetails.vue';
export { default as MeetingDetailFields } from './MeetingDetailFields.vue';
export { blankDetails, typedDetails, type TypedDetails } from './typed.ts';
