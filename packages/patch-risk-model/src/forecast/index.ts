export { forecastExploit } from './forecastExploit';
export type { ExploitForecast, ExploitForecastInput } from './forecastExploit';
export { forecastFix } from './forecastFix';
export type {
  FixForecast,
  FixForecastInput,
  FixRemediationState,
} from './forecastFix';
export type { ForecastTerm } from './ForecastTerm';
export type { ModelCard } from './ModelCard';
export { modelCards } from './modelCards';
export { MODEL_VERSION } from './MODEL_VERSION';
