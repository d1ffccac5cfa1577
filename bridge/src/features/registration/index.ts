export { parseRow, type PersonRow, type RowRules } from './row.ts';
