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
import { AdvisoryPreview } from './advisories/AdvisoryPreview';
import { OwnAdvisories } from './advisories/OwnAdvisories';
import { AuthorizedReads } from './api/AuthorizedReads';
import { AuthorizedSuppressions } from './api/AuthorizedSuppressions';
import { DeviceGate } from './api/DeviceGate';
import { readSinkStatus } from './api/readSinkStatus';
import { StatusReads } from './api/StatusReads';
import { Assessor } from './assessment/Assessor';
import { readScoreTables } from './assessment/readScoreTables';
import { ConfigurationFolder } from './configuration/ConfigurationFolder';
import { ConfigurationKeeper } from './configuration/ConfigurationKeeper';
import { readConfigurationSettings } from './configuration/readConfigurationSettings';
import { SystemClock } from './clock/SystemClock';
import { ComponentAssigner } from './components/ComponentAssigner';
import { SbomReader } from './components/SbomReader';
import { AnomalyStore } from './database/AnomalyStore';
import { AssessmentStore } from './database/AssessmentStore';
import { ComponentQuestionStore } from './database/ComponentQuestionStore';
import { ComponentSetStore } from './database/ComponentSetStore';
import { ComponentSourceStore } from './database/ComponentSourceStore';
import { DeviceComponentStore } from './database/DeviceComponentStore';
import { DeviceListStore } from './database/DeviceListStore';
import { DeviceStore } from './database/DeviceStore';
import { DriftFactStore } from './database/DriftFactStore';
import { DeviceSummaryStore } from './database/DeviceSummaryStore';
import { FeedStore } from './database/FeedStore';
import { FindingStore } from './database/FindingStore';
import { FindingHistoryStore } from './database/FindingHistoryStore';
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
import { PreviewStore } from './database/PreviewStore';
import { RollUpStore } from './database/RollUpStore';
import { TaskStore } from './database/TaskStore';
import { TrainingFactStore } from './database/TrainingFactStore';
import { Discovery } from './discovery/Discovery';
import { DeliveryWorker } from './delivery/DeliveryWorker';
import { Outbox } from './delivery/Outbox';
import { FeedHousekeeping } from './feeds/FeedHousekeeping';
import { FeedRefresher } from './feeds/FeedRefresher';
import { FindingSuppressor } from './findings/FindingSuppressor';
import { readSuppressionSettings } from './findings/readSuppressionSettings';
import { FindingMatcher } from './findings/FindingMatcher';
import { DriftWatch } from './governance/DriftWatch';
import { FixRetrainer } from './governance/FixRetrainer';
import { ModelGovernor } from './governance/ModelGovernor';
import { SignalIntake } from './hygiene/SignalIntake';
import { HygieneWatch } from './hygiene/HygieneWatch';
import { InventoryScanner } from './inventory/InventoryScanner';
import { DeviceAccess } from './permissions/DeviceAccess';
import { Pipeline } from './pipeline/Pipeline';
import { readSchedules } from './pipeline/readSchedules';
import { Planner } from './planning/Planner';
import { ReachReads } from './reach/ReachReads';
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
  const housekeeping = FeedHousekeeping.fromConfig({ ...stage, feeds });
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
  const ownAdvisories = OwnAdvisories.create({ ...stage, pace });
  const componentSources = ComponentSourceStore.create({ database });
  const sbomReader = SbomReader.create({
    workers,
    begin: () => database.transaction(),
    sets: ComponentSetStore.create({ pace }),
    sources: componentSources,
    feeds: FeedStore.create({ database }),
  });
  const configurations = ConfigurationKeeper.create({
    ...stage,
    settings: readConfigurationSettings(config),
    hygiene,
  });
  const suppressor = FindingSuppressor.create({
    ...stage,
    appBaseUrl: (config.getOptionalString('app.baseUrl') ?? '').replace(
      /\/+$/,
      '',
    ),
    settings: readSuppressionSettings(config),
  });
  const pipeline = Pipeline.create({
    stages: {
      advisories: ownAdvisories,
      components: ComponentAssigner.create({
        ...stage,
        sources: componentSources,
        devices: DeviceComponentStore.create({ database }),
        transact: work => database.transaction(work),
        pace,
      }),
      inventory: InventoryScanner.create({ ...stage, ...options }),
      reach: ReachUpdater.create({ ...stage, hygiene }),
      configurations: ConfigurationFolder.create({
        ...stage,
        keeper: configurations,
        pace,
      }),
      hygiene: HygieneWatch.create({ ...stage, hygiene, pace }),
      matcher: FindingMatcher.create(stage),
      suppressor,
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

  const discovery = Discovery.fromConfig(stage);

  const access = DeviceAccess.create(options);
  const reads = AuthorizedReads.create({
    access,
    stores: {
      anomalies: AnomalyStore.create({ database }),
      assessments: AssessmentStore.create({ database }),
      devices: DeviceStore.create({ database }),
      findings: FindingStore.create({ database }),
      findingHistory: FindingHistoryStore.create({ database }),
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
    suppressor,
    sinks: () =>
      readSinkStatus({ eventSinks, ticketSinks, outbox: outboxStore }),
  });
  return {
    access,
    advisoryPreview: AdvisoryPreview.create({
      store: PreviewStore.create({ database }),
    }),
    clock,
    configurations,
    componentQuestions: ComponentQuestionStore.create({ database }),
    componentSources,
    delivery,
    discovery,
    drift,
    feeds,
    housekeeping,
    fixRetrainer,
    gate: DeviceGate.create({
      access,
      lists: DeviceListStore.create({ database }),
    }),
    ingest,
    models,
    outbox: outboxStore,
    ownAdvisories,
    pipeline,
    reach: ReachReads.create({ database }),
    reads,
    sbomReader,
    signals: SignalIntake.create({ clock, database, hygiene }),
    suppressions: AuthorizedSuppressions.create({
      access,
      lists: DeviceListStore.create({ database }),
      reads,
      suppressor,
    }),
    schedules: readSchedules({ config, feeds }),
    summaries: DeviceSummaryStore.create({ database }),
    status,
    workers,
  };
}
