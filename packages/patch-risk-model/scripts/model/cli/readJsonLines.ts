export { type JsonLine, readJsonLines } from '@internal/command-line';
