export { readDayOption } from '@internal/command-line';
