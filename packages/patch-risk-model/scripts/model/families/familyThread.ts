import { parentPort, workerData } from 'node:worker_threads';
import type { FamilyJob } from './FamilyJob';
import { families } from '.';

// One family in a thread of its own; `runFamilies` starts it and reads what it says.
const { family: name, action } = workerData as FamilyJob;
const family = families.find(each => each.name === name);
if (!parentPort || !family) {
  throw new Error(`There is no family ${name} to run in a thread`);
}
const port = parentPort;
family[action](line => port.postMessage({ line })).then(
  result => port.postMessage({ result }),
  error => {
    // Thrown outside of the promise, so that the thread's owner gets it as it is.
    setImmediate(() => {
      throw error;
    });
  },
);
