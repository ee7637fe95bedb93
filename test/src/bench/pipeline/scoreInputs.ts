import { assessDevices } from '@patch-risk/backstage-plugin-patch-risk-backend/src/assessment/assessDevices';
import type { AssessInput } from '@patch-risk/backstage-plugin-patch-risk-backend/src/assessment/AssessInput';
import { shippedForecasters } from '@patch-risk/backstage-plugin-patch-risk-backend/src/assessment/Forecasters';
import { GroupScorer } from '@patch-risk/model';
import type { GroupScoreInput } from '@patch-risk/model';

/** What the scorer of the model package is asked while a chunk is assessed, device by device. */
export function scoreInputs(chunk: AssessInput): GroupScoreInput[][] {
  const recorded: GroupScoreInput[] = [];
  const score = GroupScorer.prototype.score;
  GroupScorer.prototype.score = function record(input) {
    recorded.push(input);
    return score.call(this, input);
  };
  try {
    const { devices } = assessDevices(chunk, shippedForecasters);
    let next = 0;
    return devices.map(({ groups }) => {
      const inputs = recorded.slice(next, next + groups.length);
      next += groups.length;
      return inputs;
    });
  } finally {
    GroupScorer.prototype.score = score;
  }
}
