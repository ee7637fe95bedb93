export { createRandom } from '../../src/learn/createRandom';
