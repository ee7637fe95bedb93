import type { EventTarget } from './EventTarget';
import { FileEventTarget } from './FileEventTarget';
import { ElasticsearchEventTarget } from './ElasticsearchEventTarget';

/** The bulk file, or the real server where it is asked for. */
export async function openEventTarget(options: {
  file: string;
  elasticsearch: boolean;
}): Promise<EventTarget> {
  return options.elasticsearch
    ? ElasticsearchEventTarget.start()
    : FileEventTarget.create(options.file);
}
