export { forecastExploit } from './forecastExploit';
export type { ExploitForecast, ExploitForecastInput } from './forecastExploit';
export { forecastFix } from './forecastFix';
export type {
  FixForecast,
  FixForecastInput,
  FixForecastOptions,
  FixRemediationState,
} from './forecastFix';
export type { FixPromise } from './promises/FixPromise';
export { promiseRecord } from './promises/promiseRecord';
export type { PromiseTally } from './promises/promiseRecord';
export { fitRhythm } from './rhythm/fitRhythm';
export type { RhythmModel } from './rhythm/RhythmModel';
export { shippedRhythm } from './rhythm/shippedRhythm';
export type { ForecastTerm } from './ForecastTerm';
export type { ModelCard } from './ModelCard';
export { modelCards } from './modelCards';
export { shippedModels } from './shippedModels';
export type { ShippedModel } from './shippedModels';
export { MODEL_VERSION } from './MODEL_VERSION';
export { explainBackportCase } from './backport/explainBackportCase';
export { fitBackport } from './backport/fitBackport';
export { forecastBackportCase } from './backport/forecastBackportCase';
export { explainErratumCase } from './erratum/explainErratumCase';
export { fitErratum } from './erratum/fitErratum';
export { forecastErratumCase } from './erratum/forecastErratumCase';
export type { PooledFixExplanation } from './pooled/explainPooledFix';
export type { FixOutcome } from './pooled/FixOutcome';
export type { PooledFixModel, PoolingLevel } from './pooled/PooledFixModel';
export type { PooledFixOptions } from './pooled/PooledFixOptions';
export { readPooledFixModel } from './pooled/readPooledFixModel';
export type { FixCase, FixEcosystem } from './cases/FixCase';
export type { FixCaseForecast } from './cases/FixCaseForecast';
export { isCvssVector } from './features/isCvssVector';
export { exploitForecastOf } from './exploitForecastOf';
export { narrowProductOf } from './exploit/narrowProductOf';
export type {
  ExploitFacts,
  SsvcExploitation,
  SsvcFacts,
} from './exploit/ExploitFacts';
export type {
  ExploitHazardModel,
  ExploitSubmodel,
} from './exploit/ExploitHazardModel';
export type { ExploitHistory } from './exploit/ExploitHistory';
export type { AgeBin } from './hazard/AgeHazard';
export { shippedExploitModel } from './shippedExploitModel';
export { explainAdvisoryCase } from './fix/explainAdvisoryCase';
export { fitOtFixModel } from './fix/fitOtFixModel';
export { shippedOtFixModel } from './fix/shippedOtFixModel';
export { forecastAdvisoryCase } from './fix/forecastAdvisoryCase';
export type { OtFixHistoryJson } from './fix/OtFixHistory';
export type {
  OtDisclosureModel,
  OtFixModel,
  OtLateModel,
} from './fix/OtFixModel';
export type { OtFixOutcome } from './fix/OtFixOutcome';
export type { OtLateSpell } from './fix/OtLateSpell';
export type { ExploitTrainingRow } from './exploit/ExploitTrainingRow';
export { fitExploit } from './exploit/fitExploit';
