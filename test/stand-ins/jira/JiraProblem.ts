/** A refusal in Jira's own error shape. */
export class JiraProblem extends Error {
  readonly status: number;
  readonly errorMessages: string[];
  readonly errors: Record<string, string>;

  constructor(
    status: number,
    options: { errorMessages?: string[]; errors?: Record<string, string> },
  ) {
    super(
      [
        ...(options.errorMessages ?? []),
        ...Object.entries(options.errors ?? {}).map(
          ([field, text]) => `${field}: ${text}`,
        ),
      ].join(' '),
    );
    this.name = 'JiraProblem';
    this.status = status;
    this.errorMessages = options.errorMessages ?? [];
    this.errors = options.errors ?? {};
  }

  static notFound(): JiraProblem {
    return new JiraProblem(404, {
      errorMessages: [
        'Issue does not exist or you do not have permission to see it.',
      ],
    });
  }
}
