/** Where the backend is killed: between a committed create and its answer, or within one of the other kinds of work. */
export type KillKind = 'create' | 'feed' | 'pipeline' | 'event' | 'telemetry';
