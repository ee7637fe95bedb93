import { ModelInputError } from '../ModelInputError';
import type { SparseMatrix } from './SparseMatrix';
import { solveCholesky } from './solveCholesky';

const MAXIMUM_STEPS = 100;
/** Log-odds past which an unpenalised weight means that it has no finite best value. */
const SEPARATED_LOG_ODDS = 20;

/** What a penalised logistic fit is made of, shapes as stated. */
export interface PenalisedLogisticProblem {
  features: SparseMatrix;
  /** For each row, the share of its weight that had the event, in [0, 1]. */
  outcomes: Float64Array;
  /** Weight of each row, at least 0: trials where a row stands for several. */
  weights: Float64Array;
  /** Penalty λⱼ of each column, at least 0: the objective adds ½ · λⱼ · wⱼ². */
  penalties: Float64Array;
  /** Name of each column, for errors. */
  names: readonly string[];
}

export interface PenalisedLogisticSolution {
  intercept: number;
  weights: Float64Array;
  /** Newton steps taken. */
  steps: number;
  /** Weighted mean of the log-loss over the rows, without the penalty. */
  logLoss: number;
}

/**
 * Minimises Σᵢ sᵢ · (log(1 + exp ηᵢ) − yᵢ · ηᵢ) + ½ Σⱼ λⱼ · wⱼ² with
 * η = b + X · w, the intercept b free, by Newton's method (iteratively
 * reweighted least squares; Hastie, Tibshirani, Friedman 2009, 4.4.1) with the
 * step halved until the objective falls. scikit-learn's `LogisticRegression`
 * minimises the same function divided by C where λⱼ = 1 / C.
 *
 * @throws ModelInputError where a column is explained by others and not
 * penalised, or separates the classes and is not penalised
 */
export function fitPenalisedLogistic(
  problem: PenalisedLogisticProblem,
): PenalisedLogisticSolution {
  const { features, penalties, names } = problem;
  const size = features.columns + 1;
  let parameters = new Float64Array(size);
  parameters[size - 1] = startOf(problem);
  let objective = objectiveOf(problem, parameters);
  for (let step = 1; step <= MAXIMUM_STEPS; step++) {
    const { gradient, hessian } = derivatives(problem, parameters);
    const direction = Float64Array.from(gradient);
    // The intercept is eliminated last, so a failing pivot names a column.
    const failed = solveCholesky({ matrix: hessian, vector: direction, size });
    if (failed !== undefined) {
      throw new ModelInputError({
        field: 'features',
        value: names[failed] ?? 'intercept',
        remedy:
          'this feature does not vary, or follows from the others; leave it out or penalise it',
      });
    }
    let decrement = 0;
    for (let index = 0; index < size; index++) {
      decrement += gradient[index] * direction[index];
    }
    if (decrement / 2 <= 1e-13 * (1 + Math.abs(objective))) {
      return finish({ problem, parameters, steps: step - 1 });
    }
    let length = 1;
    let next = parameters;
    let nextObjective = Number.POSITIVE_INFINITY;
    while (length > 1e-10) {
      next = moved(parameters, direction, -length);
      nextObjective = objectiveOf(problem, next);
      if (nextObjective <= objective - 1e-4 * length * decrement) {
        break;
      }
      length /= 2;
    }
    if (!(nextObjective < objective)) {
      // The objective cannot fall any further in floating point.
      return finish({ problem, parameters, steps: step - 1 });
    }
    parameters = next;
    objective = nextObjective;
  }
  const unpenalised = penalties.findIndex(penalty => penalty === 0);
  throw new ModelInputError({
    field: 'penalty',
    value: unpenalised >= 0 ? names[unpenalised] : 'all penalised',
    remedy: `the fit did not settle in ${MAXIMUM_STEPS} steps; penalise every feature, or scale them`,
  });
}

/** Log-odds of the mean outcome: the best intercept where no feature counts. */
function startOf({ outcomes, weights }: PenalisedLogisticProblem): number {
  let total = 0;
  let events = 0;
  for (let row = 0; row < outcomes.length; row++) {
    total += weights[row];
    events += weights[row] * outcomes[row];
  }
  return Math.log(events / (total - events));
}

function linear(
  { features }: PenalisedLogisticProblem,
  parameters: Float64Array,
  row: number,
): number {
  const { starts, indices, values } = features;
  let sum = parameters[features.columns];
  for (let entry = starts[row]; entry < starts[row + 1]; entry++) {
    sum += values[entry] * parameters[indices[entry]];
  }
  return sum;
}

function moved(
  parameters: Float64Array,
  direction: Float64Array,
  length: number,
): Float64Array<ArrayBuffer> {
  return parameters.map((value, index) => value + length * direction[index]);
}

/** log(1 + exp x), without overflow. */
function softplus(x: number): number {
  return x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x));
}

function lossOf(
  problem: PenalisedLogisticProblem,
  parameters: Float64Array,
): number {
  const { outcomes, weights } = problem;
  let loss = 0;
  for (let row = 0; row < outcomes.length; row++) {
    const logOdds = linear(problem, parameters, row);
    loss += weights[row] * (softplus(logOdds) - outcomes[row] * logOdds);
  }
  return loss;
}

function objectiveOf(
  problem: PenalisedLogisticProblem,
  parameters: Float64Array,
): number {
  let objective = lossOf(problem, parameters);
  for (const [index, penalty] of problem.penalties.entries()) {
    objective += 0.5 * penalty * parameters[index] ** 2;
  }
  return objective;
}

/** Gradient, and the lower triangle of the Hessian; the intercept is the last row. */
function derivatives(
  problem: PenalisedLogisticProblem,
  parameters: Float64Array,
) {
  const { features, outcomes, weights, penalties } = problem;
  const { starts, indices, values, columns } = features;
  const size = columns + 1;
  const gradient = new Float64Array(size);
  const hessian = new Float64Array(size * size);
  const last = columns * size;
  for (let row = 0; row < features.rows; row++) {
    const logOdds = linear(problem, parameters, row);
    const probability = 1 / (1 + Math.exp(-logOdds));
    const residual = weights[row] * (probability - outcomes[row]);
    const curvature = weights[row] * probability * (1 - probability);
    for (let entry = starts[row]; entry < starts[row + 1]; entry++) {
      const index = indices[entry];
      gradient[index] += residual * values[entry];
      const scaled = curvature * values[entry];
      const line = index * size;
      for (let other = starts[row]; other <= entry; other++) {
        hessian[line + indices[other]] += scaled * values[other];
      }
      hessian[last + index] += scaled;
    }
    gradient[columns] += residual;
    hessian[last + columns] += curvature;
  }
  for (const [index, penalty] of penalties.entries()) {
    gradient[index] += penalty * parameters[index];
    hessian[index * size + index] += penalty;
  }
  return { gradient, hessian };
}

function finish(options: {
  problem: PenalisedLogisticProblem;
  parameters: Float64Array;
  steps: number;
}): PenalisedLogisticSolution {
  const { problem, parameters, steps } = options;
  const { features, penalties, weights, names } = problem;
  const largest = new Float64Array(features.columns);
  for (const [entry, value] of features.values.entries()) {
    const index = features.indices[entry];
    largest[index] = Math.max(largest[index], Math.abs(value));
  }
  for (const [index, penalty] of penalties.entries()) {
    const reach = Math.abs(parameters[index]) * largest[index];
    if (penalty === 0 && reach > SEPARATED_LOG_ODDS) {
      throw new ModelInputError({
        field: 'features',
        value: names[index],
        remedy:
          'this feature separates the classes, so its best weight is infinite; penalise it or leave it out',
      });
    }
  }
  let total = 0;
  for (const weight of weights) {
    total += weight;
  }
  return {
    intercept: parameters[features.columns],
    weights: parameters.slice(0, features.columns),
    steps,
    logLoss: lossOf(problem, parameters) / total,
  };
}
