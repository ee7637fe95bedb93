import type {
  AuditorService,
  AuthService,
  HttpAuthService,
  LoggerService,
  PermissionsRegistryService,
  PermissionsService,
  RootConfigService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type {
  EventSink,
  TicketSink,
} from '@patch-risk/backstage-plugin-patch-risk-node';
import type { Knex } from 'knex';
import { Duration } from 'luxon';
import { AuthorizedReads } from './api/AuthorizedReads';
import { readSinkStatus } from './api/readSinkStatus';
import { StatusReads } from './api/StatusReads';
import { Assessor } from './assessment/Assessor';
import { readScoreTables } from './assessment/readScoreTables';
import { SystemClock } from './clock/SystemClock';
import { AnomalyStore } from './database/AnomalyStore';
import { AssessmentStore } from './database/AssessmentStore';
import { DeviceListStore } from './database/DeviceListStore';
import { DeviceStore } from './database/DeviceStore';
import { DriftFactStore } from './database/DriftFactStore';
import { DeviceSummaryStore } from './database/DeviceSummaryStore';
import { FeedStore } from './database/FeedStore';
import { FindingStore } from './database/FindingStore';
import { HygieneListStore } from './database/HygieneListStore';
import { HygieneStore } from './database/HygieneStore';
import { ModelDriftStore } from './database/ModelDriftStore';
import { FixFactStore } from './database/FixFactStore';
import { FixHistoryStore } from './database/FixHistoryStore';
import { ModelStore } from './database/ModelStore';
import { ModelTryStore } from './database/ModelTryStore';
import { OutboxStore } from './database/OutboxStore';
import { OutcomeEventStore } from './database/OutcomeEventStore';
import { PipelineRunStore } from './database/PipelineRunStore';
import { RollUpStore } from './database/RollUpStore';
import { TaskStore } from './database/TaskStore';
import { TrainingFactStore } from './database/TrainingFactStore';
import { DeliveryWorker } from './delivery/DeliveryWorker';
import { Outbox } from './delivery/Outbox';
import { FeedRefresher } from './feeds/FeedRefresher';
import { FindingMatcher } from './findings/FindingMatcher';
import { DriftWatch } from './governance/DriftWatch';
import { FixRetrainer } from './governance/FixRetrainer';
import { ModelGovernor } from './governance/ModelGovernor';
import { HygieneWatch } from './hygiene/HygieneWatch';
import { InventoryScanner } from './inventory/InventoryScanner';
import { DeviceAccess } from './permissions/DeviceAccess';
import { Pipeline } from './pipeline/Pipeline';
import { readSchedules } from './pipeline/readSchedules';
import { Planner } from './planning/Planner';
import { ReachUpdater } from './reach/ReachUpdater';
import { TelemetryIngest } from './telemetry/TelemetryIngest';
import { readTelemetrySettings } from './telemetry/readTelemetrySettings';
import { HostPace } from './workers/HostPace';
import { WorkerPool } from './workers/WorkerPool';

/** What the plugin is given by Backstage and by its modules. */
export interface ServiceOptions {
  auditor: AuditorService;
  auth: AuthService;
  catalog: CatalogService;
  config: RootConfigService;
  database: Knex;
  eventSinks: readonly EventSink[];
  httpAuth: HttpAuthService;
  logger: LoggerService;
  permissions: PermissionsService;
  permissionsRegistry: PermissionsRegistryService;
  scheduler: SchedulerService;
  ticketSinks: readonly TicketSink[];
}

/** Builds the services of the plugin, along the road from a feed to a sink. */
export function createServices(options: ServiceOptions) {
  const { config, database, eventSinks, logger, ticketSinks } = options;
  const clock = SystemClock.fromConfig(config);
  const workers = WorkerPool.fromConfig(config);
  const outbox = Outbox.create({
    eventSinkIds: () => eventSinks.map(sink => sink.id),
    ticketSinkIds: () => ticketSinks.map(sink => sink.id),
    clock,
  });
  const stage = { config, database, clock, logger, workers, outbox };

  const feeds = FeedRefresher.fromConfig(stage);
  const runs = PipelineRunStore.create({ database });
  const pace = HostPace.fromConfig(config);
  const learning = {
    ...stage,
    facts: TrainingFactStore.create({ database, pace }),
    feeds: FeedStore.create({ database }),
    outcomes: OutcomeEventStore.create({ database }),
  };
  const tries = ModelTryStore.create({ database });
  const models = ModelGovernor.create({
    ...learning,
    models: ModelStore.create({ database }),
    tries,
  });
  const fixRetrainer = FixRetrainer.create({
    ...stage,
    fixFacts: FixFactStore.create({ database, pace }),
    fixHistory: FixHistoryStore.create({ database, pace }),
    governor: models,
    tries,
  });
  const drift = DriftWatch.create({
    ...learning,
    driftFacts: DriftFactStore.create({ database, pace }),
    drifts: ModelDriftStore.create({ database }),
    models,
  });
  const hygiene = HygieneStore.create({
    outcomes: learning.outcomes,
    tables: readScoreTables(config.getOptional('patchRisk.assessment.tables')),
  });
  const pipeline = Pipeline.create({
    stages: {
      inventory: InventoryScanner.create({ ...stage, ...options }),
      reach: ReachUpdater.create({ ...stage, hygiene }),
      hygiene: HygieneWatch.create({ ...stage, hygiene, pace }),
      matcher: FindingMatcher.create(stage),
      assessor: Assessor.create({ ...stage, models }),
      planner: Planner.create(stage),
    },
    runs,
    clock,
    logger,
    maximumAge: Duration.fromObject({ hours: 24 }),
  });
  const delivery = DeliveryWorker.create({ ...stage, ticketSinks, eventSinks });
  const ingest = TelemetryIngest.create({
    ...stage,
    settings: readTelemetrySettings(config),
  });

  const access = DeviceAccess.create(options);
  const reads = AuthorizedReads.create({
    access,
    stores: {
      anomalies: AnomalyStore.create({ database }),
      assessments: AssessmentStore.create({ database }),
      devices: DeviceStore.create({ database }),
      findings: FindingStore.create({ database }),
      hygiene: HygieneListStore.create({ database }),
      lists: DeviceListStore.create({ database }),
      outcomes: OutcomeEventStore.create({ database }),
      rollUps: RollUpStore.create({ database }),
      summaries: DeviceSummaryStore.create({ database }),
      tasks: TaskStore.create({ database }),
    },
  });
  const outboxStore = OutboxStore.create({ database });
  const status = StatusReads.create({
    access,
    clock,
    drift,
    feeds,
    models,
    reads,
    runs,
    sinks: () =>
      readSinkStatus({ eventSinks, ticketSinks, outbox: outboxStore }),
  });
  return {
    access,
    clock,
    delivery,
    drift,
    feeds,
    fixRetrainer,
    ingest,
    models,
    outbox: outboxStore,
    pipeline,
    reads,
    schedules: readSchedules({ config, feeds }),
    status,
    workers,
  };
}
