/** The public interface of alarms. */
export { default as AlarmList } from './AlarmList.vue';
